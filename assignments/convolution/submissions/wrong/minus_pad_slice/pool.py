import numpy as np


def max_pool_forward(x, pool_param):
    N, C, H, W = x.shape
    HP = pool_param["pool_height"]
    WP = pool_param["pool_width"]
    S = pool_param["stride"]
    H_ = int((H - HP) / S) + 1
    W_ = int((W - WP) / S) + 1
    out = np.empty((N, C, H_, W_))
    for n in range(N):
        for c in range(C):
            for i in range(H_):
                for j in range(W_):
                    best = -np.inf
                    for p in range(HP):
                        for q in range(WP):
                            if x[n, c, i * S + p, j * S + q] > best:
                                best = x[n, c, i * S + p, j * S + q]
                    out[n, c, i, j] = best
    return out, (x, pool_param)


def max_pool_backward(dout, cache):
    x, pool_param = cache
    HP = pool_param["pool_height"]
    WP = pool_param["pool_width"]
    S = pool_param["stride"]
    dx = np.zeros(x.shape)
    for n, c, i, j in np.ndindex(dout.shape):
        patch = x[n, c, i * S : i * S + HP, j * S : j * S + WP]
        row, col = np.unravel_index(np.argmax(patch), patch.shape)
        dx[n, c, i * S + row, j * S + col] += dout[n, c, i, j]
    return dx
