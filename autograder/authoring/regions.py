"""The marked regions of a reference: what is solution, what is a starter, what is given.

# BEGIN SOLUTION adam           in Markdown: <!-- BEGIN SOLUTION adam -->
# BEGIN STARTER                 optional: commented lines that replace the solution
# m = None
# END STARTER
m = beta1 * m + (1 - beta1) * dw
# END SOLUTION
"""

import re
from dataclasses import dataclass, field
from typing import NoReturn

from autograder.errors import SpecError

_WORDS = r"(?P<edge>BEGIN|END) (?P<kind>SOLUTION|STARTER)(?:[ \t]+(?P<task>[\w-]+))?"
_HASH = re.compile(rf"\s*#[ \t]*{_WORDS}\s*")
_HTML = re.compile(rf"\s*<!--[ \t]*{_WORDS}[ \t]*-->\s*")
# Anything that looks like a marker and is none would publish a solution.
_ALMOST = re.compile(r"\b(begin|end)[ _-]*(solution|starter)s?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Region:
    """One solution; `begin` and `end` are the indices of its markers' lines."""

    task: str
    begin: int
    end: int
    code: tuple[str, ...]
    """The solution's own lines, without markers and starter."""
    starter: tuple[str, ...] | None


@dataclass
class _Open:
    """A region whose end has not been met."""

    task: str
    begin: int
    code: list[str] = field(default_factory=list)
    starter: list[str] | None = None
    in_starter: bool = False


def find_regions(source: str, file_name: str) -> list[Region]:
    """Return the regions of a text, in order.

    Raises:
        SpecError: a marker is nested, unbalanced, unnamed or misspelt; names its line.
    """
    pattern = _HTML if file_name.endswith(".md") else _HASH
    regions: list[Region] = []
    current: _Open | None = None
    for index, line in enumerate(source.split("\n")):
        match = pattern.fullmatch(line)
        if match:
            current = _step(match, index, current, regions, file_name)
        elif _ALMOST.search(line):
            _refuse(file_name, index, "a marker, spelt as in '# BEGIN SOLUTION adam'", line)
        elif current and current.in_starter and current.starter is not None:
            current.starter.append(line)
        elif current:
            current.code.append(line)
    if current:
        _refuse(file_name, current.begin, "an END SOLUTION after it", "the end of the file")
    return regions


def _step(
    match: re.Match[str], index: int, current: _Open | None, regions: list[Region], name: str
) -> _Open | None:
    """Take one marker; return the region that is open after it."""
    kind, task = f"{match['edge']} {match['kind']}", match["task"]
    if kind == "BEGIN SOLUTION":
        if current:
            _refuse(name, index, f"END SOLUTION of {current.task!r} first", "BEGIN SOLUTION")
        if not task:
            _refuse(name, index, "a task after BEGIN SOLUTION", "none")
        return _Open(task, index)
    if current is None:
        _refuse(name, index, "BEGIN SOLUTION before it", kind)
    if kind == "END SOLUTION":
        if current.in_starter or task not in (None, current.task):
            wanted = "STARTER" if current.in_starter else f"SOLUTION {current.task}"
            _refuse(name, index, f"END {wanted}", match[0].strip())
        starter = None if current.starter is None else tuple(current.starter)
        regions.append(Region(current.task, current.begin, index, tuple(current.code), starter))
        return None
    _toggle_starter(current, index, kind, name)
    return current


def _toggle_starter(current: _Open, index: int, kind: str, name: str) -> None:
    if kind == "BEGIN STARTER" and current.starter is None:
        current.starter = []
    elif not (kind == "END STARTER" and current.in_starter):
        _refuse(name, index, "one BEGIN STARTER and one END STARTER in a region", kind)
    current.in_starter = kind == "BEGIN STARTER"


def _refuse(name: str, index: int, expected: str, found: str) -> NoReturn:
    msg = f"{name}:{index + 1}: expected {expected}, found {found.strip()!r}; correct the markers"
    raise SpecError(msg)
