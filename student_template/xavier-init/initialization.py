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
    raise NotImplementedError("xavier_uniform: write your solution here")


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
    raise NotImplementedError("xavier_normal: write your solution here")


def he_normal(fan_in, fan_out, rng=None):
    """Draw the weights of one layer before a ReLU from He's normal distribution.

    Args:
        fan_in: How many numbers enter the layer.
        fan_out: How many numbers leave it.
        rng: A numpy Generator to draw from; None draws from a fresh one.

    Returns:
        The weights, of shape (fan_in, fan_out).
    """
    raise NotImplementedError("he_normal: write your solution here")


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
    raise NotImplementedError("initialize_parameters: write your solution here")


def activation_statistics(params, X, activation):
    """Send data through a network and measure the signal after each layer.

    Args:
        params: W1, b1, W2, b2 and so on.
        X: One example in each row.
        activation: Applied after every layer; takes an array, gives one of the same shape.

    Returns:
        A list with a pair (mean, standard deviation) for each layer.
    """
    raise NotImplementedError("activation_statistics: write your solution here")


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
    raise NotImplementedError("signal_growth: write your solution here")
