"""`--times` and `--extensions`: when work came, who had more time, and of whom it is not known."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder import intake
from autograder.errors import SpecError
from autograder.model import Assignment, Grade, Student
from autograder.report.text import line
from autograder.results import EXTENSIONS, TIMES, write_text


@dataclass(frozen=True, slots=True)
class DateFiles:
    """What the user named."""

    times: Path | None = None
    extensions: Path | None = None


def remembered(files: DateFiles, out: Path, assignment: Assignment) -> DateFiles:
    """Return `files`; for one that is not named, the copy that an earlier run left in `out`."""
    times = files.times or _copy(out / TIMES)
    extensions = files.extensions or (_copy(out / EXTENSIONS) if assignment.late else None)
    return DateFiles(times, extensions)


def _copy(path: Path) -> Path | None:
    return path if path.is_file() else None


def keep_dates(files: DateFiles, out: Path) -> None:
    """Leave copies in `out`: the next run, which names no file, must not take time back."""
    if files.times:
        write_text(out / TIMES, intake.times_csv(intake.load_times(files.times)))
    if files.extensions:
        write_text(out / EXTENSIONS, files.extensions.read_text(encoding="utf-8-sig"))


def dated(
    found: tuple[intake.Candidate, ...],
    assignment: Assignment,
    files: DateFiles,
    absent: Sequence[Student],
) -> tuple[tuple[intake.Candidate, ...], tuple[str, ...]]:
    """Return the hand-ins `found` with the dates of `files`, and warnings.

    Raises:
        SpecError: a file cannot be read, or the assignment has no deadline to extend.
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
    return found, tuple(warnings)


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
