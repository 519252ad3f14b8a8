"""Scaling, and the price of large weights."""

import numpy as np


def scale(x, factor):
    """Return `x`, each number times `factor`."""
    # BEGIN SOLUTION scale
    scaled = factor * x
    return scaled  # noqa: RET504 - a line that a mistake can change
    # END SOLUTION scale


def penalty(w, reg):
    """Return the penalty of the weights `w`."""
    # BEGIN SOLUTION penalty
    squares = np.sum(w * w)
    return 0.5 * reg * squares
    # END SOLUTION penalty
