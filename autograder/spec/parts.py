"""What a suite's fingerprint is made of, one by one: so that a change can be named."""

import hashlib

from autograder.model import Assignment

from .identity import reference_submission, suite_files

_SHORT = 12
_APART = {"folder", "reference", "limits", "conventions", "rubric", "written", "late", "attempts"}
"""Fields that are machines' paths, have parts of their own, or change no check."""


def suite_parts(assignment: Assignment, *, hidden: bool) -> dict[str, str]:
    """Return a name for each part of the suite and what it is: a short digest, or a plain value.

    Names are `tests/hidden/test_adam.py`, `reference/optim.py`, `limits.call_seconds`,
    `conventions.l2` and `assignment.toml`: all else that the settings say. Words of
    assignment.toml that say nothing, such as a comment, are no part.
    """
    # A grade names its images itself, with what is in them.
    tasks = tuple(task.model_copy(update={"image": None}) for task in assignment.tasks)
    nameless = assignment.model_copy(update={"tasks": tasks, "image": ""})
    settings = nameless.model_dump_json(exclude=_APART)
    limits = assignment.limits.model_dump()
    return {
        "assignment.toml": _short(settings.encode()),
        **{f"limits.{name}": f"{value:g}" for name, value in limits.items()},
        **{f"conventions.{name}": value for name, value in assignment.conventions},
        **{
            file.relative_to(assignment.folder).as_posix(): _short(file.read_bytes())
            for file in suite_files(assignment, hidden=hidden)
        },
        **_reference_parts(assignment),
    }


def _reference_parts(assignment: Assignment) -> dict[str, str]:
    if assignment.reference is None:
        return {}
    files = reference_submission(assignment).files
    return {f"reference/{file.path}": _short(file.content) for file in files}


def _short(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:_SHORT]
