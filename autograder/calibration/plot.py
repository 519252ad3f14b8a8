"""Agreement as a picture: one SVG without scripts, which says in words what it shows."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from .agreement import Agreement, Marked

_SIDE = 280
"""Pixels of each panel."""
_LEFT, _TOP, _GAP = 60, 50, 110
_BINS = 8
_LARGEST = 15
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


def agreement_plot(agreement: Agreement, marked: Sequence[Marked]) -> str:
    """Return the SVG: marks against marks, and error against the share left to the program."""
    environment = Environment(
        loader=PackageLoader("autograder.calibration"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    right = _LEFT + _SIDE + _GAP
    return environment.get_template("agreement.svg.j2").render(
        agreement=agreement,
        side=_SIDE,
        left=_LEFT,
        right=right,
        top=_TOP,
        width=right + _SIDE + 30,
        height=_TOP + _SIDE + 60,
        ticks=[(value, _SIDE * value) for value in _TICKS],
        dots=_dots(marked),
        error=_line(agreement, "error"),
        serious=_line(agreement, "serious"),
        words=_words(agreement),
    )


def _dots(marked: Sequence[Marked]) -> list[dict[str, Any]]:
    """Return a dot for each pair of marks, brought to eighths; its area is the number."""
    pairs = Counter(
        (round(one.given * _BINS) / _BINS, round(one.found * _BINS) / _BINS) for one in marked
    )
    most = max(pairs.values(), default=1)
    return [
        {
            "x": round(_SIDE * given, 1),
            "y": round(_SIDE * (1 - found), 1),
            "radius": round(2 + (_LARGEST - 2) * (count / most) ** 0.5, 1),
            "title": f"{count} answers: people {given:g}, program {found:g}",
        }
        for (given, found), count in sorted(pairs.items())
    ]


def _line(agreement: Agreement, what: str) -> str:
    points = [(_SIDE * one.coverage, _SIDE * (1 - getattr(one, what))) for one in agreement.curve]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _words(agreement: Agreement) -> str:
    if not agreement.curve:
        return "No confidences: the program has not been calibrated."
    half = min(agreement.curve, key=lambda one: abs(one.coverage - 0.5))
    return (
        f"Of the {half.coverage:.0%} it is surest of, {half.exact:.0%} have a person's very mark, "
        f"{half.serious:.1%} are off by half the points or more, and the mean error is "
        f"{half.error:.2f} of the points."
    )
