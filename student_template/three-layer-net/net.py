"""A network of three layers, made of the functions in layers.py, and its training."""

import numpy as np
from layers import affine_backward, affine_forward, relu_backward, relu_forward, softmax_loss


def forward(params, X):
    """Compute the scores of affine - ReLU - affine - ReLU - affine.

    Args:
        params: The arrays W1 (D, H1), b1 (H1,), W2 (H1, H2), b2 (H2,), W3 (H2, C), b3 (C,).
        X: Inputs, of shape (N, D).

    Returns:
        The scores, of shape (N, C), and a cache for the way back.
    """
    raise NotImplementedError("forward: write your solution here")


def loss_and_grads(params, X, y, reg=0.0):
    """Compute the loss of the network with its L2 penalty, and all gradients.

    Args:
        params: As for `forward`.
        X: Inputs, of shape (N, D).
        y: The right class of each example, N integers.
        reg: Strength of the L2 penalty on W1, W2 and W3. The biases have none.

    Returns:
        The loss, a number, and a dictionary of gradients with the keys of params.
    """
    raise NotImplementedError("loss_and_grads: write your solution here")


def train(params, X, y, learning_rate, batch_size, epochs, reg=0.0, seed=0):
    """Train the network by stochastic gradient descent.

    Args:
        params: As for `forward`: where to start. They are left as they are.
        X: Inputs, of shape (N, D).
        y: The right class of each example, N integers.
        learning_rate: How long a step is, compared with the gradient.
        batch_size: Examples in a batch; the last batch of an epoch may be smaller.
        epochs: How often every example is used.
        reg: Strength of the L2 penalty.
        seed: Of the random order; the same seed gives the same training.

    Returns:
        The new parameters, and the mean loss of each epoch's batches, a list.
    """
    raise NotImplementedError("train: write your solution here")
