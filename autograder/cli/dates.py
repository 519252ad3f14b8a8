"""`--times`, `--extensions`, `--spent`: when work came, who had more time, who has free days left.

What was said before holds until something else is said.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder import intake
from autograder.errors import SpecError
from autograder.model import Assignment, Grade, Student
from autograder.report.text import line
from autograder.results import EXTENSIONS, SPENT, TABLE, TIMES, write_text

_Candidates = tuple[intake.Candidate, ...]


@dataclass(frozen=True, slots=True)
class DateFiles:
    """What the user named."""

    times: Path | None = None
    extensions: Path | None = None
    spent: tuple[Path, ...] = ()
    """Folders of other assignments' results, or tables."""


def remembered(files: DateFiles, out: Path, assignment: Assignment) -> DateFiles:
    """Return `files`; for one that is not named, the copy that an earlier run left in `out`.

    Raises:
        SpecError: late days spent in `out` itself were named, or those of one place twice.
    """
    _refuse_counted_twice(files.spent, out)
    times = files.times or _copy(out / TIMES)
    extensions = files.extensions or (_copy(out / EXTENSIONS) if assignment.late else None)
    counted = assignment.late is not None and assignment.late.course_late_days is not None
    earlier = _copy(out / SPENT) if counted else None
    return DateFiles(times, extensions, files.spent or ((earlier,) if earlier else ()))


def _copy(path: Path) -> Path | None:
    return path if path.is_file() else None


def _refuse_counted_twice(spent: Sequence[Path], out: Path) -> None:
    seen = {_table(out).resolve()}
    for path in spent:
        table = _table(path).resolve()
        if table in seen:
            msg = (
                f"--spent {str(path)!r} would count the same late days twice: name the results "
                "of each other assignment once, and not this one's"
            )
            raise SpecError(msg)
        seen.add(table)


def _table(path: Path) -> Path:
    """Return the table of late days that `path` is, or that a folder of results holds."""
    return path / TABLE if path.is_dir() else path


def keep_dates(files: DateFiles, out: Path) -> None:
    """Leave copies in `out`: the next run, which names no file, must not take time back."""
    if files.times:
        write_text(out / TIMES, intake.times_csv(intake.load_times(files.times)))
    if files.extensions:
        write_text(out / EXTENSIONS, files.extensions.read_text(encoding="utf-8-sig"))
    if files.spent:
        spent = intake.load_spent(map(_table, files.spent))
        write_text(out / SPENT, intake.spent_csv(spent))


def dated(
    found: _Candidates, assignment: Assignment, files: DateFiles, absent: Sequence[Student]
) -> tuple[_Candidates, tuple[str, ...]]:
    """Return the hand-ins `found` with the dates and late days of `files`, and warnings.

    Raises:
        SpecError: a file cannot be read, or the assignment has no use for it.
    """
    warnings: list[str] = []
    if files.times:
        times = intake.load_times(files.times)
        warnings += _strange(files.times, intake.unknown_names(times, found, absent))
        found = intake.with_times(found, times)
    if files.extensions:
        if assignment.late is None:
            msg = (
                f"{str(files.extensions)!r} extends a deadline and {assignment.slug!r} has none: "
                "add a table [late] to its assignment.toml, or leave out --extensions"
            )
            raise SpecError(msg)
        until = intake.load_extensions(files.extensions, assignment.late)
        warnings += _strange(files.extensions, intake.unknown_names(until, found, absent))
        found = intake.with_extensions(found, until)
    found, told = _spent(found, assignment, files.spent)
    return found, (*warnings, *told)


def _spent(
    found: _Candidates, assignment: Assignment, tables: Sequence[Path]
) -> tuple[_Candidates, tuple[str, ...]]:
    days = assignment.late.course_late_days if assignment.late else None
    if tables and days is None:
        msg = (
            f"--spent tells late days used before, and {assignment.slug!r} counts none of the "
            "course's: add `course_late_days` to [late] of its assignment.toml, or drop --spent"
        )
        raise SpecError(msg)
    if tables:
        return intake.with_spent(found, intake.load_spent(map(_table, tables))), ()
    unsaid = (
        f"every student is taken to have all {days} late days of the course left; if other "
        "assignments were graded before, name their results: --spent OUT"
    )
    return found, ((unsaid,) if days else ())


def _strange(file: Path, names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"{file.name} names nobody who handed in: {line(', '.join(names))}; is it spelt so?"


def unknown_lateness(grades: Iterable[Grade]) -> Iterator[str]:
    """Yield in words whose lateness is not known, and why; of work that was graded."""
    by_reason: dict[str, list[str]] = {}
    for grade in grades:
        reason = grade.lateness.unknown if grade.lateness else ""
        if reason and grade.status != "error":
            by_reason.setdefault(reason, []).append(grade.submission_id)
    for reason, names in by_reason.items():
        named = line(", ".join(names))
        yield (
            f"nothing was taken for lateness where {reason}: {named}; tell it with "
            "--times and run the same command again, nothing is run twice"
        )
