"""How a test failed: where, after how many comparisons, and with which numbers in hand.

Two runs of one test fail alike if all of it is the same; the numbers within rounding.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.errors import CheckFailure
from autograder.evidence import Comparison
from autograder.wire import TensorValue

from .verdict import Run

KINDS = ("value", "shape", "dtype", "credit")
"""Failures over what a function returned."""
TELLING = 3
"""So many different numbers must agree: one alone fits too much."""
LARGEST = 1_000_000
DEEPEST = 6
SINGLE = 1e-5
DOUBLE = 1e-9
"""Rounding, as a share of the largest number: much less than any check tolerates."""

Array = NDArray[Any]
Place = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Sighting:
    """One failure of one run."""

    place: Place
    """File and line of each frame in the suite, outermost first."""
    kind: str
    compared: tuple[str, ...]
    """Names of what was compared until then."""
    numbers: tuple[tuple[str, Array], ...]
    """The value that failed, or the last result if the test compared it by itself."""

    def is_like(self, other: "Sighting") -> bool:
        """True if `other` failed in the same place over the same numbers."""
        if (self.place, self.kind, self.compared) != (other.place, other.kind, other.compared):
            return False
        theirs = dict(other.numbers)
        shared = [(value, theirs[path]) for path, value in self.numbers if path in theirs]
        # What a cache holds beside the result is anybody's own affair; the result is not.
        starts_alike = self.numbers[0][0] == other.numbers[0][0]
        return starts_alike and all(_equal(one, two) for one, two in shared)

    def different_numbers(self) -> set[float]:
        """Return some of the different numbers, at least as many as are asked for."""
        found: set[float] = set()
        for _path, value in self.numbers:
            found.update(np.unique(np.abs(value)).ravel()[: 2 * TELLING].tolist())
        return found


def sighted(
    run: Run, comparisons: Sequence[Comparison], folders: Sequence[Path]
) -> Sighting | None:
    """Return how `run` failed; None if it did not, or not over numbers."""
    error = run.error
    if run.conversation.failure is not None or not isinstance(error, AssertionError):
        return None
    kind = error.kind if isinstance(error, CheckFailure) else "value"
    numbers = tuple(_numbers(run, comparisons))
    if kind not in KINDS or not numbers:
        return None
    names = tuple(one.name for one in comparisons)
    return Sighting(_place(error.__traceback__, folders), kind, names, numbers)


def _place(trace: TracebackType | None, folders: Sequence[Path]) -> Place:
    found = []
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if any(Path(file).is_relative_to(folder) for folder in folders):
            found.append((file, trace.tb_lineno))
        trace = trace.tb_next
    return tuple(found)


def _numbers(run: Run, comparisons: Sequence[Comparison]) -> Iterator[tuple[str, Array]]:
    """Yield the numbers at stake with their places, unless there are too many of them."""
    last = comparisons[-1] if comparisons else None
    at_stake = run.conversation.transcript.last_value
    if last is not None and not last.held:
        at_stake = last.found
    found = list(_leaves(at_stake, "", 0))
    if sum(value.size for _path, value in found) <= LARGEST:
        yield from found


def _leaves(value: Any, path: str, depth: int) -> Iterator[tuple[str, Array]]:
    kind = type(value)
    if depth > DEEPEST:
        return
    if kind is dict:
        for key, item in value.items():
            yield from _leaves(item, f"{path}[{key!r}]", depth + 1)
    elif kind in (list, tuple):
        for place, item in enumerate(value):
            yield from _leaves(item, f"{path}[{place}]", depth + 1)
    else:
        numbers = _plain(value)
        if numbers is not None and numbers.size:
            yield path, numbers


def _plain(value: Any) -> Array | None:
    """Return `value` as an array; None if its type is not exactly one of numbers."""
    kind = type(value)
    if kind is TensorValue:
        return np.asarray(value.numpy())
    if kind is np.ndarray or issubclass(kind, np.generic) or kind in (bool, int, float, complex):
        array = np.asarray(value)
        return array if array.dtype.kind in "biufc" else None
    return None


def _equal(one: Array, two: Array) -> bool:
    if one.shape != two.shape:
        return False
    if one.dtype.kind in "biu" and two.dtype.kind in "biu":
        return bool((one == two).all())
    with np.errstate(all="ignore"):
        wide = np.result_type(one, two, np.float64)
        first, second = one.astype(wide), two.astype(wide)
        scale = float(np.abs(first).max(initial=0.0))
        allowed = (DOUBLE if _is_double(one) and _is_double(two) else SINGLE) * scale
        # NaN differs from everything, which is as it should be.
        return bool((np.abs(first - second) <= allowed).all())


def _is_double(array: Array) -> bool:
    return array.dtype.kind in "biu" or array.dtype in (np.float64, np.complex128)
