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
_SCALES = (0.1, 0.2, 0.4, 1.0)
_TICKS = 5


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
    highest = max((max(one.error, one.serious) for one in agreement.curve), default=0.0)
    most = next(value for value in _SCALES if value >= highest)
    return environment.get_template("agreement.svg.j2").render(
        agreement=agreement,
        side=_SIDE,
        left=_LEFT,
        right=right,
        top=_TOP,
        width=right + _SIDE + 30,
        height=_TOP + _SIDE + 60,
        ticks=_ticks(1.0),
        error_ticks=_ticks(most),
        dots=_dots(marked),
        error=_line(agreement, "error", most),
        serious=_line(agreement, "serious", most),
        words=_words(agreement),
    )


def _ticks(most: float) -> list[tuple[str, float]]:
    shares = [n / (_TICKS - 1) for n in range(_TICKS)]
    return [(f"{share * most:g}", round(_SIDE * share, 1)) for share in shares]


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


def _line(agreement: Agreement, what: str, most: float) -> str:
    points = [
        (_SIDE * one.coverage, _SIDE * (1 - getattr(one, what) / most)) for one in agreement.curve
    ]
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
