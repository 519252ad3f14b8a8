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
    # BEGIN SOLUTION sgd_momentum
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": np.zeros_like(w)} | (config or {})
    lr, mu, v = config["learning_rate"], config["momentum"], config["velocity"]

    # A fraction mu of the last step survives; the gradient pulls it downhill.
    v = mu * v - lr * dw
    # The velocity is the step.
    next_w = w + v

    return next_w, config | {"velocity": v}
    # END SOLUTION sgd_momentum


def nesterov_momentum(w, dw, config=None):
    """Take one step of Nesterov momentum, where `w` is already the point ahead.

    Args:
        w: The point ahead, an array of any shape.
        dw: Gradient of the loss at `w`, of the same shape.
        config: `learning_rate` (0.01), `momentum` (0.9), `velocity` (zeros).

    Returns:
        The next point ahead, and the configuration for the next step.
    """
    # BEGIN SOLUTION nesterov_momentum
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": np.zeros_like(w)} | (config or {})
    lr, mu, v_old = config["learning_rate"], config["momentum"], config["velocity"]

    # The gradient was taken at the point ahead, so the velocity is up to date at once.
    v_new = mu * v_old - lr * dw
    # Step from w to the true weights and on to the next point ahead, in one go.
    next_w = w + mu * v_new - lr * dw

    return next_w, config | {"velocity": v_new}
    # END SOLUTION nesterov_momentum


def nesterov_lookahead(w, grad_fn, config):
    """Take one step of Nesterov momentum as it is drawn: look ahead, then step.

    Args:
        w: Weights, an array of any shape.
        grad_fn: Gives the gradient of the loss at any point; call it once.
        config: `learning_rate` (0.01), `momentum` (0.9), `velocity` (zeros); may be None.

    Returns:
        The new weights, and the configuration for the next step.
    """
    # BEGIN SOLUTION nesterov_momentum
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": np.zeros_like(w)} | (config or {})
    lr, mu, velocity = config["learning_rate"], config["momentum"], config["velocity"]

    # Where the velocity alone would carry us.
    ahead = w + mu * velocity
    # The slope there, not here, corrects the velocity.
    velocity = mu * velocity - lr * grad_fn(ahead)
    # The step still starts where we are.
    next_w = w + velocity

    return next_w, config | {"velocity": velocity}
    # END SOLUTION nesterov_momentum


def adagrad(w, dw, config=None):
    """Take one step of AdaGrad.

    Args:
        w: Weights, an array of any shape.
        dw: Gradient of the loss at `w`, of the same shape.
        config: `learning_rate` (0.01), `epsilon` (1e-8), `cache` (zeros).

    Returns:
        The new weights, and the configuration for the next step.
    """
    # BEGIN SOLUTION adagrad
    config = {"learning_rate": 1e-2, "epsilon": 1e-8, "cache": np.zeros_like(w)} | (config or {})
    lr, eps, total = config["learning_rate"], config["epsilon"], config["cache"]

    # Each weight keeps the sum of its squared gradients, for ever.
    total = total + dw**2
    # A weight that was pushed often and hard takes smaller steps.
    next_w = w - lr * dw / (np.sqrt(total) + eps)

    return next_w, config | {"cache": total}
    # END SOLUTION adagrad


def rmsprop(w, dw, config=None):
    """Take one step of RMSProp.

    Args:
        w: Weights, an array of any shape.
        dw: Gradient of the loss at `w`, of the same shape.
        config: `learning_rate` (0.01), `decay_rate` (0.99), `epsilon` (1e-8), `cache` (zeros).

    Returns:
        The new weights, and the configuration for the next step.
    """
    # BEGIN SOLUTION rmsprop
    defaults = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8}
    config = defaults | {"cache": np.zeros_like(w)} | (config or {})
    lr, rho, eps = config["learning_rate"], config["decay_rate"], config["epsilon"]

    # A running mean of the squared gradients: it forgets, where AdaGrad's sum does not.
    s = rho * config["cache"] + (1 - rho) * dw**2
    # The step is measured in units of the gradient's recent size.
    next_w = w - lr * dw / (np.sqrt(s) + eps)

    return next_w, config | {"cache": s}
    # END SOLUTION rmsprop


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
    # BEGIN SOLUTION adam
    defaults = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
    fresh = {"m": np.zeros_like(w), "v": np.zeros_like(w), "t": 0}
    config = defaults | fresh | (config or {})
    lr, eps = config["learning_rate"], config["epsilon"]
    beta1, beta2 = config["beta1"], config["beta2"]

    # Count this step first: the first step has t = 1.
    t = config["t"] + 1
    # Running means of the gradient and of its square.
    m = beta1 * config["m"] + (1 - beta1) * dw
    v = beta2 * config["v"] + (1 - beta2) * dw**2
    # Both began at zero and are too small by 1 - beta**t; the stored ones stay as they are.
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    # Momentum above, RMSProp below.
    next_w = w - lr * m_hat / (np.sqrt(v_hat) + eps)

    return next_w, config | {"m": m, "v": v, "t": t}
    # END SOLUTION adam


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
    # BEGIN SOLUTION minimize
    # Copies, because a rule is free to change its arguments in place.
    history = [w.copy()]
    for _ in range(steps):
        # The slope where we are now, and the state as the last step left it.
        w, config = update(w, grad_fn(w), config)
        history.append(w.copy())

    return w, history
    # END SOLUTION minimize
