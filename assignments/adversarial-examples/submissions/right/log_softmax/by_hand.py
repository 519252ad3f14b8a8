"""The loss as log-sum-exp minus the score of the label; gradients through a Jacobian."""

import numpy as np


def log_sum_exp(s):
    m = s.max(axis=1)
    return m + np.log(np.exp(s - m[:, None]).sum(axis=1))


def input_gradient(params, X, y):
    N, D = X.shape
    out = np.empty((N, D))
    W1, W2 = params["W1"], params["W2"]
    Z = X @ W1 + np.reshape(params["b1"], (1, -1))
    S = np.where(Z > 0, Z, 0) @ W2 + np.reshape(params["b2"], (1, -1))
    lse = log_sum_exp(S)
    for i in range(N):
        # The scores' Jacobian: (D, C), the active units only.
        on = Z[i] > 0
        J = W1[:, on] @ W2[on]
        p = np.exp(S[i] - lse[i])
        out[i] = J @ p - J[:, y[i]]
    return out / N


def fgsm(params, X, y, epsilon, clip_min=0.0, clip_max=1.0):
    g = input_gradient(params, X, y)
    step = np.zeros_like(X)
    step[g > 0] = epsilon
    step[g < 0] = -epsilon
    return (X + step).clip(clip_min, clip_max)
