"""Did a training run learn something? Judged by its history of losses."""

import math
from collections.abc import Iterator
from typing import Any

from .containers import refuse
from .describe import describe, number, two_numbers
from .plain import plain
from .verdict import Verdict, short_name

LEAST = 2


def assert_decreases(
    history: Any, *, to: float | None = None, factor: float | None = None, name: str = "loss"
) -> None:
    """Hold if `history` is finite and ends lower than it starts.

    With `to` it must end at `to` or below; with `factor` at its first value divided by
    `factor` or below. `history` is a list, tuple or 1-d array of real numbers, and the
    student's own word: look at the trained parameters too.

    Raises:
        CheckFailure: it does not.
        ValueError: `factor` is not above 1, or `to` is not finite.
    """
    _check_settings(to, factor)
    wanted = "a list of two or more numbers"
    verdict = Verdict(name, f"{wanted} that decreases", describe(history))
    losses = list(_losses(verdict, wanted, history))
    if len(losses) < LEAST:
        line = f"{short_name(name)}: expected {wanted}, found {len(losses)}."
        verdict.fail("shape", line, "Is one value appended in every epoch?")
    _check_finite(verdict, losses)
    _check_fall(verdict, losses)
    _check_end(verdict, losses, to, factor)
    verdict.hold()


def _check_settings(to: float | None, factor: float | None) -> None:
    if factor is not None and not (math.isfinite(factor) and factor > 1):
        msg = f"factor must be above 1, found {factor!r}"
        raise ValueError(msg)
    if to is not None and not math.isfinite(to):
        msg = f"to must be finite, found {to!r}"
        raise ValueError(msg)


def _losses(verdict: Verdict, wanted: str, history: Any) -> Iterator[float]:
    numbers = plain(history)
    is_array = numbers is not None and numbers.values.ndim == 1 and numbers.kind in "if"
    if numbers is not None and is_array:
        yield from map(float, numbers.values)
    elif type(history) in (list, tuple):
        for place, item in enumerate(history):
            yield _loss(verdict, item, place)
    else:
        refuse(verdict, wanted, history, nested=False)


def _loss(verdict: Verdict, item: Any, place: int) -> float:
    numbers = plain(item)
    if numbers is None or numbers.values.shape != () or numbers.kind not in "if":
        line = f"{short_name(verdict.name)}[{place}]: expected a number, found {describe(item)}."
        verdict.fail("dtype", line)
    return float(numbers.values)


def _check_finite(verdict: Verdict, losses: list[float]) -> None:
    for place, loss in enumerate(losses):
        if not math.isfinite(loss):
            line = f"{short_name(verdict.name)}[{place}]: expected a finite number, "
            line += f"found {number(loss)} (of {len(losses)} values)."
            verdict.fail("value", line, "Is the learning rate too large, or is there a log of 0?")


def _check_fall(verdict: Verdict, losses: list[float]) -> None:
    first, last = losses[0], losses[-1]
    if last < first:
        return
    start = f"{short_name(verdict.name)}: expected it to fall, but it "
    if all(loss == first for loss in losses):
        line = f"{start}is {number(first)} all the time ({len(losses)} values)."
        verdict.fail("value", line, "Are the parameters updated, and are the new ones used?")
    before, after = two_numbers(first, last)
    line = f"{start}goes from {before} to {after} ({len(losses)} values)."
    verdict.fail("value", line, "Does each step go against the gradient, and is it small enough?")


def _check_end(
    verdict: Verdict, losses: list[float], to: float | None, factor: float | None
) -> None:
    first, last = losses[0], losses[-1]
    if factor is not None and first <= 0:
        line = f"{short_name(verdict.name)}: expected to start above 0, found {number(first)}."
        verdict.fail("value", line)
    goals = [] if to is None else [to]
    goals += [] if factor is None else [first / factor]
    if goals and last > min(goals):
        goal, found = two_numbers(min(goals), last)
        line = f"{short_name(verdict.name)}: expected to end at {goal} or below, found {found} "
        line += f"(it starts at {number(first)}, {len(losses)} values)."
        verdict.fail("value", line, "It falls, but too slowly: is every batch used in every epoch?")
