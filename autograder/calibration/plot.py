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
_ROW, _MOST_ROWS = 26, 9
_FURTHEST = 0.25
"""The bias at which a bar is as long as it gets."""


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
    third = right + _SIDE + _GAP
    highest = max((max(one.error, one.serious) for one in agreement.curve), default=0.0)
    most = next(value for value in _SCALES if value >= highest)
    return environment.get_template("agreement.svg.j2").render(
        agreement=agreement,
        side=_SIDE,
        left=_LEFT,
        right=right,
        third=third,
        top=_TOP,
        width=third + _SIDE + 30,
        height=_TOP + _SIDE + 80,
        ticks=_ticks(1.0),
        error_ticks=_ticks(most),
        dots=_dots(marked),
        error=_line(agreement, "error", most),
        serious=_line(agreement, "serious", most),
        biases=_biases(agreement),
        numbers=_numbers(agreement),
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


def _biases(agreement: Agreement) -> list[dict[str, Any]]:
    """Return a bar for each third by length, then for each group, from the middle outwards."""
    named = [(f"{one.name} answers", one) for one in agreement.lengths]
    named += [(f"group {one.name}", one) for one in agreement.groups]
    found = []
    for row, (name, one) in enumerate(named[:_MOST_ROWS]):
        long = min(abs(one.bias) / _FURTHEST, 1.0) * _SIDE / 5
        start = 3 * _SIDE / 4 - (long if one.bias < 0 else 0.0)
        found.append(
            {
                "name": name[:16],
                "y": row * _ROW,
                "x": round(start, 1),
                "width": round(long, 1),
                "bias": f"{one.bias:+.2f}",
                "title": f"{name}: {one.answers} answers, bias {one.bias:+.3f}",
            }
        )
    return found


def _numbers(agreement: Agreement) -> str:
    """Return the numbers that stand below the picture."""
    known = (
        ("r", agreement.r, "{:.2f}"),
        ("RMSE", agreement.rmse, "{:.2f}"),
        ("kappa", agreement.kappa, "{:.2f}"),
        ("exact", agreement.exact, "{:.0%}"),
        ("off by half or more", agreement.serious, "{:.1%}"),
        ("for people to read", agreement.workload, "{:.0%}"),
    )
    return ", ".join(
        f"{name} {shown.format(value)}" for name, value, shown in known if value is not None
    )


def _words(agreement: Agreement) -> str:
    if not agreement.curve:
        return "No confidences: the program has not been calibrated."
    half = min(agreement.curve, key=lambda one: abs(one.coverage - 0.5))
    return (
        f"Of the {half.coverage:.0%} it is surest of, {half.exact:.0%} have a person's very mark, "
        f"{half.serious:.1%} are off by half the points or more, and the mean error is "
        f"{half.error:.2f} of the points."
    )
