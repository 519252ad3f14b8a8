"""The pipeline, with types."""

from __future__ import annotations

from typing import List, Protocol

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


class Part(Protocol):
    """What can be asked of a part."""

    weights: Array

    def forward(self, x: Array) -> Array: ...
    def grad_weights(self, upstream: Array) -> Array: ...
    def grad_input(self, upstream: Array) -> Array: ...


class Criterion(Protocol):
    """What can be asked of a criterion."""

    def forward(self, prediction: Array, y: Array) -> float: ...
    def grad_input(self, upstream: float) -> Array: ...


def sgd_step(
    h: Part, g: Part, f: Part, criterion: Criterion, x: Array, y: Array, learning_rate: float
) -> float:
    """All gradients, then all updates."""
    u = h.forward(x)
    v = g.forward(u)
    loss = float(criterion.forward(f.forward(v), y))
    to_f = criterion.grad_input(1.0)
    to_g = f.grad_input(to_f)
    to_h = g.grad_input(to_g)
    new_h = h.weights - learning_rate * h.grad_weights(to_h)
    new_g = g.weights - learning_rate * g.grad_weights(to_g)
    new_f = f.weights - learning_rate * f.grad_weights(to_f)
    h.weights, g.weights, f.weights = new_h, new_g, new_f
    return loss


def train_pipeline(
    h: Part,
    g: Part,
    f: Part,
    criterion: Criterion,
    X: Array,
    Y: Array,
    learning_rate: float,
    batch_size: int,
    epochs: int,
    seed: int = 0,
) -> List[float]:
    """Epochs of steps."""
    rng = np.random.default_rng(seed)
    history: List[float] = []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        parts = np.split(order, range(batch_size, len(X), batch_size))
        steps = (sgd_step(h, g, f, criterion, X[i], Y[i], learning_rate) for i in parts)
        history.append(float(np.mean(list(steps))))
    return history
