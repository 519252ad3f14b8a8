import numpy as np


def relu(z):
    return np.maximum(z, 0)


def forward(params, X):
    z1 = X @ params["W1"] + params["b1"]
    z2 = relu(z1) @ params["W2"] + params["b2"]
    z3 = relu(z2) @ params["W3"] + params["b3"]
    return z3, (z1, z2)


def everything(params, X, y, reg):
    z3, (z1, z2) = forward(params, X)
    n = len(X)
    e = np.exp(z3 - z3.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.log(p[range(n), y]).mean()
    for k in "123":
        loss += reg * 0.5 * np.sum(np.square(params["W" + k]))
    d3 = p
    d3[range(n), y] -= 1
    d3 /= n
    d2 = (d3 @ params["W3"].T) * (z2 > 0)
    d1 = (d2 @ params["W2"].T) * (z1 > 0)
    return loss, {
        "W1": X.T @ d1 + reg * params["W1"],
        "b1": d1.sum(axis=0),
        "W2": relu(z1).T @ d2 + reg * params["W2"],
        "b2": d2.sum(axis=0),
        "W3": relu(z2).T @ d3 + reg * params["W3"],
        "b3": d3.sum(axis=0),
    }


def loss_and_grads(params, X, y, reg=0.0):
    return everything(params, X, y, reg)


def train(params, X, y, learning_rate, batch_size, epochs, reg=0.0, seed=0):
    rng = np.random.default_rng(seed)
    W = {k: v + 0 for k, v in params.items()}
    history = []
    for epoch in range(epochs):
        order = list(rng.permutation(len(X)))
        total, batches = 0, 0
        while len(order) > 0:
            batch = order[:batch_size]
            del order[:batch_size]
            loss, dW = everything(W, X[batch], y[batch], reg)
            total, batches = total + loss, batches + 1
            for k in W:
                W[k] = W[k] - learning_rate * dW[k]
        history.append(total / batches)
    return W, history
