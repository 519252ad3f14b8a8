"""`autograder calibrate` and `autograder agreement`: a scale learnt from blind marks."""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from io import StringIO
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder import __version__
from autograder.calibration import (
    Agreement,
    Calibrated,
    Calibration,
    Likeness,
    MeaningLikeness,
    Part,
    WordLikeness,
    agreement_of,
    agreement_plot,
    calibrate,
    dump_calibration,
    load_calibration,
    marks_of,
    parse_grades,
    read_grades,
)
from autograder.errors import SpecError
from autograder.model import GradedAnswer, Question, Scorer
from autograder.report.text import inert
from autograder.rubric import open_scorer
from autograder.rubric.tokens import tokens_of
from autograder.spec import load_rubric

_PAGE = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Agreement</title></head>\n'
    "<body>\n{svg}\n<pre>{table}</pre>\n</body></html>\n"
)
_KEPT = 20_000


@dataclass(frozen=True)
class Material:
    """Grades, the questions they are of, and the scorer they are held against."""

    questions: dict[str, Question]
    graded: list[GradedAnswer]
    scorer: Scorer


def make_calibration(
    grades: Path,
    rubric: Path,
    out: Path,
    *,
    scorer: str | None,
    tolerance: float,
    target: float,
    plot: Path | None = None,
) -> int:
    """Write a calibration and say what it is worth; 0."""
    _check_picture(plot)
    given = _material(grades, rubric, scorer)
    likeness = likeness_of(given.scorer)
    with _extra_needed():
        made = calibrate(
            given.graded, given.questions, given.scorer, likeness,
            program=__version__, tolerance=tolerance, target=target,
        )  # fmt: skip
    out.write_text(dump_calibration(made), encoding="utf-8")
    calibrated = Calibrated(given.scorer, made, likeness)
    found = agreement_of(given.graded, given.questions, calibrated)
    if plot is not None:
        marked, _ = marks_of(given.graded, given.questions, calibrated)
        _write_plot(plot, agreement_plot(found, marked), found)
    _print(lambda console: _show(console, found, "held out"))
    for line in _expected(made):
        typer.echo(inert(line))
    typer.echo(f"{out}: calibration {made.version}, with the graded answers in it: keep it private")
    return 0


def measure_agreement(
    grades: Path,
    rubric: Path,
    *,
    calibration: Path | None,
    scorer: str | None,
    plot: Path | None,
    as_json: bool,
) -> int:
    """Say how a scorer agrees with blind marks; 0."""
    _check_picture(plot)
    given = _material(grades, rubric, scorer)
    used = given.scorer
    if calibration is not None:
        used = open_calibrated(used, calibration)
    found = agreement_of(given.graded, given.questions, used)
    if not found.answers:
        msg = (
            f"{grades}: expected blind grades of answers that {used.name} gives points, found "
            f"{found.not_blind} that are not blind and {found.without_points} without points"
        )
        raise SpecError(msg)
    if plot is not None:
        marked, _ = marks_of(given.graded, given.questions, used)
        _write_plot(plot, agreement_plot(found, marked), found)
    if as_json:
        typer.echo(found.model_dump_json(indent=1))
    else:
        _print(lambda console: _show(console, found, "calibrated" if found.calibration else "cold"))
    return 0


def open_calibrated(scorer: Scorer, file: Path, *, tolerance: float | None = None) -> Calibrated:
    """Return `scorer` on the scale of a calibration's file."""
    return Calibrated(scorer, load_calibration(file), likeness_of(scorer), tolerance=tolerance)


def likeness_of(scorer: Scorer) -> Likeness:
    """Return how answers are likened beside `scorer`: by words, and by its model if it has one."""
    words = WordLikeness(_stems)
    while hasattr(scorer, "scorer"):  # a scorer around another one
        scorer = scorer.scorer
    encoder = getattr(getattr(scorer, "similarity", None), "encoder", None)
    if encoder is None:
        return words
    vector = lru_cache(maxsize=_KEPT)(lambda text: encoder.vectors([text])[0])
    return MeaningLikeness(words, lambda texts: [vector(text) for text in texts], encoder.name)


@lru_cache(maxsize=_KEPT)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(token.stem for token in tokens_of(text))


def _material(grades: Path, rubric: Path, scorer: str | None) -> Material:
    questions = {question.id: question for question in load_rubric(rubric)}
    opened = open_scorer([scorer] if scorer else [])
    if grades.is_dir():
        from .review import confirmed_in  # noqa: PLC0415 - opens a gradebook

        return Material(questions, parse_grades(confirmed_in(grades), grades, questions), opened)
    return Material(questions, read_grades(grades, questions), opened)


@contextmanager
def _extra_needed() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"sklearn", "scipy"}:
            raise
        msg = (
            f"{error.name!r} is not installed: to calibrate needs "
            "pip install 'autograder-dl[calibrate]'; a calibration is applied without it"
        )
        raise SpecError(msg) from error


def _expected(made: Calibration) -> Iterator[str]:
    work, doubt = made.workload, made.doubt
    if doubt is None or doubt.threshold is None:
        yield (
            f"nothing is automatic: of {work.eligible} answers that could be, no part has its "
            f"serious errors bounded by {made.target:.1%}; without any, {_needed(made.target)} "
            "answers are needed"
        )
        return
    yield (
        f"automatic: {work.automatic} of {work.answers} ({work.automatic / work.answers:.0%}), "
        f"exact {work.exact or 0:.0%}, off by half the points or more {work.serious} (with 95 % "
        f"confidence at most {work.serious_bound:.1%}); a person reads the other "
        f"{work.answers - work.automatic} and one in twenty of the automatic"
    )


def _needed(target: float) -> int:
    """Return how many answers without a serious error bound their rate by `target`."""
    return math.ceil(math.log(0.05) / math.log(1 - target))


def _show(console: Console, found: Agreement, how: str) -> None:
    console.print(f"{found.scorer}, {how}: {found.answers} blind marks, in shares of the points")
    if found.not_blind or found.without_points:
        console.print(
            f"left out: {found.not_blind} not blind, {found.without_points} without points"
        )
    console.print(
        _table(
            ("r", "RMSE", "kappa", "exact", "half off", "bias", "automatic", "to read"),
            [
                (
                    _number(found.r), _number(found.rmse), _number(found.kappa),
                    _percent(found.exact), _percent(found.serious), _signed(found.bias),
                    str(found.automatic), _percent(found.workload),
                )
            ],
        )
    )  # fmt: skip
    if found.curve:
        console.print(
            _table(
                ("the surest", "mean error", "exact", "half off"),
                [
                    (_percent(one.coverage), _number(one.error), _percent(one.exact),
                     _percent(one.serious))
                    for one in found.curve
                ],
            )
        )  # fmt: skip
    for title, parts in (
        ("length", found.lengths),
        ("group", found.groups),
        ("question", found.questions),
        ("item", found.items),
    ):
        if parts:
            head = (title, "answers", "r", "RMSE", "bias", "half off")
            console.print(_table(head, [_row(part) for part in parts]))


def _row(part: Part) -> Sequence[str]:
    return (
        inert(part.name), str(part.answers), _number(part.r), _number(part.rmse),
        _signed(part.bias), _percent(part.serious),
    )  # fmt: skip


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table()
    for number, name in enumerate(head):
        table.add_column(name, justify="right" if number else "left")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _signed(value: float | None) -> str:
    return "-" if value is None else f"{value:+.2f}"


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f} %"


def _print(show: Callable[[Console], None]) -> None:
    show(Console(soft_wrap=True, highlight=False, markup=False))


def _check_picture(target: Path | None) -> None:
    if target is not None and target.suffix not in {".svg", ".html"}:
        msg = f"{str(target)!r}: expected a name that ends in .svg or .html"
        raise SpecError(msg)


def _write_plot(target: Path, svg: str, found: Agreement) -> None:
    """Write the picture, and as a page the table beside it."""
    if target.suffix == ".html":
        text = StringIO()
        _show(Console(file=text, width=100, highlight=False, markup=False), found, "measured")
        svg = _PAGE.format(svg=svg, table=escape(text.getvalue()))
    target.write_text(svg, encoding="utf-8")
