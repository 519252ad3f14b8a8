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
    # BEGIN SOLUTION affine
    # One row for each example, whatever its shape.
    rows = x.reshape(len(x), -1)
    # Each output weighs all features of its row and adds its own bias.
    out = rows @ w + b

    return out, (x, w)
    # END SOLUTION affine


def affine_backward(dout, cache):
    """Compute the gradients of a fully connected layer.

    Args:
        dout: Gradient of the loss with respect to the outputs, of shape (N, M).
        cache: What `affine_forward` remembered.

    Returns:
        The gradients dx (shape of x), dw (D, M) and db (M,).
    """
    # BEGIN SOLUTION affine
    x, w = cache
    rows = x.reshape(len(x), -1)

    # x[n, d] reaches output m through w[d, m]: collect what comes back over all outputs.
    dx = (dout @ w.T).reshape(x.shape)
    # w[d, m] carries x[n, d] to output m: collect over all examples.
    dw = rows.T @ dout
    # b[m] was added to output m of every example.
    db = dout.sum(axis=0)

    return dx, dw, db
    # END SOLUTION affine


def relu_forward(x):
    """Compute max(0, x), number by number.

    Args:
        x: An array of any shape.

    Returns:
        The outputs, of the same shape, and a cache for `relu_backward`.
    """
    # BEGIN SOLUTION relu
    # What is negative does not pass.
    out = np.maximum(0, x)

    return out, x
    # END SOLUTION relu


def relu_backward(dout, cache):
    """Compute the gradient of a ReLU.

    Args:
        dout: Gradient of the loss with respect to the outputs.
        cache: What `relu_forward` remembered.

    Returns:
        The gradient with respect to the inputs.
    """
    # BEGIN SOLUTION relu
    x = cache
    # The gate is open where the input was positive, and shut elsewhere.
    return dout * (x > 0)
    # END SOLUTION relu


def softmax_loss(x, y):
    """Compute the mean cross-entropy of the softmax of scores, and its gradient.

    Args:
        x: Scores, of shape (N, C).
        y: The right class of each example, N integers from 0 to C - 1.

    Returns:
        The loss, a number, and the gradient with respect to x, of shape (N, C).
    """
    # BEGIN SOLUTION softmax
    N = len(x)
    right = np.arange(N), y

    # Softmax does not change when a row is shifted, and exp(0) does not overflow.
    shifted = x - x.max(axis=1, keepdims=True)
    # log(exp(s) / sum) = s - log(sum): no log of a probability that was rounded to 0.
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    # How surprised we are by the right class, on average.
    loss = -log_p[right].mean()

    # One score up by a little: its own log p gains 1, and all lose p.
    dx = np.exp(log_p)
    dx[right] -= 1
    # Each example is one N-th of the mean.
    dx /= N

    return loss, dx
    # END SOLUTION softmax
