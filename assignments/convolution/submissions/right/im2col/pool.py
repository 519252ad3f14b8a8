import numpy as np


def columns_of(x, ph, pw, s):
    """The flat places of each window's pixels, one column for each window."""
    H, W = x.shape[2:]
    rows = np.arange(0, H - ph + 1, s)
    cols = np.arange(0, W - pw + 1, s)
    first = rows[:, None] * W + cols
    inside = (np.arange(ph)[:, None] * W + np.arange(pw)).ravel()
    return inside[:, None] + first.ravel(), (len(rows), len(cols))


def max_pool_forward(x, pool_param):
    N, C = x.shape[:2]
    at, size = columns_of(x, *(pool_param[k] for k in ("pool_height", "pool_width", "stride")))
    columns = x.reshape(N * C, -1)[:, at]
    who = columns.argmax(axis=1)
    out = np.take_along_axis(columns, who[:, None], axis=1)
    winners = at[who, np.arange(at.shape[1])]
    return out.reshape(N, C, *size), (winners, x.shape)


def max_pool_backward(dout, cache):
    winners, shape = cache
    N, C, H, W = shape
    dx = np.zeros((N * C, H * W))
    np.add.at(dx, (np.arange(N * C)[:, None], winners), dout.reshape(N * C, -1))
    return dx.reshape(shape)
