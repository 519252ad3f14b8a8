import random

import numpy as np
from layers import *


def forward(params, X):
    caches = []
    out = X
    for i in [1, 2, 3]:
        out, c = affine_forward(out, params["W" + str(i)], params["b" + str(i)])
        caches.append(c)
        if i != 3:
            out, c = relu_forward(out)
            caches.append(c)
    return out, caches


def loss_and_grads(params, X, y, reg=0.0):
    scores, caches = forward(params, X)
    loss, d = softmax_loss(scores, y)
    grads = {}
    for i in [3, 2, 1]:
        d, grads["W" + str(i)], grads["b" + str(i)] = affine_backward(d, caches.pop())
        if i != 1:
            d = relu_backward(d, caches.pop())
    for i in [1, 2, 3]:
        W = params["W" + str(i)]
        for r in range(W.shape[0]):
            for c in range(W.shape[1]):
                loss = loss + 0.5 * reg * W[r, c] * W[r, c]
                grads["W" + str(i)][r, c] += reg * W[r, c]
    return loss, grads


def train(params, X, y, learning_rate, batch_size, epochs, reg=0.0, seed=0):
    random.seed(seed)
    p = {}
    for key in params:
        p[key] = np.array(params[key])
    history = []
    numbers = list(range(len(X)))
    for e in range(epochs):
        random.shuffle(numbers)
        total = 0
        seen = 0
        i = 0
        while i < len(numbers):
            now = numbers[i : i + batch_size]
            loss, grads = loss_and_grads(p, X[now], y[now], reg)
            for key in p:
                p[key] = p[key] - learning_rate * grads[key]
            total += loss * len(now)
            seen += len(now)
            i += batch_size
        history.append(total / seen)
    return p, history
