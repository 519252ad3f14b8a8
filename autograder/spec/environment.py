"""What an assignment says of its images: their names, a Dockerfile of its own, their memory."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.model import Limits, Task

from .document import Document
from .lines import KeyPath
from .shapes import Values

OWN = "Dockerfile"
"""The name that means: the Dockerfile beside assignment.toml."""
TORCH_MEMORY_MB = 2048
"""Importing torch alone takes a third of a numpy image's default."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")


def image_findings(
    folder: Path, document: Document, values: Values, *, is_course: bool
) -> Iterator[str]:
    """Find names that no image can have, and a Dockerfile that is not there.

    A student's template comes without the Dockerfile: only graders need it.
    """
    named: list[tuple[KeyPath, str]] = [(("image",), values.image)]
    named += [
        (("task", index, "image"), task.image)
        for index, task in enumerate(values.task)
        if task.image is not None
    ]
    for key, image in named:
        if image != OWN and not _NAME.fullmatch(image):
            what = "an image name such as 'numpy' or 'torch', or 'Dockerfile'"
            yield document.finding(key, what, image, "rename it")
        if image == OWN and is_course and not (folder / OWN).is_file():
            yield document.finding(key, "a Dockerfile beside this file", image, "write it")


def resolve_image(folder: Path, image: str) -> str:
    """Return `image`, or the absolute path of the assignment's own Dockerfile."""
    own = folder / OWN
    return str(own) if image == OWN and own.is_file() else image


def resolve_task(folder: Path, task: Task) -> Task:
    """Return `task` with its image resolved."""
    if task.image is None:
        return task
    return task.model_copy(update={"image": resolve_image(folder, task.image)})


def default_limits(values: Values, raw: dict[str, Any]) -> Limits:
    """Return the limits, with room for torch where the author did not say how much memory."""
    images = {values.image, *(task.image for task in values.task)}
    if "torch" not in images or "memory_mb" in raw.get("limits", {}):
        return values.limits
    return values.limits.model_copy(update={"memory_mb": TORCH_MEMORY_MB})
