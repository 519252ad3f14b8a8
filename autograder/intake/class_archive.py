"""Tell an archive of a class from one student's, by what lies in it; open no member."""

import logging
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from autograder.model import Assignment

from .archives import open_class_archive
from .bounds import Budget, RefusedError
from .entry import Entry
from .layout import shared_prefix
from .names import is_archive, is_junk, normal_name, stem
from .roster import Roster
from .source import MemberSource, PartSource, Source
from .wanted import stands_for, wanted_names

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Group:
    """What lies in one folder of the archive, or one archive at its top."""

    name: str
    wanted: frozenset[str]
    """The wanted files that lie in it, at whatever depth."""
    has_archive: bool


def class_members(
    path: Path, assignment: Assignment, roster: Roster | None
) -> list[tuple[str, Source]]:
    """Return name and source of each student's part; nothing if it is one student's archive."""
    try:
        archive = open_class_archive(path)
        with archive.entries(Budget()) as entries:
            # Opened once more as one student's, it says what is wrong with it.
            names = [name for entry in entries if (name := counted_name(entry))]
    except RefusedError:
        return []
    prefix = _class_prefix(names, assignment, roster)
    if any(prefix + wanted in names for wanted in wanted_names(assignment)):
        return []
    groups = _groups(names, prefix, assignment)
    if not _is_class(groups, stem(path.name), roster):
        return []
    return [
        (stem(group.name), MemberSource(archive, prefix + group.name))
        if is_archive(group.name)
        else (group.name, PartSource(archive, f"{prefix}{group.name}/"))
        for group in groups
    ]


def counted_name(entry: Entry) -> str:
    """Return an entry's name; a hostile one counts for the folder it is in, if it names one."""
    name = normal_name(entry.name)
    top = entry.name.lstrip("./").partition("/")[0]
    if entry.refusal and (entry.name.startswith(("/", "..")) or not top):
        _log.warning("an entry of the archive was passed over: it %s", entry.refusal)
        return ""
    return "" if is_junk(name) else name


def _class_prefix(names: list[str], assignment: Assignment, roster: Roster | None) -> str:
    prefix = shared_prefix(names, wanted_names(assignment))
    # One student in a folder of their own is a class of one, if the roster knows the folder.
    outer, _, last = prefix.rstrip("/").rpartition("/")
    if roster and last and roster.student_of(last):
        return f"{outer}/" if outer else ""
    return prefix


def _groups(names: list[str], prefix: str, assignment: Assignment) -> list[_Group]:
    inside: dict[str, list[str]] = defaultdict(list)
    for name in names:
        top, slash, rest = name[len(prefix) :].partition("/")
        if slash or is_archive(top):
            inside[top].append(rest)
    return [_group(top, inside[top], assignment) for top in sorted(inside)]


def _group(top: str, names: list[str], assignment: Assignment) -> _Group:
    ends = tuple(f"/{name}".casefold() for name in names)
    wanted = {
        stands_for(name, assignment)
        for name in wanted_names(assignment)
        if any(end.endswith(f"/{name}".casefold()) for end in ends)
    }
    archives = is_archive(top) or any(is_archive(name) for name in names)
    return _Group(top, frozenset(wanted), archives)


def _is_class(groups: list[_Group], own_name: str, roster: Roster | None) -> bool:
    if roster and roster.student_of(own_name):
        return False
    if roster and any(roster.student_of(stem(group.name)) for group in groups):
        return True
    bearing = [group for group in groups if group.wanted or group.has_archive]
    if any(group.has_archive for group in bearing):
        return len(bearing) > 1
    # A file that is wanted once and lies in two folders is the work of two students.
    counted = [name for group in bearing for name in group.wanted]
    return len(counted) > len(set(counted))
