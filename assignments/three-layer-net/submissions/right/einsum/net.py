import layers as L
import numpy as np


def forward(params, X):
    a1, c1 = L.affine_forward(X, params["W1"], params["b1"])
    r1, g1 = L.relu_forward(a1)
    a2, c2 = L.affine_forward(r1, params["W2"], params["b2"])
    r2, g2 = L.relu_forward(a2)
    a3, c3 = L.affine_forward(r2, params["W3"], params["b3"])
    return a3, {"affine": [c1, c2, c3], "relu": [g1, g2]}


def loss_and_grads(params, X, y, reg=0.0):
    scores, cache = forward(params, X)
    data, upstream = L.softmax_loss(scores, y)
    penalty = sum(np.einsum("ij,ij->", params[k], params[k]) for k in ("W1", "W2", "W3"))
    grads = dict.fromkeys(params)
    upstream, dW, grads["b3"] = L.affine_backward(upstream, cache["affine"][2])
    grads["W3"] = dW + reg * params["W3"]
    upstream = L.relu_backward(upstream, cache["relu"][1])
    upstream, dW, grads["b2"] = L.affine_backward(upstream, cache["affine"][1])
    grads["W2"] = dW + reg * params["W2"]
    upstream = L.relu_backward(upstream, cache["relu"][0])
    upstream, dW, grads["b1"] = L.affine_backward(upstream, cache["affine"][0])
    grads["W1"] = dW + reg * params["W1"]
    return data + reg / 2 * penalty, grads


def train(params, X, y, learning_rate, batch_size, epochs, reg=0.0, seed=0):
    rng = np.random.RandomState(seed)
    history = np.zeros(epochs)
    for epoch in range(epochs):
        shuffled = rng.permutation(X.shape[0])
        chunks = np.array_split(shuffled, np.arange(batch_size, X.shape[0], batch_size))
        for chunk in chunks:
            loss, grads = loss_and_grads(params, X[chunk], y[chunk], reg=reg)
            params = {k: v - learning_rate * grads[k] for k, v in params.items()}
            history[epoch] += loss / len(chunks)
    return params, history
