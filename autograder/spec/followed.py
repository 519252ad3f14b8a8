"""`follow_through` of a task: files that other tasks are about, and whose names can be imported."""

from collections.abc import Iterator

from autograder.model import Task

from .document import Document, nearest
from .lines import KeyPath
from .shapes import Values

_ANSWERED = "numpy"
"""The image of files that the reference can answer for. What crosses the wall is a value: a tensor
arrives without its graph, and gradients through it would be wrong without a word."""


def follow_findings(document: Document, values: Values, task: Task, at: KeyPath) -> Iterator[str]:
    """Find what cannot be followed through."""
    others = sorted({one.file for one in values.task if one.file != task.file})
    for index, file in enumerate(task.follow_through):
        key = (*at, "follow_through", index)
        if file not in others:
            advice = nearest(file, others, "remove it")
            yield document.finding(key, "the file of another task", file, advice)
        elif not file.endswith(".py"):
            what = "a .py file, whose functions can be answered for"
            yield document.finding(key, what, file, "remove it")
        elif other := _other_image(values, file):
            what = f"a file of tasks whose image is {_ANSWERED!r}, not {other!r}"
            advice = "remove it: numbers and arrays can be answered for, tensors with a graph can't"
            yield document.finding(key, what, file, advice)


def _other_image(values: Values, file: str) -> str | None:
    images = (task.image or values.image for task in values.task if task.file == file)
    return next((image for image in images if image != _ANSWERED), None)
