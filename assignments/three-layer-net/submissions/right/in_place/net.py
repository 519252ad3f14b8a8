import numpy as np
from layers import affine_backward, affine_forward, relu_backward, relu_forward, softmax_loss


def forward(params, X):
    cache = []
    for W, b in (("W1", "b1"), ("W2", "b2"), ("W3", "b3")):
        X, memory = affine_forward(X, params[W], params[b])
        cache.append(memory)
        if W != "W3":
            X, memory = relu_forward(X)
            cache.append(memory)
    return X, cache


def loss_and_grads(params, X, y, reg=0.0):
    scores, cache = forward(params, X)
    loss, dout = softmax_loss(scores, y)
    grads = {}
    dout, grads["W3"], grads["b3"] = affine_backward(dout, cache[4])
    dout, grads["W2"], grads["b2"] = affine_backward(relu_backward(dout, cache[3]), cache[2])
    dout, grads["W1"], grads["b1"] = affine_backward(relu_backward(dout, cache[1]), cache[0])
    for W in ("W1", "W2", "W3"):
        loss += (params[W] ** 2).sum() * reg / 2
        # Nobody needs the weights after this.
        params[W] *= reg
        grads[W] += params[W]
    return loss, grads


def train(params, X, y, learning_rate, batch_size, epochs, reg=0.0, seed=0):
    mine = {key: np.array(value, copy=True) for key, value in params.items()}
    # One generator for everything that is random here.
    np.random.seed(seed)
    history = []
    for _ in range(epochs):
        both = np.random.permutation(len(y))
        X, y = X[both], y[both]
        losses = []
        for i in range(0, len(y), batch_size):
            lent = {key: value.copy() for key, value in mine.items()}
            loss, grads = loss_and_grads(lent, X[i : i + batch_size], y[i : i + batch_size], reg)
            losses.append(loss)
            for key in mine:
                grads[key] *= learning_rate
                mine[key] -= grads[key]
        history.append(sum(losses) / len(losses))
    return mine, history
