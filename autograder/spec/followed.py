"""`follow_through` of a task: files that other tasks are about, and whose names can be imported."""

from collections.abc import Iterator, Sequence

from autograder.model import Task

from .document import Document, nearest
from .lines import KeyPath


def follow_findings(
    document: Document, tasks: Sequence[Task], task: Task, at: KeyPath
) -> Iterator[str]:
    """Find what cannot be followed through."""
    others = sorted({one.file for one in tasks if one.file != task.file})
    for index, file in enumerate(task.follow_through):
        key = (*at, "follow_through", index)
        if file not in others:
            advice = nearest(file, others, "remove it")
            yield document.finding(key, "the file of another task", file, advice)
        elif not file.endswith(".py"):
            what = "a .py file, whose functions can be answered for"
            yield document.finding(key, what, file, "remove it")
