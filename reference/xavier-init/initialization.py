"""Random weights to start from, and what becomes of a signal that passes through them."""

import numpy as np


def xavier_uniform(fan_in, fan_out, gain=1.0, rng=None):
    """Draw the weights of one layer from Xavier's uniform distribution.

    Args:
        fan_in: How many numbers enter the layer.
        fan_out: How many numbers leave it.
        gain: Factor by which all weights are stretched.
        rng: A numpy Generator to draw from; None draws from a fresh one.

    Returns:
        The weights, of shape (fan_in, fan_out).
    """
    # BEGIN SOLUTION xavier_uniform
    rng = np.random.default_rng() if rng is None else rng

    # The interval from -a to a has the variance a**2 / 3, and we want 2 / (fan_in + fan_out).
    a = gain * np.sqrt(6 / (fan_in + fan_out))

    return rng.uniform(-a, a, size=(fan_in, fan_out))
    # END SOLUTION xavier_uniform


def xavier_normal(fan_in, fan_out, gain=1.0, rng=None):
    """Draw the weights of one layer from Xavier's normal distribution.

    Args:
        fan_in: How many numbers enter the layer.
        fan_out: How many numbers leave it.
        gain: Factor by which all weights are stretched.
        rng: A numpy Generator to draw from; None draws from a fresh one.

    Returns:
        The weights, of shape (fan_in, fan_out).
    """
    # BEGIN SOLUTION xavier_normal
    rng = np.random.default_rng() if rng is None else rng

    # Forward asks for the variance 1 / fan_in, backward for 1 / fan_out: take the middle.
    std = gain * np.sqrt(2 / (fan_in + fan_out))

    return rng.normal(0, std, size=(fan_in, fan_out))
    # END SOLUTION xavier_normal


def he_normal(fan_in, fan_out, rng=None):
    """Draw the weights of one layer before a ReLU from He's normal distribution.

    Args:
        fan_in: How many numbers enter the layer.
        fan_out: How many numbers leave it.
        rng: A numpy Generator to draw from; None draws from a fresh one.

    Returns:
        The weights, of shape (fan_in, fan_out).
    """
    # BEGIN SOLUTION he_normal
    rng = np.random.default_rng() if rng is None else rng

    # The ReLU before this layer has cut half of the signal's power off: twice the variance.
    std = np.sqrt(2 / fan_in)

    return rng.normal(0, std, size=(fan_in, fan_out))
    # END SOLUTION he_normal


def initialize_parameters(layer_dims, method="xavier", seed=0):
    """Draw the parameters of a whole network.

    Args:
        layer_dims: Sizes of the layers, the input first.
        method: "xavier" (normal, with gain 1) or "he".
        seed: A whole number from 0; the same seed gives the same parameters.

    Returns:
        A dictionary with W1, b1, W2, b2 and so on.

    Raises:
        ValueError: There is no such method.
    """
    # BEGIN SOLUTION initialize_parameters
    if method not in ("xavier", "he"):
        msg = f"method must be 'xavier' or 'he', found {method!r}"
        raise ValueError(msg)
    draw = xavier_normal if method == "xavier" else he_normal

    # One generator for all layers: each layer goes on where the one before stopped.
    rng = np.random.default_rng(seed)
    params = {}
    for layer in range(1, len(layer_dims)):
        fan_in, fan_out = layer_dims[layer - 1], layer_dims[layer]
        params[f"W{layer}"] = draw(fan_in, fan_out, rng=rng)
        # Random weights already make the units differ, so the biases may start alike.
        params[f"b{layer}"] = np.zeros(fan_out)

    return params
    # END SOLUTION initialize_parameters


def activation_statistics(params, X, activation):
    """Send data through a network and measure the signal after each layer.

    Args:
        params: W1, b1, W2, b2 and so on.
        X: One example in each row.
        activation: Applied after every layer; takes an array, gives one of the same shape.

    Returns:
        A list with a pair (mean, standard deviation) for each layer.
    """
    # BEGIN SOLUTION activation_statistics
    statistics = []
    H = X
    for layer in range(1, len(params) // 2 + 1):
        Z = H @ params[f"W{layer}"] + params[f"b{layer}"]
        H = activation(Z)
        # Over all examples and all units at once.
        statistics.append((H.mean(), H.std()))

    return statistics
    # END SOLUTION activation_statistics


def signal_growth(draws, X, depth, activation):
    """Compare ways to draw weights: by what factor does each layer stretch the signal?

    Args:
        draws: For each name a function that draws one layer, called as draw(fan_in, fan_out).
        X: One example in each row; all layers are as wide as X.
        depth: How many layers the signal passes.
        activation: Applied after every layer; takes an array, gives one of the same shape.

    Returns:
        A dictionary with the growth per layer for each name.
    """
    # BEGIN SOLUTION signal_growth
    width = X.shape[1]
    growth = {}
    for name, draw in draws.items():
        # Every network starts from the data.
        H = X
        for _ in range(depth):
            H = activation(H @ draw(width, width))
        # depth equal factors that lead from the first spread to the last: their geometric mean.
        growth[name] = (H.std() / X.std()) ** (1 / depth)

    return growth
    # END SOLUTION signal_growth
