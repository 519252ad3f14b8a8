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
    raise NotImplementedError("not done yet")


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
