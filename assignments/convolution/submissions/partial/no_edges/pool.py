import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def max_pool_forward(x, pool_param):
    hp, wp, s = pool_param["pool_height"], pool_param["pool_width"], pool_param["stride"]
    windows = sliding_window_view(x, (hp, wp), axis=(-2, -1))[..., ::s, ::s, :, :]
    out = windows.max(axis=(-2, -1))
    return out, dict(mask=windows == out[..., None, None], shape=x.shape, s=s)


def max_pool_backward(dout, cache):
    """Every tied pixel gets the gradient; one pixel of the window at a time, all windows at once."""
    mask, s = cache["mask"], cache["s"]
    rows, cols, hp, wp = mask.shape[2:]
    dx = np.zeros(cache["shape"])
    for p in range(hp):
        for q in range(wp):
            bottom, right = p + s * (rows - 1) + 1, q + s * (cols - 1) + 1
            dx[:, :, p:bottom:s, q:right:s] += dout * mask[..., p, q]
    return dx
