"""Update rules for gradient descent: each takes one step and remembers what it needs."""

import numpy as np


def sgd_momentum(w, dw, config=None):
    """Take one step of gradient descent with momentum.

    Args:
        w: Weights, an array of any shape.
        dw: Gradient of the loss at `w`, of the same shape.
        config: `learning_rate` (0.01), `momentum` (0.9), `velocity` (zeros).

    Returns:
        The new weights, and the configuration for the next step.
    """
    raise NotImplementedError("sgd_momentum: write your solution here")


def nesterov_momentum(w, dw, config=None):
    """Take one step of Nesterov momentum, where `w` is already the point ahead.

    Args:
        w: The point ahead, an array of any shape.
        dw: Gradient of the loss at `w`, of the same shape.
        config: `learning_rate` (0.01), `momentum` (0.9), `velocity` (zeros).

    Returns:
        The next point ahead, and the configuration for the next step.
    """
    raise NotImplementedError("nesterov_momentum: write your solution here")


def nesterov_lookahead(w, grad_fn, config):
    """Take one step of Nesterov momentum as it is drawn: look ahead, then step.

    Args:
        w: Weights, an array of any shape.
        grad_fn: Gives the gradient of the loss at any point; call it once.
        config: `learning_rate` (0.01), `momentum` (0.9), `velocity` (zeros); may be None.

    Returns:
        The new weights, and the configuration for the next step.
    """
    raise NotImplementedError("nesterov_lookahead: write your solution here")


def adagrad(w, dw, config=None):
    """Take one step of AdaGrad.

    Args:
        w: Weights, an array of any shape.
        dw: Gradient of the loss at `w`, of the same shape.
        config: `learning_rate` (0.01), `epsilon` (1e-8), `cache` (zeros).

    Returns:
        The new weights, and the configuration for the next step.
    """
    raise NotImplementedError("adagrad: write your solution here")


def rmsprop(w, dw, config=None):
    """Take one step of RMSProp.

    Args:
        w: Weights, an array of any shape.
        dw: Gradient of the loss at `w`, of the same shape.
        config: `learning_rate` (0.01), `decay_rate` (0.99), `epsilon` (1e-8), `cache` (zeros).

    Returns:
        The new weights, and the configuration for the next step.
    """
    raise NotImplementedError("rmsprop: write your solution here")


def adam(w, dw, config=None):
    """Take one step of Adam.

    Args:
        w: Weights, an array of any shape.
        dw: Gradient of the loss at `w`, of the same shape.
        config: `learning_rate` (0.001), `beta1` (0.9), `beta2` (0.999), `epsilon` (1e-8),
            `m` (zeros), `v` (zeros), `t` (0).

    Returns:
        The new weights, and the configuration for the next step.
    """
    raise NotImplementedError("adam: write your solution here")


def minimize(grad_fn, w, update, config, steps):
    """Walk downhill and keep every point of the way.

    Args:
        grad_fn: Gives the gradient of the loss at any point.
        w: Where to start, an array of any shape.
        update: An update rule, such as `adam`.
        config: What the first call of `update` is given; may be None.
        steps: How many steps to take.

    Returns:
        The last point, and the list of the `steps + 1` points visited, the start first.
    """
    raise NotImplementedError("minimize: write your solution here")
