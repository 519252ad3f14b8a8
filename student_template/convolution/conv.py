"""A convolution layer by hand: the pass forward, and the gradients on the way back."""

import numpy as np


def conv_forward(x, w, b, conv_param):
    """Slide every filter over every image.

    Args:
        x: Images, shape (N, C, H, W).
        w: Filters, shape (F, C, HH, WW).
        b: One bias for each filter, shape (F,).
        conv_param: `stride`, pixels between windows, and `pad`, zeros on each side.

    Returns:
        The responses, shape (N, F, H_out, W_out), and a cache for `conv_backward`.
    """
    raise NotImplementedError("conv_forward: write your solution here")


def conv_backward(dout, cache):
    """Send the gradient back through the layer.

    Args:
        dout: Gradient of the loss by the responses, shape (N, F, H_out, W_out).
        cache: What `conv_forward` returned beside the responses.

    Returns:
        The gradients by x, w and b, each of the shape of its variable.
    """
    raise NotImplementedError("conv_backward: write your solution here")
