"""Which hand-ins are graded, which of the class are not, and who handed in nothing."""

from collections import deque
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder import intake
from autograder.errors import SpecError, SubmissionError
from autograder.model import Assignment, ClassList
from autograder.results import ROSTER, write_text

from .dates import DateFiles, dated

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Selection:
    """A class, divided."""

    wanted: deque[intake.Candidate]
    """Emptied while they are graded: those of a large class take megabytes."""
    others: tuple[str, ...]
    """Ids of hand-ins that were found and not asked for."""
    summary: str
    """How the hand-ins were read, in one line."""
    people: ClassList
    """Who of the roster handed in nothing, and who is not on it."""
    warnings: tuple[str, ...] = ()
    """Whom files of dates name that handed in nothing."""


def select(
    submissions: Path,
    assignment: Assignment,
    *,
    roster: Path | None,
    students: Collection[str] | None,
    dates: DateFiles,
    form: str | None = None,
) -> Selection:
    """Find the hand-ins at `submissions`; want those of `students`, or all.

    A `roster.csv` that lies among them is used unless `roster` is given; the form of the
    input is told from what lies there unless `form` names it.

    Raises:
        SubmissionError: nothing is there, nothing of a student that was asked for, or it
            cannot be told how to read it.
        SpecError: the roster or a file of `dates` cannot be read, or there is no such form.
    """
    known = intake.load_roster(roster) if roster else intake.find_roster(submissions)
    inputs = intake.read_inputs(submissions, assignment, known, form)
    people = _people(assignment, known, inputs.candidates)
    found, warnings = dated(inputs.candidates, assignment, dates, people.missing)
    wanted = deque(one for one in found if students is None or names_of(one) & set(students))
    _refuse_nobody(submissions, found, set(students or ()))
    chosen = {one.id for one in wanted}
    return Selection(
        wanted=wanted,
        others=tuple(one.id for one in found if one.id not in chosen),
        summary=inputs.summary,
        people=people,
        warnings=warnings,
    )


def known_roster(named: Path | None, submissions: Path, out: Path) -> Path | None:
    """Return the roster to read: the one `named`, one among the submissions, or `out`'s copy."""
    choices = (submissions / ROSTER, out / ROSTER)
    return named or next((file for file in choices if file.is_file()), None)


def keep_roster(roster: Path | None, out: Path) -> None:
    """Leave a copy in `out`: without it, the next run would know its students by other ids."""
    if roster and roster != out / ROSTER:
        write_text(out / ROSTER, roster.read_text(encoding="utf-8-sig"))


def _people(
    assignment: Assignment, roster: intake.Roster | None, found: Sequence[intake.Candidate]
) -> ClassList:
    people = ClassList(assignment=assignment.slug, counts=assignment.attempts.counts)
    if roster is None:
        return people
    missing, unknown = intake.missing_students(roster, found), intake.strangers(roster, found)
    return people.model_copy(update={"missing": missing, "strangers": unknown})


def names_of(candidate: intake.Candidate) -> set[str]:
    """Return the names by which a user may ask for `candidate`."""
    return {candidate.id, candidate.student_id}


def refuse_among(out: Path, submissions: Path, wanted: Sequence[intake.Candidate]) -> None:
    """Refuse results that the next run would take for a hand-in. Raises SpecError."""
    folder, target = submissions.resolve(), out.resolve()
    is_class = any(one.source != folder for one in wanted)
    if folder.is_dir() and (target == folder or (is_class and target.parent == folder)):
        msg = (
            f"{str(out)!r} lies among the submissions in {str(submissions)!r}, where it would be "
            "taken for one; name a folder elsewhere with -o"
        )
        raise SpecError(msg)


def _refuse_nobody(
    submissions: Path, found: Sequence[intake.Candidate], asked: Collection[str]
) -> None:
    listed = ", ".join(one.id for one in found[:MOST_NAMED]) or "none"
    if len(found) > MOST_NAMED:
        listed += f" and {len(found) - MOST_NAMED} more"
    unknown = sorted(name for name in asked if not any(name in names_of(one) for one in found))
    if unknown or not found:
        of_whom = f"of {unknown[0]!r}" if unknown else "to grade"
        msg = f"no submission {of_whom} in {str(submissions)!r}; found: {listed}"
        raise SubmissionError(msg)
