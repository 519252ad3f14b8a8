"""The fast gradient sign method on a small network, with a gradient derived by hand."""

import numpy as np


def input_gradient(params, X, y):
    """Return the gradient of the loss with respect to the pictures.

    The network is affine - ReLU - affine, the loss is softmax and cross-entropy, averaged
    over the batch.

    Args:
        params: `W1` (D, H), `b1` (H,), `W2` (H, C), `b2` (C,).
        X: Pictures, one in each row, of shape (N, D).
        y: Labels, whole numbers from 0 to C - 1, of shape (N,).

    Returns:
        An array of the shape of `X`.
    """
    raise NotImplementedError("input_gradient: write your solution here")


def fgsm(params, X, y, epsilon, clip_min=0.0, clip_max=1.0):
    """Return adversarial pictures: one step of `epsilon` in each pixel, up the loss.

    Args:
        params: The network's weights, as for `input_gradient`.
        X: Pictures, one in each row, of shape (N, D).
        y: Their labels, of shape (N,).
        epsilon: How far each pixel is moved.
        clip_min: The smallest value of a pixel.
        clip_max: The largest value of a pixel.

    Returns:
        An array of the shape of `X`.
    """
    raise NotImplementedError("fgsm: write your solution here")
