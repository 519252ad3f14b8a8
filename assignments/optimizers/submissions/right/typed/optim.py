"""Optimisers with type hints; settings are converted and checked before use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Config = dict[str, Any]
Update = Callable[[Array, Array, Config | None], tuple[Array, Config]]


@dataclass(frozen=True)
class Settings:
    learning_rate: float = 1e-2
    momentum: float = 0.9
    decay_rate: float = 0.99
    epsilon: float = 1e-8
    beta1: float = 0.9
    beta2: float = 0.999

    @staticmethod
    def read(config: Config | None, **defaults: float) -> Settings:
        known = Settings.__dataclass_fields__
        given = {k: float(v) for k, v in (config or {}).items() if k in known}
        return Settings(**{**defaults, **given})


def _array(config: Config | None, key: str, like: Array) -> Array:
    stored = (config or {}).get(key)
    return np.zeros(like.shape) if stored is None else np.array(stored, dtype=np.float64)


def _velocity(w: Array, dw: Array, config: Config | None) -> tuple[Array, Settings]:
    s = Settings.read(config)
    return s.momentum * _array(config, "velocity", w) - s.learning_rate * dw, s


def sgd_momentum(w: Array, dw: Array, config: Config | None = None) -> tuple[Array, Config]:
    velocity, _ = _velocity(w, dw, config)
    return np.add(w, velocity), dict(config or {}, velocity=velocity)


def nesterov_momentum(w: Array, dw: Array, config: Config | None = None) -> tuple[Array, Config]:
    velocity, s = _velocity(w, dw, config)
    return w + (s.momentum * velocity - s.learning_rate * dw), dict(config or {}, velocity=velocity)


def nesterov_lookahead(
    w: Array, grad_fn: Callable[[Array], Array], config: Config | None
) -> tuple[Array, Config]:
    ahead = w + Settings.read(config).momentum * _array(config, "velocity", w)
    velocity, _ = _velocity(w, grad_fn(ahead), config)
    return w + velocity, dict(config or {}, velocity=velocity)


def _scaled(w: Array, dw: Array, cache: Array, s: Settings) -> Array:
    return w - s.learning_rate * np.divide(dw, np.sqrt(cache) + s.epsilon)


def adagrad(w: Array, dw: Array, config: Config | None = None) -> tuple[Array, Config]:
    s = Settings.read(config)
    cache = _array(config, "cache", w) + np.power(dw, 2)
    return _scaled(w, dw, cache, s), dict(config or {}, cache=cache)


def rmsprop(w: Array, dw: Array, config: Config | None = None) -> tuple[Array, Config]:
    s = Settings.read(config)
    cache = np.average([_array(config, "cache", w), dw**2], axis=0, weights=[s.decay_rate, 1 - s.decay_rate])
    return _scaled(w, dw, cache, s), dict(config or {}, cache=cache)


def adam(w: Array, dw: Array, config: Config | None = None) -> tuple[Array, Config]:
    s = Settings.read(config, learning_rate=1e-3)
    t = int((config or {}).get("t", 0)) + 1
    m = s.beta1 * _array(config, "m", w) + (1.0 - s.beta1) * dw
    v = s.beta2 * _array(config, "v", w) + (1.0 - s.beta2) * np.multiply(dw, dw)
    m_hat: Array = m / -np.expm1(t * np.log(s.beta1))
    v_hat: Array = v / -np.expm1(t * np.log(s.beta2))
    next_w = _scaled(w, m_hat, v_hat, s)
    return next_w, dict(config or {}, m=m, v=v, t=float(t))


def minimize(
    grad_fn: Callable[[Array], Array], w: Array, update: Update, config: Config | None, steps: int
) -> tuple[Array, list[Array]]:
    history: list[Array] = [np.array(w)]
    for _ in range(int(steps)):
        w, config = update(w, grad_fn(w), config)
        history.append(np.array(w))
    return w, history
