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
    # BEGIN SOLUTION sizes
    # The last place at which a window can start; the first one is 0.
    last = size + 2 * pad - kernel
    if last < 0:
        msg = f"no window of {kernel} fits into {size} pixels with a border of {pad}"
        raise ValueError(msg)
    # The window at 0, and one more for each whole stride after it.
    return 1 + last // stride
    # END SOLUTION sizes


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
    # BEGIN SOLUTION sizes
    # A filter looks at every channel, and is shared by all places of the image.
    weights = C * HH * WW
    return F * (weights + 1) if bias else F * weights
    # END SOLUTION sizes


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
    # BEGIN SOLUTION conv_forward
    stride, pad = conv_param["stride"], conv_param["pad"]
    (N, _, H, W), (F, _, HH, WW) = x.shape, w.shape

    # A border of zeros, on the two image axes only.
    xp = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    # The first window, and one for each whole stride that fits beside it.
    H_out = 1 + (H + 2 * pad - HH) // stride
    W_out = 1 + (W + 2 * pad - WW) // stride
    out = np.zeros((N, F, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            window = xp[:, :, i * stride : i * stride + HH, j * stride : j * stride + WW]
            # Each filter times the window, summed over channels, rows and columns.
            out[:, :, i, j] = np.einsum("nchw,fchw->nf", window, w) + b

    return out, (x, w, xp, stride, pad)
    # END SOLUTION conv_forward


def conv_backward(dout, cache):
    """Send the gradient back through the layer.

    Args:
        dout: Gradient of the loss by the responses, shape (N, F, H_out, W_out).
        cache: What `conv_forward` returned beside the responses.

    Returns:
        The gradients by x, w and b, each of the shape of its variable.
    """
    # BEGIN SOLUTION conv_backward
    x, w, xp, stride, pad = cache
    (_, _, H, W), (_, _, HH, WW) = x.shape, w.shape
    _, _, H_out, W_out = dout.shape

    # The bias reaches every response of its filter with weight 1.
    db = dout.sum(axis=(0, 2, 3))
    dw, dxp = np.zeros_like(w), np.zeros_like(xp)
    for i in range(H_out):
        for j in range(W_out):
            rows = slice(i * stride, i * stride + HH)
            columns = slice(j * stride, j * stride + WW)
            d = dout[:, :, i, j]
            # A response is filter times window, so each gets the other, times d.
            dw += np.einsum("nf,nchw->fchw", d, xp[:, :, rows, columns])
            # Windows overlap: a pixel collects from all of its windows.
            dxp[:, :, rows, columns] += np.einsum("nf,fchw->nchw", d, w)
    # Nobody asked for the gradient by the border.
    dx = dxp[:, :, pad : pad + H, pad : pad + W]

    return dx, dw, db
    # END SOLUTION conv_backward


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
    # BEGIN SOLUTION edges
    # One image of one channel, and one filter of one channel for each name.
    w = np.stack(list(bank.values()))[:, np.newaxis]
    # No padding: a border of zeros would make edges that are not in the picture.
    out, _ = forward(image[np.newaxis, np.newaxis], w, np.zeros(len(w)), {"stride": 1, "pad": 0})
    responses = out[0]

    # At each window, the filter that answers most strongly names the edge, if there is one.
    strongest = responses.argmax(axis=0)
    is_edge = responses.max(axis=0) > threshold

    # A window speaks for the pixel in its centre.
    (HH, WW), (H_out, W_out) = w.shape[2:], is_edge.shape
    rows = slice(HH // 2, HH // 2 + H_out)
    columns = slice(WW // 2, WW // 2 + W_out)
    edges = {}
    for f, name in enumerate(bank):
        edges[name] = np.zeros(image.shape, dtype=bool)
        edges[name][rows, columns] = is_edge & (strongest == f)

    return edges
    # END SOLUTION edges
