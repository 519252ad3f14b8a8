"""A convolution layer by hand: its sizes, the pass forward, the way back, and a use for it."""

import numpy as np


def output_size(size, kernel, stride, pad):
    """Count the windows that fit along one axis.

    Args:
        size: Pixels along this axis, before padding.
        kernel: Pixels of the filter along this axis.
        stride: Pixels from one window to the next.
        pad: Zeros put on each of the two ends.

    Returns:
        The number of windows, a whole number.

    Raises:
        ValueError: not even one window fits.
    """
    raise NotImplementedError("output_size: write your solution here")


def parameter_count(C, HH, WW, F, bias=True):  # noqa: FBT002 - the course's signature
    """Count the numbers that a convolution layer learns.

    Args:
        C: Channels of the images.
        HH: Rows of a filter.
        WW: Columns of a filter.
        F: Number of filters.
        bias: Whether each filter has a bias.

    Returns:
        The number of parameters, a whole number.
    """
    raise NotImplementedError("parameter_count: write your solution here")


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


def find_edges(image, bank, threshold, forward):
    """Find the edges of an image and give each its name.

    Args:
        image: Brightness, shape (H, W).
        bank: A filter of shape (HH, WW) for each name; HH and WW are odd.
        threshold: How strong a response must be to count.
        forward: The convolution to use, called like `conv_forward`.

    Returns:
        For each name of `bank`, an array of truths of shape (H, W): where such an edge is.
    """
    raise NotImplementedError("find_edges: write your solution here")
