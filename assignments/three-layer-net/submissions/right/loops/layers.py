import math

import numpy as np


def affine_forward(x, w, b):
    N = x.shape[0]
    D, M = w.shape
    x_row = np.zeros((N, D))
    for n in range(N):
        x_row[n] = x[n].flatten()
    out = np.zeros((N, M))
    for n in range(N):
        for m in range(M):
            s = b[m]
            for d in range(D):
                s += x_row[n, d] * w[d, m]
            out[n, m] = s
    return out, {"x": x, "rows": x_row, "w": w}


def affine_backward(dout, cache):
    rows, w = cache["rows"], cache["w"]
    N, M = dout.shape
    D = w.shape[0]
    drows = np.zeros((N, D))
    dw = np.zeros((D, M))
    db = np.zeros(M)
    for n in range(N):
        for m in range(M):
            db[m] += dout[n, m]
            for d in range(D):
                drows[n, d] += dout[n, m] * w[d, m]
                dw[d, m] += dout[n, m] * rows[n, d]
    dx = np.zeros(cache["x"].shape)
    for n in range(N):
        dx[n] = drows[n].reshape(dx[n].shape)
    return dx, dw, db


def relu_forward(x):
    flat = x.flatten()
    out = [v if v > 0 else 0.0 for v in flat]
    return np.array(out).reshape(x.shape), [v > 0 for v in flat]


def relu_backward(dout, cache):
    out = [g if is_open else 0.0 for g, is_open in zip(dout.flatten(), cache)]
    return np.array(out).reshape(dout.shape)


def softmax_loss(x, y):
    N, C = x.shape
    loss = 0.0
    dx = np.zeros((N, C))
    for n in range(N):
        biggest = max(x[n])
        total = 0.0
        for c in range(C):
            total += math.exp(x[n, c] - biggest)
        loss += math.log(total) - (x[n, y[n]] - biggest)
        for c in range(C):
            dx[n, c] = math.exp(x[n, c] - biggest) / total
            if c == y[n]:
                dx[n, c] -= 1
            dx[n, c] = dx[n, c] / N
    return loss / N, dx
