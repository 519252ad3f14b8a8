import numpy as np


def affine_forward(x, w, b):
    flat = x.reshape(x.shape[0], -1).copy()
    out = np.empty((len(flat), w.shape[1]))
    np.dot(flat, w, out=out)
    out += b
    return out, (x.shape, flat, w)


def affine_backward(dout, cache):
    shape, flat, w = cache
    dw = np.dot(flat.T, dout)
    db = np.add.reduce(dout)
    np.dot(dout, w.T, out=flat)
    return flat.reshape(shape), dw, db


def relu_forward(x):
    shut = x <= 0
    x[shut] = 0
    return x, shut


def relu_backward(dout, cache):
    dout[cache] = 0
    return dout


def softmax_loss(x, y):
    n = np.arange(x.shape[0])
    x -= x.max(1)[:, None]
    x -= np.log(np.exp(x).sum(1))[:, None]
    loss = -np.mean(x[n, y])
    np.exp(x, out=x)
    x[n, y] -= 1.0
    x /= x.shape[0]
    return loss, x
