import numpy as np

from layers import *


def forward(params, X):
    out1, cache1 = affine_forward(X, params["W1"], params["b1"])
    r1, rcache1 = relu_forward(out1)
    out2, cache2 = affine_forward(r1, params["W2"], params["b2"])
    r2, rcache2 = relu_forward(out2)
    scores, cache3 = affine_forward(r2, params["W3"], params["b3"])
    cache = (cache1, rcache1, cache2, rcache2, cache3)
    return scores, cache


def loss_and_grads(params, X, y, reg=0.0):
    scores, cache = forward(params, X)
    cache1, rcache1, cache2, rcache2, cache3 = cache
    data_loss, dscores = softmax_loss(scores, y)
    W1, W2, W3 = params["W1"], params["W2"], params["W3"]
    reg_loss = reg * (np.sum(W1 * W1) + np.sum(W2 * W2) + np.sum(W3 * W3))
    loss = data_loss + reg_loss
    dr2, dW3, db3 = affine_backward(dscores, cache3)
    dout2 = relu_backward(dr2, rcache2)
    dr1, dW2, db2 = affine_backward(dout2, cache2)
    dout1 = relu_backward(dr1, rcache1)
    dX, dW1, db1 = affine_backward(dout1, cache1)
    dW1 += 2 * reg * W1
    dW2 += 2 * reg * W2
    dW3 += 2 * reg * W3
    grads = {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2, "W3": dW3, "b3": db3}
    return loss, grads


def train(params, X, y, learning_rate, batch_size, epochs, reg=0.0, seed=0):
    rng = np.random.default_rng(seed)
    params = {k: v.copy() for k, v in params.items()}
    history = []
    num_train = X.shape[0]
    for epoch in range(epochs):
        idx = np.arange(num_train)
        rng.shuffle(idx)
        X_shuffled, y_shuffled = X[idx], y[idx]
        batch_losses = []
        num_batches = int(np.ceil(num_train / batch_size))
        for b in range(num_batches):
            X_batch = X_shuffled[b * batch_size : (b + 1) * batch_size]
            y_batch = y_shuffled[b * batch_size : (b + 1) * batch_size]
            loss, grads = loss_and_grads(params, X_batch, y_batch, reg)
            batch_losses.append(loss)
            for k in params.keys():
                params[k] -= learning_rate * grads[k]
        history.append(np.mean(batch_losses))
    return params, history
