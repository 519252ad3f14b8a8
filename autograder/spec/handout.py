"""The handout: its headings name the tasks, its WHEN blocks follow the course's conventions.

<!-- WHEN l2 = "half" -->
The penalty is half of reg times the sum of squares.
<!-- END WHEN -->
"""

import re
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import SpecError
from autograder.model import Assignment, Catalogue, Conventions, Task

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_WHEN = re.compile(
    r"\s*<!--[ \t]*WHEN[ \t]+(?P<name>\w+)[ \t]*=[ \t]*\"(?P<value>[^\"]*)\"[ \t]*-->\s*"
)
_END = re.compile(r"\s*<!--[ \t]*END WHEN[ \t]*-->\s*")
_ALMOST = re.compile(r"<!--\s*(END\s+)?WHEN\b", re.IGNORECASE)
HANDOUT = "README.md"


def read_handout(assignment: Assignment) -> str:
    """Return the handout as students of this course get it: other conventions' blocks left out.

    Raises:
        SpecError: README.md is absent, not UTF-8, or its WHEN blocks are wrong.
    """
    return follow(*_read(assignment.folder), assignment.conventions)


def handout_findings(
    folder: Path, tasks: tuple[Task, ...], conventions: Conventions, catalogue: Catalogue | None
) -> Iterator[str]:
    """Hold `README.md` against the tasks (each title occurs in a heading) and the conventions.

    `catalogue` is None for a student's template, whose blocks are resolved already.
    """
    try:
        text, name = _read(folder)
        shown = follow(text, name, conventions)
    except SpecError as error:
        yield str(error)
        return
    if catalogue is not None:
        yield from _unknown_values(text, name, catalogue)
    yield from _heading_findings(shown, name, tasks)


def follow(text: str, name: str, conventions: Conventions) -> str:
    """Return `text` with its WHEN blocks kept or dropped.

    Raises:
        SpecError: a block is nested, unbalanced, misspelt or of no convention; names its line.
    """
    chosen, kept = dict(conventions), []
    opened: int | None = None
    keeps = True
    for number, line in enumerate(text.split("\n"), start=1):
        match, ends = _WHEN.fullmatch(line), _END.fullmatch(line) is not None
        if match or ends:
            if ends == (opened is None):
                raise SpecError(_unbalanced(name, number, line))
            opened = number if match else None
            keeps = match is None or _holds(match, chosen, f"{name}:{number}")
        elif _ALMOST.search(line):
            raise SpecError(_unbalanced(name, number, line))
        elif keeps:
            kept.append(line)
    if opened is not None:
        raise SpecError(_unbalanced(name, opened, "no end"))
    return "\n".join(kept)


def _read(folder: Path) -> tuple[str, str]:
    name = f"{folder.parent.name}/{folder.name}/{HANDOUT}"
    try:
        return (folder / HANDOUT).read_text(encoding="utf-8"), name
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{name}: expected the handout in UTF-8, found none to read; write it ({error})"
        raise SpecError(msg) from error


def _holds(match: re.Match[str], chosen: dict[str, str], place: str) -> bool:
    name = match["name"]
    if name not in chosen:
        known = ", ".join(chosen) or "none"
        msg = (
            f"{place}: expected a convention of assignment.toml ({known}), found {name!r}; "
            "add it to [conventions] or correct the name"
        )
        raise SpecError(msg)
    return chosen[name] == match["value"]


def _unbalanced(name: str, number: int, line: str) -> str:
    return (
        f"{name}:{number}: expected blocks from '<!-- WHEN name = \"value\" -->' to "
        f"'<!-- END WHEN -->', none within another, found {line.strip()!r}; correct the markers"
    )


def _unknown_values(text: str, name: str, catalogue: Catalogue) -> Iterator[str]:
    for number, line in enumerate(text.split("\n"), start=1):
        match = _WHEN.fullmatch(line)
        known = catalogue.values_of(match["name"]) if match else ()
        if match and match["value"] not in known:
            yield (
                f"{name}:{number}: expected a value of {match['name']!r} that a [[variant]] "
                f"knows ({', '.join(known)}), found {match['value']!r}; correct the value"
            )


def _heading_findings(text: str, name: str, tasks: tuple[Task, ...]) -> Iterator[str]:
    headings = list(_headings(text))
    for number, task in enumerate(tasks, start=1):
        if not any(_plain(task.title) in _plain(heading) for heading in headings):
            yield (
                f"{name}: expected a heading with the title of task {task.id!r}, such as "
                f"'## Task {number}: {task.title}', found {headings!r}; "
                "add the heading or change `title` in assignment.toml"
            )


def _headings(text: str) -> Iterator[str]:
    fence = ""
    for line in text.splitlines():
        if match := _FENCE.match(line):
            fence = "" if fence == match[1] else fence or match[1]
        elif not fence and (heading := _HEADING.match(line)):
            yield heading[1]


def _plain(text: str) -> str:
    """Return `text` without the marks and spacing in which title and heading may differ."""
    return " ".join(re.sub(r"[*`_]", "", text).casefold().split())
