"""Initialization of deep networks, with types."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Array = NDArray[np.float64]
Activation = Callable[[Array], Array]
Draw = Callable[[int, int], Array]


def _xavier_std(fan_in: int, fan_out: int, gain: float) -> float:
    """Return gain times the root of two over the sum of the fans."""
    return gain * float(np.sqrt(2.0 / (fan_in + fan_out)))


def xavier_uniform(
    fan_in: int, fan_out: int, gain: float = 1.0, rng: Generator | None = None
) -> Array:
    """Draw uniformly; the end of the interval is sqrt(3) standard deviations away."""
    rng = rng or np.random.default_rng()
    a: float = np.sqrt(3.0) * _xavier_std(fan_in, fan_out, gain)
    return rng.uniform(-a, a, (fan_in, fan_out))


def xavier_normal(
    fan_in: int, fan_out: int, gain: float = 1.0, rng: Generator | None = None
) -> Array:
    """Draw from the normal distribution."""
    rng = rng or np.random.default_rng()
    return rng.normal(scale=_xavier_std(fan_in, fan_out, gain), size=(fan_in, fan_out))


def he_normal(fan_in: int, fan_out: int, rng: Generator | None = None) -> Array:
    """Draw from the normal distribution, with the variance 2 / fan_in."""
    rng = rng or np.random.default_rng()
    return rng.normal(scale=(2.0 / fan_in) ** 0.5, size=(fan_in, fan_out))


def initialize_parameters(
    layer_dims: list[int], method: str = "xavier", seed: int = 0
) -> dict[str, Array]:
    """Draw all layers; each has a child of the one generator."""
    draw: Callable[..., Array]
    match method:
        case "xavier":
            draw = xavier_normal
        case "he":
            draw = he_normal
        case _:
            raise ValueError(f"unknown method: {method}")
    children = np.random.default_rng(seed).spawn(len(layer_dims) - 1)
    params: dict[str, Array] = {}
    for l, child in enumerate(children, start=1):
        params |= {
            f"W{l}": draw(fan_in=layer_dims[l - 1], fan_out=layer_dims[l], rng=child),
            f"b{l}": np.zeros(layer_dims[l]),
        }
    return params


def activation_statistics(
    params: dict[str, Array], X: Array, activation: Activation
) -> Array:
    """Return one row (mean, std) for each layer."""
    rows: list[tuple[float, float]] = []
    for l in range(1, 1 + sum(name.startswith("W") for name in params)):
        X = activation(X @ params[f"W{l}"] + params[f"b{l}"])
        m = float(X.mean())
        rows.append((m, float(np.sqrt(((X - m) ** 2).mean()))))
    return np.array(rows)


def signal_growth(
    draws: dict[str, Draw], X: Array, depth: int, activation: Activation
) -> dict[str, float]:
    """Return the geometric mean of the factors."""
    start = float(X.std())
    signals: dict[str, Array] = {name: X for name in draws}
    # Layer by layer, all networks side by side.
    for _ in range(depth):
        for name, draw in draws.items():
            signals[name] = activation(signals[name] @ draw(X.shape[1], X.shape[1]))
    return {name: float((H.std() / start) ** (1 / depth)) for name, H in signals.items()}
