import numpy as np

windows = np.lib.stride_tricks.sliding_window_view


def max_pool_forward(x, pool_param):
    shape = pool_param["pool_height"], pool_param["pool_width"]
    s = pool_param["stride"]
    x = np.moveaxis(x, 1, -1)
    cut = windows(x, shape, axis=(1, 2))[:, ::s, ::s]
    flat = cut.reshape(cut.shape[:4] + (-1,))
    order = flat.argsort(axis=-1)[..., -1]
    out = np.take_along_axis(flat, order[..., None], axis=-1)[..., 0]

    def backward(dout):
        dx = np.zeros(x.shape)
        n, i, j, c = np.indices(out.shape)
        p, q = np.unravel_index(order, shape)
        np.add.at(dx, (n, i * s + p, j * s + q, c), np.moveaxis(dout, 1, -1))
        return np.moveaxis(dx, -1, 1)

    return np.moveaxis(out, -1, 1), backward


def max_pool_backward(dout, cache):
    return cache(dout)
