"""The network, with types."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Dict, Iterator, List, Tuple

import numpy as np
import numpy.typing as npt

import layers

Array = npt.NDArray[np.float64]
Params = Dict[str, Array]


def forward(params: Params, X: Array) -> Tuple[Array, "OrderedDict[str, Any]"]:
    """Scores and a cache by name."""
    cache: "OrderedDict[str, Any]" = OrderedDict()
    h = X
    for k in range(1, 4):
        h, cache[f"affine{k}"] = layers.affine_forward(h, params[f"W{k}"], params[f"b{k}"])
        if k < 3:
            h, cache[f"relu{k}"] = layers.relu_forward(h)
    return h, cache


def _penalty(params: Params, reg: float) -> float:
    flat = np.concatenate([params[f"W{k}"].ravel() for k in (1, 2, 3)])
    return 0.5 * reg * float(np.dot(flat, flat))


def loss_and_grads(
    params: Params, X: Array, y: npt.NDArray[np.int64], reg: float = 0.0
) -> Tuple[float, Params]:
    """Loss with penalty, and gradients in the order of params."""
    scores, cache = forward(params, X)
    loss, upstream = layers.softmax_loss(scores, y)
    grads: Params = {}
    for name, memory in reversed(cache.items()):
        kind, k = name[:-1], name[-1]
        if kind == "relu":
            upstream = layers.relu_backward(upstream, memory)
        else:
            upstream, dw, grads[f"b{k}"] = layers.affine_backward(upstream, memory)
            grads[f"W{k}"] = dw + reg * params[f"W{k}"]
    return loss + _penalty(params, reg), {name: grads[name] for name in params}


def _batches(count: int, size: int, rng: np.random.Generator) -> Iterator[npt.NDArray[np.int64]]:
    order = rng.permutation(count)
    for start in range(0, count, size):
        yield order[start : min(start + size, count)]


def train(
    params: Params,
    X: Array,
    y: npt.NDArray[np.int64],
    learning_rate: float,
    batch_size: int,
    epochs: int,
    reg: float = 0.0,
    seed: int = 0,
) -> Tuple[Params, List[float]]:
    """SGD."""
    rng = np.random.default_rng(seed)
    history: List[float] = []
    for _ in range(epochs):
        losses: List[float] = []
        for batch in _batches(len(X), batch_size, rng):
            loss, grads = loss_and_grads(params, X[batch], y[batch], reg=reg)
            params = {name: w - learning_rate * grads[name] for name, w in params.items()}
            losses.append(float(loss))
        history.append(float(np.mean(losses)))
    return params, history
