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
