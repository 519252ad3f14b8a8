"""Filled rows to overrides, all of them or none; each conflict is named with its place."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NoReturn

from autograder.errors import SpecError
from autograder.model import AnswerScore, ItemScore, Override
from autograder.scoring import answer_points, basis_of

from .filled import Filled
from .rows import Row

_SLACK = 1e-6


@dataclass(frozen=True)
class Verdicts:
    """What a sheet decides."""

    overrides: tuple[tuple[str, Override], ...]
    """Each with its submission's id."""
    rows: int
    known: int
    """Rows that an earlier import of the sheet decided alike already."""


@dataclass(frozen=True)
class _Verdict:
    """One row's decision: points of items, points of the question."""

    row: Row
    items: tuple[tuple[str, float], ...]
    points: float | None
    comment: str
    blind: bool
    is_known: bool = False
    """An earlier import of the same sheet decided it alike."""


def verdicts_of(
    rows: Iterable[Row], filled: Sequence[Filled], *, by: str, at: datetime
) -> Verdicts:
    """Return the decisions of a sheet on `rows`, which are those of the gradebook now.

    Raises:
        SpecError: says for each row what cannot be: an unknown or changed row, two
            decisions on one, points out of range or off the grid.
    """
    by_owner = {row.owner: row for row in rows}
    problems: list[str] = []
    found: dict[str, tuple[str, _Verdict]] = {}
    for one in filled:
        try:
            verdict = _verdict(one, by_owner)
            place, earlier = found.setdefault(verdict.row.owner, (one.place, verdict))
            if earlier != verdict:
                _refuse(f"{place} decides this row otherwise; keep one of them")
        except ValueError as error:
            problems.append(f"{one.place}: {error}")
    if problems:
        raise SpecError("\n".join([*problems, "nothing was imported: correct these rows"]))
    fresh = [verdict for _, verdict in found.values() if not verdict.is_known]
    decided = [(v.row.grade.submission_id, o) for v in fresh for o in _overrides(v, by, at)]
    return Verdicts(tuple(decided), len(fresh), len(found) - len(fresh))


def _verdict(filled: Filled, by_owner: dict[str, Row]) -> _Verdict:
    if filled.problem:
        _refuse(filled.problem)
    owner, content = (*filled.row.split("-"), "")[:2]
    row = by_owner.get(owner)
    if row is None:
        _refuse(f"no row {filled.row[:60]!r} in this gradebook; is it the sheet of another class?")
    shown = {row.content(shown=value): value for value in (True, False)}.get(content)
    if shown is None:
        _refuse("the answer or its rubric is another one since the export; export it again")
    if filled.points is None and not filled.items:
        _refuse("a comment without points decides nothing; add points, or remove the comment")
    points = _points(row, filled)
    items = tuple(sorted(filled.items.items()))
    verdict = _Verdict(row, items, points, filled.comment, blind=not shown)
    if filled.row.endswith(f"-{row.state}"):
        return verdict
    if not _is_repeated(verdict):
        last = row.decisions[-1] if row.decisions else None
        told = f"{last.points:g} points by {last.by!r}" if last else "nothing any more"
        _refuse(f"decided since the export ({told}); export it again to decide otherwise")
    return replace(verdict, is_known=True)


def _points(row: Row, filled: Filled) -> float | None:
    """Return the question's points: as given, or by its items if each has points."""
    answer, given = row.answer, filled.points
    names = [item.item_id for item in answer.items]
    for name, points in filled.items.items():
        if name not in names:
            _refuse(f"no item {name!r}; this question has {', '.join(names)}")
        most = answer.items[names.index(name)].max_points
        check_range(f"item {name!r}", points, most)
    if given is not None:
        check_points(answer, given)
    if len(filled.items) < len(names):
        return given
    added = _added(row, [filled.items[name] for name in names])
    if given is not None and not math.isclose(given, added, abs_tol=_SLACK):
        _refuse(f"points say {given:g}, the items add up to {added:g}; keep one of them")
    return added


def _added(row: Row, points: Sequence[float]) -> float:
    answer = row.answer
    items = [
        item.model_copy(update={"points": one})
        for item, one in zip(answer.items, points, strict=True)
    ]
    return _total(row, items)


def _total(row: Row, items: Sequence[ItemScore]) -> float:
    if row.answer.rule is None:
        return math.fsum(item.points or 0 for item in items)
    return answer_points(row.answer.rule, items, row.answer.max_points) or 0.0


def check_points(answer: AnswerScore, points: float) -> None:
    """Refuse what cannot be the points of the whole answer. Raises ValueError."""
    check_range("points", points, answer.max_points)
    rule = answer.rule
    if rule is None or math.isclose(points, answer.max_points, abs_tol=_SLACK):
        return
    steps = points / rule.step
    if abs(steps - round(steps)) > _SLACK:
        _refuse(f"points: expected a multiple of {rule.step:g}, found {points:g}")


def check_range(what: str, points: float, most: float) -> None:
    """Refuse points below 0 or above `most`. Raises ValueError."""
    if not -_SLACK <= points <= most + _SLACK:
        _refuse(f"{what}: expected 0 to {most:g}, found {points:g}")


def _overrides(verdict: _Verdict, by: str, at: datetime) -> Iterator[Override]:
    row = verdict.row
    decided = [(row.item_target(name), points) for name, points in verdict.items]
    if verdict.points is not None:
        decided.append((row.target, verdict.points))
    for target, points in decided:
        yield Override(
            target=target, points=points, reason=verdict.comment, by=by, at=at,
            blind=verdict.blind, basis=basis_of(row.answer),
        )  # fmt: skip


def _is_repeated(verdict: _Verdict) -> bool:
    """Tell whether all that the verdict says stands in the gradebook already."""
    row = verdict.row
    standing = {one.target: one for one in row.decisions}
    wanted = {row.item_target(name): points for name, points in verdict.items}
    if verdict.points is not None:
        wanted[row.target] = verdict.points
    return all(
        target in standing
        and (standing[target].points, standing[target].reason) == (points, verdict.comment)
        for target, points in wanted.items()
    )


def _refuse(words: str) -> NoReturn:
    raise ValueError(words)
