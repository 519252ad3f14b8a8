"""The handout's headings name the tasks, so that a student finds what a report speaks of."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.errors import SpecError
from autograder.model import Task

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$")
_FENCE = re.compile(r" {0,3}(```|~~~)")


def check_handout(folder: Path, tasks: Iterable[Task]) -> None:
    """Hold `README.md` against the tasks: each title occurs in a heading.

    Raises:
        SpecError: README.md is absent, not UTF-8, or leaves out a task.
    """
    name = f"{folder.parent.name}/{folder.name}/README.md"
    try:
        text = (folder / "README.md").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{name}: expected the handout in UTF-8, found none to read; write it ({error})"
        raise SpecError(msg) from error
    headings = list(_headings(text))
    for number, task in enumerate(tasks, start=1):
        if not any(_plain(task.title) in _plain(heading) for heading in headings):
            msg = (
                f"{name}: expected a heading with the title of task {task.id!r}, such as "
                f"'## Task {number}: {task.title}', found {headings!r}; "
                "add the heading or change `title` in assignment.toml"
            )
            raise SpecError(msg)


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
