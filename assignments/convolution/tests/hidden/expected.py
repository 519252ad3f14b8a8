"""Convolution and pooling by another road than the one that the handout takes."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def convolve(x, w, b, stride, pad):
    """Return the responses of all filters."""
    border = ((0, 0), (0, 0), (pad, pad), (pad, pad))
    windows = sliding_window_view(np.pad(x, border), w.shape[2:], (2, 3))
    windows = windows[:, :, ::stride, ::stride]
    return np.einsum("ncijhw,fchw->nfij", windows, w) + np.reshape(b, (-1, 1, 1))


def pool(x, height, width, stride):
    """Return the maximum of each window."""
    windows = sliding_window_view(x, (height, width), (2, 3))[:, :, ::stride, ::stride]
    return windows.max(axis=(4, 5))
