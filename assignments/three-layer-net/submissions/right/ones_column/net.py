import functools

import numpy as np
from layers import affine_backward, affine_forward, relu_backward, relu_forward, softmax_loss

NAMES = (("W1", "b1"), ("W2", "b2"), ("W3", "b3"))


def affine_relu_forward(x, w, b):
    a, fc = affine_forward(x, w, b)
    out, gate = relu_forward(a)
    return out, (fc, gate)


def affine_relu_backward(dout, cache):
    fc, gate = cache
    return affine_backward(relu_backward(dout, gate), fc)


def forward(params, X):
    steps = (affine_relu_forward, affine_relu_forward, affine_forward)

    def link(state, step):
        value, caches = state
        function, (w, b) = step
        value, cache = function(value, params[w], params[b])
        return value, [*caches, cache]

    return functools.reduce(link, zip(steps, NAMES), (X, []))


def loss_and_grads(params, X, y, reg=0.0):
    scores, (first, second, third) = forward(params, X)
    loss, d = softmax_loss(scores, y)
    grads = {}
    d, grads["W3"], grads["b3"] = affine_backward(d, third)
    d, grads["W2"], grads["b2"] = affine_relu_backward(d, second)
    d, grads["W1"], grads["b1"] = affine_relu_backward(d, first)
    for w, _ in NAMES:
        loss = loss + reg * np.trace(params[w].T @ params[w]) / 2
        grads[w] = grads[w] + reg * params[w]
    return loss, grads


def epochs_of(count, size, seed):
    rng = np.random.Generator(np.random.PCG64(seed))
    while True:
        pool = rng.choice(count, size=count, replace=False)
        yield [pool[i : i + size] for i in range(0, count, size)]


def train(params, X, y, learning_rate, batch_size, epochs, reg=0.0, seed=0):
    history, source = [], epochs_of(len(X), batch_size, seed)
    for _ in range(epochs):
        weighted = 0.0
        for batch in next(source):
            loss, grads = loss_and_grads(params, X[batch], y[batch], reg)
            params = dict((k, params[k] - learning_rate * grads[k]) for k in params)
            weighted += loss * len(batch) / len(X)
        history.append(weighted)
    return params, history
