"""When work came and who had more time: CSV files, and the push logs of a git server."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from autograder.errors import SpecError
from autograder.model import LatePolicy, Student
from autograder.model.late import MOST_DAYS

from .candidate import Candidate
from .pushes import pushed_times
from .table import read_table
from .whom import by_id, by_source, by_student, loose, loosely, whom_each_means

_EXAMPLE = "2026-03-01T23:59:00+01:00"

Dates = Mapping[str, datetime]
"""Moments by the name of a student or a submission."""


def load_times(path: Path) -> Dates:
    """Read a CSV with the columns id and time, or a folder of bare repositories.

    Raises:
        SpecError: the file cannot be read, names one id twice, or a time is no moment.
    """
    if path.is_dir():
        return pushed_times(path)
    rows = _rows(path, ("id", "time"), ("id", "time"), "table of submission times")
    return {name: _moment(place, row["time"]) for name, place, row in rows}


def times_csv(times: Dates) -> str:
    """Return a table that `load_times` reads."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerows([("id", "time"), *((name, time.isoformat()) for name, time in times.items())])
    return text.getvalue()


def load_extensions(path: Path, policy: LatePolicy) -> Dates:
    """Read a CSV with the columns id and until, or days after the deadline; return deadlines.

    Raises:
        SpecError: the file cannot be read, names one id twice, or gives one both, neither,
            or less time than the class has.
    """
    rows = _rows(path, ("id", "until", "days"), ("id",), "table of extensions")
    return {name: _extended(place, row, policy) for name, place, row in rows}


def with_times(candidates: Iterable[Candidate], times: Dates) -> tuple[Candidate, ...]:
    """Return `candidates` with these times in place of what the export told.

    Raises:
        SpecError: an id is that of several submissions, or two ids mean one.
    """
    candidates = tuple(candidates)
    meant = whom_each_means(times, candidates, (by_id, by_student, by_source, loosely))
    for name, found in meant.items():
        if len(found) > 1:
            listed = ", ".join(repr(one.id) for one in found)
            msg = f"time of {name!r}: expected one submission, found {listed}; name one of them"
            raise SpecError(msg)
    names = _owners(meant)
    return tuple(
        replace(one, submitted_at=times[names[one.id]]) if one.id in names else one
        for one in candidates
    )


def with_extensions(candidates: Iterable[Candidate], until: Dates) -> tuple[Candidate, ...]:
    """Return `candidates` with their students' own deadlines, each of a student's alike.

    Raises:
        SpecError: two ids mean one submission.
    """
    candidates = tuple(candidates)
    meant = whom_each_means(until, candidates, (by_student, by_id, by_source, loosely))
    names = _owners(meant)
    return tuple(
        replace(one, extended_until=until[names[one.id]]) if one.id in names else one
        for one in candidates
    )


def unknown_names(
    dates: Dates, candidates: Sequence[Candidate], absent: Iterable[Student] = ()
) -> tuple[str, ...]:
    """Return the names in `dates` of nobody's: no candidate's, and not of who is `absent`."""
    meant = whom_each_means(dates, candidates, (by_id, by_student, by_source, loosely))
    known = {loose(student.id) for student in absent}
    return tuple(name for name in dates if not meant[name] and loose(name) not in known)


def _rows(
    path: Path, columns: Sequence[str], needed: Sequence[str], what: str
) -> Iterator[tuple[str, str, dict[str, str]]]:
    seen = set[str]()
    for place, row in read_table(path, columns, needed=needed, what=what):
        name = row["id"]
        if not name or loose(name) in seen:
            msg = f"{place}: expected a new id, found {name!r}; correct it"
            raise SpecError(msg)
        seen.add(loose(name))
        yield name, place, row


def _moment(place: str, text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        msg = (
            f"{place}: expected a time with its offset, such as {_EXAMPLE}, found {text!r}; if a "
            "spreadsheet rewrote it, format the column as text"
        )
        raise SpecError(msg)
    return found


def _extended(place: str, row: Mapping[str, str], policy: LatePolicy) -> datetime:
    until, days = row["until"], row["days"]
    if bool(until) == bool(days):
        found = "both" if until else "neither"
        msg = f"{place}: expected `until` or `days` for {row['id']!r}, found {found}; keep one"
        raise SpecError(msg)
    if days:
        return policy.deadline + timedelta(days=_days(place, days))
    moment = _moment(place, until)
    if moment < policy.deadline:
        msg = (
            f"{place}: expected a time after the deadline {policy.deadline.isoformat()}, found "
            f"{until!r}; an extension gives more time, not less"
        )
        raise SpecError(msg)
    return moment


def _days(place: str, text: str) -> float:
    try:
        # A spreadsheet that divides cells by semicolons writes a comma here.
        days = float(text.replace(",", "."))
    except ValueError:
        days = -1.0
    if not 0 <= days <= MOST_DAYS:
        msg = f"{place}: expected days from 0 to {MOST_DAYS}, found {text!r}; correct it"
        raise SpecError(msg)
    return days


def _owners(meant: Mapping[str, Sequence[Candidate]]) -> dict[str, str]:
    """Return the name that means each submission, by its id."""
    names: dict[str, str] = {}
    for name, found in meant.items():
        for one in found:
            other = names.setdefault(one.id, name)
            if other != name:
                msg = f"{other!r} and {name!r} both mean the submission {one.id!r}; keep one"
                raise SpecError(msg)
    return names
