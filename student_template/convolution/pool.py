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
    raise NotImplementedError("max_pool_forward: write your solution here")


def max_pool_backward(dout, cache):
    """Send the gradient back to the pixels that were the largest of their windows.

    Args:
        dout: Gradient of the loss by the maxima, shape (N, C, H_out, W_out).
        cache: What `max_pool_forward` returned beside the maxima.

    Returns:
        The gradient by x, of the shape of x.
    """
    raise NotImplementedError("max_pool_backward: write your solution here")
