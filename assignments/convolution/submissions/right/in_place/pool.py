import numpy as np


def max_pool_forward(x, pool_param):
    a, d, s = (pool_param.pop(key) for key in ("pool_height", "pool_width", "stride"))
    rows, cols = (x.shape[2] - a) // s + 1, (x.shape[3] - d) // s + 1
    out = np.full(x.shape[:2] + (rows, cols), -np.inf)
    row, col = np.zeros(out.shape, dtype=int), np.zeros(out.shape, dtype=int)
    for p in range(a):
        for q in range(d):
            piece = x[:, :, p : p + s * (rows - 1) + 1 : s, q : q + s * (cols - 1) + 1 : s]
            better = piece > out
            out[better], row[better], col[better] = piece[better], p, q
    row += s * np.arange(rows)[:, None]
    col += s * np.arange(cols)
    shape = x.shape
    x.fill(np.nan)
    return out, (shape, row, col)


def max_pool_backward(dout, cache):
    shape, row, col = cache
    n, c = np.arange(shape[0])[:, None, None, None], np.arange(shape[1])[:, None, None]
    flat = np.ravel_multi_index((n, c, row, col), shape)
    return np.bincount(flat.ravel(), weights=dout.ravel(), minlength=np.prod(shape)).reshape(shape)
