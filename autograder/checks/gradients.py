"""Gradients by central differences, and analytic gradients held to them."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from .arrays import assert_close
from .containers import compare_keys, refuse
from .describe import describe, keys_text, number
from .plain import Array, plain
from .verdict import Verdict, short_name

Function = Callable[..., Any]

ROUNDING = 10 * float(np.finfo(np.float64).eps)


@dataclass(frozen=True, slots=True)
class _Numeric:
    gradient: Array
    noise: float
    """What rounding of f alone can do to an element."""


def numeric_gradient(f: Function, x: Any, *, h: float = 1e-5, dout: Any = None) -> Array:
    """Return the gradient of `f` at `x` by central differences, in float64.

    `f` takes a fresh float64 array of x's shape and returns one number; with `dout` it
    returns an array of dout's shape, and the gradient is that of `sum(f(x) * dout)`.
    `x` is never modified. Costs `2 * x.size` calls of `f`: 0.2 ms each across the wall.

    Raises:
        CheckFailure: `f` returned something else, or NaN or infinity.
        ValueError: `x` is no finite real array with at least one element, or `h` is not above 0.
    """
    return _numeric(f, x, h, dout).gradient


def assert_gradient(
    f: Function,
    args: Mapping[str, Any],
    gradients: Any,
    *,
    dout: Any = None,
    rtol: float = 1e-5,
    h: float = 1e-5,
) -> None:
    """Hold if `gradients[name]` is the gradient of `f` by `args[name]`, for every name in `args`.

    `f` is called with the values of `args` by position, in their order; what needs no
    gradient goes into a lambda. Other keys of `gradients` are ignored. The gradient may be
    off by `rtol * max|numeric|`, or by what rounding does to differences of `f`.

    This holds two of the student's functions to each other: compare the value of `f` too.

    Raises:
        CheckFailure: a gradient is missing or wrong, or `f` reacts to none of its arguments.
        ValueError: `args` is empty or holds something without a gradient.
    """
    if not args:
        msg = "args is empty: this compares nothing"
        raise ValueError(msg)
    _check_names(args, gradients)
    numeric = {name: _by_argument(f, args, name, h, dout) for name in args}
    _check_reaction(args, numeric)
    scale = max(_largest(one) for one in numeric.values())
    for name, one in numeric.items():
        # The cap keeps a function that adds 1e12 from drowning its gradient in noise.
        atol = rtol * _largest(one) + min(one.noise, rtol * scale)
        title = f"gradient of {name}"
        assert_close(gradients[name], one.gradient, rtol=rtol, atol=atol, name=title)


def _check_names(args: Mapping[str, Any], gradients: Any) -> None:
    wanted = f"a dict with the keys {keys_text(args)}"
    verdict = Verdict("gradients", wanted, describe(gradients))
    if type(gradients) is not dict:
        refuse(verdict, wanted, gradients, nested=False)
    compare_keys(verdict, {name: None for name in args if name in gradients}, dict(args))


def _check_reaction(args: Mapping[str, Any], numeric: Mapping[str, _Numeric]) -> None:
    if any(_largest(one) > one.noise for one in numeric.values()):
        return
    name = f"f({', '.join(args)})"
    verdict = Verdict(name, "a value that depends on its arguments", "the same value everywhere")
    line = f"{short_name(name)}: expected {verdict.expected}, found {verdict.actual}."
    verdict.fail("value", line, "Is a constant returned?")


def _by_argument(f: Function, args: Mapping[str, Any], name: str, h: float, dout: Any) -> _Numeric:
    def of_one(value: Array) -> Any:
        return f(*(value if other == name else args[other] for other in args))

    return _numeric(of_one, args[name], h, dout)


def _numeric(f: Function, x: Any, h: float, dout: Any) -> _Numeric:
    if not 0 < h < 1:
        msg = f"h must be above 0 and below 1, found {h!r}"
        raise ValueError(msg)
    point = _real(x, "x")
    weights = None if dout is None else _real(dout, "dout")
    gradient, largest = np.zeros_like(point), 0.0
    for place in np.ndindex(point.shape):
        up, down = _moved(point, place, h), _moved(point, place, -h)
        high, size_high = _value(f(up.copy()), weights)
        low, size_low = _value(f(down.copy()), weights)
        # x + h is rounded: divide by the step that was really made.
        gradient[place] = _slope(high - low, float(up[place] - down[place]))
        largest = max(largest, size_high, size_low)
    return _Numeric(gradient, ROUNDING * largest / h)


def _slope(rise: float, step: float) -> float:
    if step == 0:
        msg = "h is lost in rounding beside x: give a larger one"
        raise ValueError(msg)
    if not math.isfinite(rise / step):
        verdict = Verdict("f(x)", "a value of moderate size", f"a change of {number(rise)}")
        verdict.fail("value", f"f(x): expected {verdict.expected}, found {verdict.actual}.")
    return rise / step


def _moved(point: Array, place: tuple[int, ...], step: float) -> Array:
    moved = point.copy()
    moved[place] += step
    return moved


def _real(value: Any, name: str) -> Array:
    numbers = plain(value)
    if numbers is None or numbers.kind not in "if" or not numbers.values.size:
        msg = f"{name} must be a real array with at least one element, found {describe(value)}"
        raise ValueError(msg)
    if not bool(np.isfinite(numbers.values).all()):
        msg = f"{name} must be finite, found {describe(value)}"
        raise ValueError(msg)
    return numbers.values.astype(np.float64)


def _value(returned: Any, weights: Array | None) -> tuple[float, float]:
    """Return the number to differentiate, and the size of its largest terms together."""
    shape = () if weights is None else weights.shape
    wanted = f"an array of shape {shape}" if shape else "a number"
    verdict = Verdict("f(x)", wanted, describe(returned))
    numbers = plain(returned)
    if numbers is None:
        refuse(verdict, wanted, returned, nested=False)
    if numbers.kind not in "if":
        verdict.fail("dtype", f"f(x): expected {wanted}, found {numbers.words}.")
    if numbers.values.shape != shape:
        verdict.fail("shape", f"f(x): expected {wanted}, found shape {numbers.values.shape}.")
    with np.errstate(all="ignore"):
        terms = numbers.values.astype(np.float64) * (1.0 if weights is None else weights)
        total, size = float(terms.sum()), float(np.abs(terms).sum())
    if not math.isfinite(size):
        verdict.fail("value", f"f(x): expected a finite value, found {number(total)}.")
    return total, size


def _largest(one: _Numeric) -> float:
    return float(np.abs(one.gradient).max())
