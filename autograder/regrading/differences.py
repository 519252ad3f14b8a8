"""Two grades of one submission held against each other. Pure functions on records."""

from collections.abc import Iterable, Iterator, Mapping

from autograder.model import AnswerScore, CheckResult, Grade, Outcome, Override, Record

from .causes import Cause

_SLACK = 1e-6
_SETTINGS = "assignment.toml"


class PointsDifference(Record):
    """A task or a question whose points are not what they were."""

    id: str
    title: str
    before: float | None
    """None if there was none, or it waited for a person."""
    after: float | None


class CheckDifference(Record):
    """A check with another outcome, or other points."""

    name: str
    title: str
    task: str
    hidden: bool
    outcome_before: Outcome | None
    """None if there was no such check."""
    outcome_after: Outcome | None
    """None if the check was taken out."""
    before: float | None
    """Points; None if it failed through our fault."""
    after: float | None
    because: str
    """Which change it comes from, in words."""


class Difference(Record):
    """What a second grading of one submission found otherwise."""

    before: float | None
    """The total in force before, with what people decided."""
    after: float | None
    max_before: float
    max_after: float
    tasks: tuple[PointsDifference, ...] = ()
    questions: tuple[PointsDifference, ...] = ()
    checks: tuple[CheckDifference, ...] = ()
    lost_overrides: tuple[Override, ...] = ()
    """Decisions that fit the new grade no more."""

    @property
    def changes_points(self) -> bool:
        """True if a student would read other points than before, of whatever part."""
        total = _same(self.before, self.after) and _same(self.max_before, self.max_after)
        return not total or bool(self.moved or self.tasks or self.questions)

    @property
    def moved(self) -> tuple[CheckDifference, ...]:
        """Return the checks of both grades that have other points now."""
        both = (one for one in self.checks if one.outcome_before and one.outcome_after)
        return tuple(one for one in both if not _same(one.before, one.after))


def compare(before: Grade, after: Grade, causes: Iterable[Cause] = ()) -> Difference:
    """Return what differs between two grades of one submission, decisions applied to both."""
    reasons = tuple(causes)
    return Difference(
        before=before.points,
        after=after.points,
        max_before=before.max_points,
        max_after=after.max_points,
        tasks=tuple(_tasks(before, after)),
        questions=tuple(_questions(before, after)),
        checks=tuple(_checks(before, after, reasons)),
        lost_overrides=tuple(one for one in before.overrides if one not in after.overrides),
    )


def kept_points(before: Grade, after: Grade, *, never_lower: bool) -> float:
    """Return the points to give back so that `after` is not below `before`.

    What an earlier regrade gave back stays, as far as the work does not earn it by now.
    An answer that waits for a person now, or did before, is not compared, nor is a total
    that a person decided. Lateness is taken afterwards, from both alike.
    """
    if any(one.target == "total" for grade in (before, after) for one in grade.overrides):
        return 0.0
    waiting = {one.question_id for grade in (before, after) for one in grade.waiting}
    old, new = _comparable(before, waiting), _comparable(after, waiting)
    if old is None or new is None:
        return 0.0
    promised = before.regrade.kept if before.regrade else 0.0
    missing = max(old + promised - new, 0.0)
    return round(missing if never_lower else min(missing, promised), 4)


def _comparable(grade: Grade, waiting: set[str]) -> float | None:
    tasks = [task.points for task in grade.tasks]
    parts = [*tasks, *(one.points for one in grade.rubric if one.question_id not in waiting)]
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _tasks(before: Grade, after: Grade) -> Iterator[PointsDifference]:
    titles = {task.id: task.title for grade in (before, after) for task in grade.tasks}
    old = {task.id: task.points for task in before.tasks}
    new = {task.id: task.points for task in after.tasks}
    yield from _moved(titles, old, new)


def _questions(before: Grade, after: Grade) -> Iterator[PointsDifference]:
    titles = {one.question_id: one.prompt for grade in (before, after) for one in grade.rubric}
    yield from _moved(titles, _decided(before.rubric), _decided(after.rubric))


def _decided(answers: Iterable[AnswerScore]) -> dict[str, float | None]:
    return {one.question_id: one.points if one.counts else None for one in answers}


def _moved(
    titles: Mapping[str, str], old: Mapping[str, float | None], new: Mapping[str, float | None]
) -> Iterator[PointsDifference]:
    for name, title in titles.items():
        before, after = old.get(name), new.get(name)
        if not _same(before, after):
            yield PointsDifference(id=name, title=title, before=before, after=after)


def _checks(before: Grade, after: Grade, causes: tuple[Cause, ...]) -> Iterator[CheckDifference]:
    old = {check.name: check for check in before.checks}
    new = {check.name: check for check in after.checks}
    for name in dict.fromkeys((*new, *old)):
        one, two = old.get(name), new.get(name)
        if one and two and one.outcome is two.outcome and _same(_points(one), _points(two)):
            continue
        shown = two or one
        assert shown is not None  # noqa: S101 - the name came from one of them
        yield CheckDifference(
            name=name,
            title=shown.title,
            task=shown.task,
            hidden=shown.hidden,
            outcome_before=one and one.outcome,
            outcome_after=two and two.outcome,
            before=_points(one),
            after=_points(two),
            because=_because(one, two, causes),
        )


def _points(check: CheckResult | None) -> float | None:
    if check is None or (check.outcome is Outcome.ERROR and not check.points):
        return None
    return check.points


def _because(one: CheckResult | None, two: CheckResult | None, causes: tuple[Cause, ...]) -> str:
    """Name the change that a check's new result comes from: its own file first."""
    if one is None or two is None:
        return "the check is new" if one is None else "the check was taken out"
    own = f"tests/{two.name.partition('::')[0]}"
    found = [cause.what for cause in causes if cause.part == own]
    if one.max_points != two.max_points:
        found.append(f"worth {one.max_points:g} -> {two.max_points:g} points")
    if found:
        return "; ".join(found)
    others = [c.what for c in causes if c.kind != "rubric" and not _is_other_test(c.part)]
    return "; ".join(others) or "nothing that it depends on changed: does it pass by chance?"


def _is_other_test(part: str) -> bool:
    return part.rpartition("/")[2].startswith("test_")


def _same(one: float | None, two: float | None) -> bool:
    if one is None or two is None:
        return one is two
    return abs(one - two) < _SLACK
