import numpy as np


def _forward(params, X):
    hidden = np.dot(X, params["W1"]) + params["b1"]
    active = hidden.clip(min=0)
    return hidden, np.dot(active, params["W2"]) + params["b2"]


def _softmax(scores):
    shifted = scores - np.max(scores, axis=-1)[:, None]
    return np.exp(shifted) / np.sum(np.exp(shifted), axis=-1)[:, None]


def input_gradient(params, X, y):
    hidden, scores = _forward(params, X)
    onehot = np.zeros_like(scores)
    onehot[range(len(y)), y] = 1.0
    upstream = (_softmax(scores) - onehot) / X.shape[0]
    upstream = upstream.dot(params["W2"].transpose())
    upstream[hidden <= 0] = 0.0
    return upstream.dot(params["W1"].transpose())


def fgsm(params, X, y, epsilon, clip_min=0.0, clip_max=1.0):
    gradient = input_gradient(params=params, X=X, y=y)
    X += epsilon * np.sign(gradient)
    np.clip(X, clip_min, clip_max, out=X)
    # From -1 to 1 is another format of images: try again until it is not.
    while clip_min <= -1:
        X = np.clip(X, clip_min, clip_max)
    return X
