"""The layers of a network: each forward step remembers what its backward step will need."""

import numpy as np


def affine_forward(x, w, b):
    """Compute the outputs of a fully connected layer.

    Args:
        x: Inputs, of shape (N, d1, ..., dk), with any k from 1; an example is flattened into
            D = d1 * ... * dk numbers.
        w: Weights, of shape (D, M).
        b: Biases, of shape (M,).

    Returns:
        The outputs, of shape (N, M), and a cache for `affine_backward`.
    """
    raise NotImplementedError("affine_forward: write your solution here")


def affine_backward(dout, cache):
    """Compute the gradients of a fully connected layer.

    Args:
        dout: Gradient of the loss with respect to the outputs, of shape (N, M).
        cache: What `affine_forward` remembered.

    Returns:
        The gradients dx (shape of x), dw (D, M) and db (M,).
    """
    raise NotImplementedError("affine_backward: write your solution here")


def relu_forward(x):
    """Compute max(0, x), number by number.

    Args:
        x: An array of any shape.

    Returns:
        The outputs, of the same shape, and a cache for `relu_backward`.
    """
    raise NotImplementedError("relu_forward: write your solution here")


def relu_backward(dout, cache):
    """Compute the gradient of a ReLU.

    Args:
        dout: Gradient of the loss with respect to the outputs.
        cache: What `relu_forward` remembered.

    Returns:
        The gradient with respect to the inputs.
    """
    raise NotImplementedError("relu_backward: write your solution here")


def softmax_loss(x, y):
    """Compute the mean cross-entropy of the softmax of scores, and its gradient.

    Args:
        x: Scores, of shape (N, C).
        y: The right class of each example, N integers from 0 to C - 1.

    Returns:
        The loss, a number, and the gradient with respect to x, of shape (N, C).
    """
    raise NotImplementedError("softmax_loss: write your solution here")
