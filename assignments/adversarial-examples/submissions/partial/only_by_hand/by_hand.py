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
    # BEGIN SOLUTION input_gradient
    N = len(X)
    # Forward: the hidden layer, and the scores of the classes.
    z = X @ params["W1"] + params["b1"]
    h = np.maximum(0, z)
    scores = h @ params["W2"] + params["b2"]
    # Softmax. The largest score is taken off first: the quotient stays, exp cannot overflow.
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    # Softmax and cross-entropy together: p minus 1 at the label, and 1/N from the mean.
    dscores = p.copy()
    dscores[np.arange(N), y] -= 1
    dscores /= N
    # Back through the second layer, the ReLU (it blocks where z < 0), and the first layer.
    dh = dscores @ params["W2"].T
    dz = dh * (z > 0)
    return dz @ params["W1"].T
    # END SOLUTION input_gradient


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
    # BEGIN SOLUTION fgsm_by_hand
    # Which way does the loss grow, pixel by pixel?
    g = input_gradient(params, X, y)
    # The same small step for all: only the direction counts, not how steep it is.
    attacked = X + epsilon * np.sign(g)
    # What comes out must still be a picture.
    return np.clip(attacked, clip_min, clip_max)
    # END SOLUTION fgsm_by_hand
