"""A max-pooling layer by hand: the pass forward, and the gradient on the way back."""

import numpy as np


def max_pool_forward(x, pool_param):
    """Keep the largest number of each window.

    Args:
        x: Images, shape (N, C, H, W).
        pool_param: `pool_height` and `pool_width`, the size of a window, and `stride`, pixels
            between windows.

    Returns:
        The maxima, shape (N, C, H_out, W_out), and a cache for `max_pool_backward`.
    """
    # BEGIN SOLUTION max_pool_forward
    ph, pw = pool_param["pool_height"], pool_param["pool_width"]
    stride = pool_param["stride"]
    N, C, H, W = x.shape

    # The first window, and one for each whole stride that fits beside it.
    H_out = 1 + (H - ph) // stride
    W_out = 1 + (W - pw) // stride
    out = np.zeros((N, C, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            window = x[:, :, i * stride : i * stride + ph, j * stride : j * stride + pw]
            # Each image and each channel has its own maximum.
            out[:, :, i, j] = window.max(axis=(2, 3))

    return out, (x, ph, pw, stride)
    # END SOLUTION max_pool_forward


def max_pool_backward(dout, cache):
    """Send the gradient back to the pixels that were the largest of their windows.

    Args:
        dout: Gradient of the loss by the maxima, shape (N, C, H_out, W_out).
        cache: What `max_pool_forward` returned beside the maxima.

    Returns:
        The gradient by x, of the shape of x.
    """
    # BEGIN SOLUTION max_pool_backward
    x, ph, pw, stride = cache
    N, C, H_out, W_out = dout.shape
    n, c = np.ogrid[:N, :C]

    dx = np.zeros_like(x)
    for i in range(H_out):
        for j in range(W_out):
            window = x[:, :, i * stride : i * stride + ph, j * stride : j * stride + pw]
            # Row p and column q of the maximum within its window.
            p, q = np.divmod(window.reshape(N, C, -1).argmax(axis=2), pw)
            # It alone made the output; where windows overlap, it may have made several.
            dx[n, c, i * stride + p, j * stride + q] += dout[:, :, i, j]

    return dx
    # END SOLUTION max_pool_backward
