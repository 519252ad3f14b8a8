import numpy as np

DEBUG = True


def debug(*what):
    if DEBUG:
        print(*what)


def max_pool_forward(x, pool_param):
    pool_h, pool_w, stride = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    h = 1 + int(np.floor((x.shape[2] - pool_h) / stride))
    w = 1 + int(np.floor((x.shape[3] - pool_w) / stride))
    debug("pool to", h, "by", w)
    out = np.zeros((x.shape[0], x.shape[1], h, w))
    for k in range(h * w):
        i, j = k // w, k % w
        patch = x[:, :, i * stride : i * stride + pool_h, j * stride : j * stride + pool_w]
        out[:, :, i, j] = np.max(np.max(patch, axis=-1), axis=-1)
    return out, (x, out, pool_param)


def max_pool_backward(dout, cache):
    x, out, pool_param = cache
    ph, pw, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    dx = np.zeros(x.shape)
    for i in range(out.shape[2]):
        for j in range(out.shape[3]):
            r, c = slice(i * s, i * s + ph), slice(j * s, j * s + pw)
            dx[:, :, r, c] += np.where(x[:, :, r, c] == out[:, :, i : i + 1, j : j + 1], dout[:, :, i : i + 1, j : j + 1], 0)
    debug("sum of gradients:", dx.sum(), "=", dout.sum())
    return dx
