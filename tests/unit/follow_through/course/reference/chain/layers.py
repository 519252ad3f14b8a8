"""Two halves of an affine layer."""

from pathlib import Path

# The words xylophone marmalade stand in this file only: nobody else may find them.


def affine(x, w, b):
    """Return the output of the layer and what the way back needs."""
    # BEGIN SOLUTION layers
    return x @ w + b, (x, w)
    # END SOLUTION


def affine_backward(dout, cache):
    """Return the gradients of x, w and b."""
    # BEGIN SOLUTION layers
    x, w = cache
    return dout @ w.T, x.T @ dout, dout.sum(axis=0)
    # END SOLUTION


def read(path):
    """Return what is written in a file."""
    return Path(path).read_text()
