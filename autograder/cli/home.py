"""A student's own machine and folder: which template it is, what it lacks, how it differs."""

import os
import platform
import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from autograder import intake
from autograder.errors import SpecError
from autograder.model import Assignment, Submission, Task

ASSIGNMENT, PUBLISHED = "assignment.toml", "published.toml"
NEAR = 0.5
"""How alike two names are that may be the same file, as `optm` and `optim` are."""


@dataclass(frozen=True, slots=True)
class Published:
    """What `publish` wrote of the grading that a template does not hold; empty if it is old."""

    versions: dict[str, str] = field(default_factory=dict)
    hidden_tests: dict[str, int] = field(default_factory=dict)
    """By task."""


def find_template(start: Path) -> Path:
    """Return the nearest folder at or above `start` that holds an assignment.

    Raises:
        SpecError: there is none; names one below, if that is where it is.
    """
    if not start.exists():
        msg = f"nothing at {str(start)!r}: expected the folder that you unpacked"
        raise SpecError(msg)
    origin = start.resolve()
    for folder in (origin, *origin.parents):
        if (folder / ASSIGNMENT).is_file():
            return folder
    below = sorted(file.parent.name for file in origin.glob(f"*/{ASSIGNMENT}"))
    advice = f'autograder check "{below[0]}"' if below else "autograder check FOLDER"
    msg = (
        f"no {ASSIGNMENT} in {str(start)!r}; run this in the folder that you unpacked, "
        f"or name it: {advice}"
    )
    raise SpecError(msg)


def read_published(folder: Path) -> Published:
    """Return what the template in `folder` says; nothing of it decides a result."""
    try:
        values: dict[str, Any] = tomllib.loads((folder / PUBLISHED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Published()
    tests, versions = values.get("hidden-tests"), values.get("graded-with")
    return Published(
        versions={k: v for k, v in _items(versions) if isinstance(v, str)},
        hidden_tests={k: v for k, v in _items(tests) if isinstance(v, int)},
    )


def newer_here(published: Published) -> Iterator[str]:
    """Yield a sentence for each thing that is newer here than where the work is graded."""
    for name, graded in published.versions.items():
        own = platform.python_version() if name == "python" else _installed(name)
        if own and _release(own) > _release(graded):
            shown = "Python" if name == "python" else name
            yield (
                f"you run {shown} {own}, your work is graded with {graded}: what is new since then "
                "does not work there"
            )


def without_torch(assignment: Assignment, only: Collection[str] | None) -> tuple[Task, ...]:
    """Return the tasks that cannot be run here because torch is not installed."""
    if find_spec("torch") is not None:
        return ()
    asked = [task for task in assignment.tasks if only is None or task.id in only]
    return tuple(task for task in asked if assignment.image_of(task) == "torch")


def asked_for(assignment: Assignment) -> str:
    """Return in words which files are handed in."""
    names = assignment.submit
    return ", ".join(f"{n} (optional)" if n in assignment.optional else n for n in names)


def has_work(folder: Path, assignment: Assignment) -> bool:
    """Tell whether any file that counts lies in `folder`."""
    return any(os.path.lexists(folder / name) for name in intake.wanted_names(assignment))


def misnamed(folder: Path, assignment: Assignment, submission: Submission) -> Iterator[str]:
    """Yield a question for each file that is not there, but may be under another name."""
    wanted = intake.wanted_names(assignment)
    there = {intake.stands_for(file.path, assignment) for file in submission.files}
    names = {item.name.casefold(): item.name for item in folder.iterdir() if item.is_file()}
    others = [key for key, name in names.items() if name not in wanted]
    for name in assignment.submit:
        wanted_stem, suffix = Path(name.casefold()).stem, Path(name).suffix
        stems = {Path(o).stem: o for o in others if o.endswith((suffix, ".ipynb"))}
        near = get_close_matches(wanted_stem, stems, n=1, cutoff=NEAR)
        if name not in there and near and name not in assignment.optional:
            yield f"is {names[stems[near[0]]]!r} your {name!r}? Then rename it to {name!r}"


def _items(value: object) -> list[tuple[str, object]]:
    return list(value.items()) if isinstance(value, dict) else []


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _release(text: str) -> tuple[int, ...]:
    """Return the first two numbers of a version: what may change how code behaves."""
    return tuple(int(number) for number in re.findall(r"\d+", text)[:2])
