"""What `grade` leaves on the screen: the class, and what to do next."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean, median

from autograder import report
from autograder.model import ClassList, Grade
from autograder.report import counted, number
from autograder.report.text import inert, line
from autograder.results import SUMMARY, TABLE
from autograder.scoring import settled_points

from .progress import Progress

MOST_ROWS = 40
"""A class that is larger is not listed whole: nobody reads it in a terminal."""


def show_class(grades: Sequence[Grade], out: Path, progress: Progress) -> None:
    """Print the table of a small class; of a large one, those that need a look, and the mean."""
    if len(grades) <= MOST_ROWS:
        progress.show(report.class_table(grades))
        return
    odd = [grade for grade in grades if grade.status != "graded"]
    if odd:
        progress.show(report.class_table(odd[:MOST_ROWS]))
    rest = f"; {len(odd) - MOST_ROWS:,} more like these" if len(odd) > MOST_ROWS else ""
    progress.show(f"{_numbers(grades)}{rest}; every student stands in {inert(str(out / SUMMARY))}")


def _numbers(grades: Sequence[Grade]) -> str:
    points = [part for grade in grades if (part := settled_points(grade)) is not None]
    if not points:
        return f"{counted(len(grades), 'submission')}, none with a final total"
    middle = f"mean {number(fmean(points))}, median {number(median(points))}"
    whom = "" if len(points) == len(grades) else f", of the {len(points):,} with a final total"
    return f"{middle} of {number(grades[0].max_points)} points{whom}"


def next_steps(grades: Sequence[Grade], out: Path, people: ClassList) -> str:
    """Return what is left for a person to do, a line each."""
    return "\n".join(["", "next:", *(f"  {step}" for step in _steps(grades, out, people))])


def _steps(grades: Sequence[Grade], out: Path, people: ClassList) -> Iterator[str]:
    folder = inert(line(str(out)))
    yield f"open {folder}/{SUMMARY} (the class); {folder}/{TABLE} opens in a spreadsheet"
    waiting = sum(len(grade.waiting) for grade in grades)
    if waiting:
        points = number(sum(grade.waiting_points for grade in grades))
        command = f"autograder review export {shlex.quote(str(out))} {people.assignment}"
        answers = "1 answer waits" if waiting == 1 else f"{waiting:,} answers wait"
        yield f"{answers} for a person ({points} points): {inert(command)} -o sheet.csv"
    ungraded = sum(grade.status == "error" for grade in grades)
    if ungraded:
        yield f"{ungraded:,} not graded: run the same command again, it grades only these"
    unreadable = sum(grade.status == "unreadable" for grade in grades)
    if unreadable:
        yield f"{unreadable:,} could not be read: their reports tell them what to hand in again"
    if people.missing:
        yield f"{len(people.missing):,} of the roster handed in nothing"
