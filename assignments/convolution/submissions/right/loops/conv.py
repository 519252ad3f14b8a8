import numpy as np


class Cache:
    def __init__(self, **things):
        self.__dict__.update(things)


def conv_forward(x, w, b, conv_param):
    stride = conv_param["stride"]
    pad = conv_param["pad"]
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    H_ = (H + 2 * pad - HH) // stride + 1
    W_ = (W + 2 * pad - WW) // stride + 1
    padded = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    padded[:, :, pad : pad + H, pad : pad + W] = x
    out = np.zeros((N, F, H_, W_))
    for n in range(N):
        for f in range(F):
            for i in range(H_):
                for j in range(W_):
                    top = i * stride
                    left = j * stride
                    patch = padded[n, :, top : top + HH, left : left + WW]
                    out[n, f, i, j] = np.sum(patch * w[f]) + b[f]
    return out, Cache(x=x, w=w, b=b, stride=stride, pad=pad, padded=padded)


def conv_backward(dout, cache):
    dpadded = np.zeros(cache.padded.shape)
    dw = np.zeros(cache.w.shape)
    db = np.zeros(cache.b.shape)
    N, F, H_, W_ = dout.shape
    HH, WW = cache.w.shape[2:]
    for n in range(N):
        for f in range(F):
            for i in range(H_):
                for j in range(W_):
                    d = dout[n, f, i, j]
                    rows = slice(i * cache.stride, i * cache.stride + HH)
                    cols = slice(j * cache.stride, j * cache.stride + WW)
                    db[f] += d
                    dw[f] += d * cache.padded[n, :, rows, cols]
                    dpadded[n, :, rows, cols] += d * cache.w[f]
    end_row = dpadded.shape[2] - cache.pad
    end_col = dpadded.shape[3] - cache.pad
    return dpadded[:, :, cache.pad : end_row, cache.pad : end_col], dw, db
