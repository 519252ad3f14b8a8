"""What a suite is made of, and its fingerprint: a grade names the suite that gave it."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import SpecError
from autograder.model import Assignment, Student, Submission, SubmittedFile, digest_of

from .catalogue import open_catalogue
from .course import ASSIGNMENT_FILE
from .editing import convention_edits, edited

_NO_CHECKS = re.compile(rb"\n\[(?:written|late|attempts)\][^\n]*(?:\n(?!\[)[^\n]*)*")
"""The tables that change no check: up to the next line that begins with a bracket."""


def suite_folders(assignment: Assignment, *, hidden: bool) -> tuple[Path, ...]:
    """Return the folders of tests to run: tests/public, and tests/hidden if asked and there."""
    tests = assignment.folder / "tests"
    names = ("public", "hidden") if hidden else ("public",)
    return tuple(tests / name for name in names if (tests / name).is_dir())


def suite_files(assignment: Assignment, *, hidden: bool) -> tuple[Path, ...]:
    """Return all files under tests/, sorted, without caches; without tests/hidden unless asked."""
    tests = assignment.folder / "tests"
    return tuple(sorted(file for file in _walk(tests) if hidden or not _is_hidden(file, tests)))


def suite_hash(assignment: Assignment, *, hidden: bool) -> str:
    """Return `sha256:<hex>` over the suite, the reference's files and assignment.toml.

    Its tables `[written]`, `[late]` and `[attempts]` are left out, as rubric.toml is: see
    `rubric_hash`.
    """
    total = hashlib.sha256()
    for name, content in _parts(assignment, hidden=hidden):
        total.update(f"{len(name.encode())}:{name}{len(content)}:".encode())
        total.update(content)
    return f"sha256:{total.hexdigest()}"


def run_hash(assignment: Assignment, *, hidden: bool) -> str:
    """Return `sha256:<hex>` over the suite and the limits: more time may be given at the call."""
    suite = suite_hash(assignment, hidden=hidden)
    text = f"{suite}\0{assignment.limits.model_dump_json()}"
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def rubric_hash(assignment: Assignment) -> str:
    """Return `sha256:<hex>` over the questions and what decides how they are scored.

    It is no part of `suite_hash`: a changed rubric runs no check again.
    """
    written = assignment.written
    total = hashlib.sha256()
    for question in assignment.rubric:
        total.update(question.model_dump_json(exclude={"place"}).encode())
    total.update(json.dumps([written.scorers, written.tolerance]).encode())
    if written.calibration:
        total.update((assignment.folder / written.calibration).read_bytes())
    return f"sha256:{total.hexdigest()}"


def reference_submission(assignment: Assignment) -> Submission:
    """Return the reference as if a student named "reference" had handed it in.

    It follows the conventions that the assignment chooses.

    Raises:
        SpecError: there is no reference, a required file of it is absent, or a
            variant's text to find does not occur in it exactly once.
    """
    if assignment.reference is None:
        msg = (
            f"assignment {assignment.slug!r} has no reference: expected the folder "
            f"'reference/{assignment.slug}' in the course; write it, or name it with `reference`"
        )
        raise SpecError(msg)
    files = tuple(_reference_files(assignment, assignment.reference))
    written = Submission(
        id="reference",
        assignment=assignment.slug,
        student=Student(id="reference"),
        digest=digest_of(files),
        files=files,
    )
    if not assignment.conventions:
        return written
    _, catalogue = open_catalogue(assignment.folder)
    return edited(written, convention_edits(assignment, catalogue), "reference")


def _reference_files(assignment: Assignment, reference: Path) -> Iterator[SubmittedFile]:
    for name in assignment.submit:
        file = reference / name
        if file.is_file():
            yield SubmittedFile(path=name, content=file.read_bytes())
        elif name not in assignment.optional:
            msg = (
                f"reference/{assignment.slug}: expected the file {name!r} of `submit`, found none; "
                "write it, or list it under `optional`"
            )
            raise SpecError(msg)


def _parts(assignment: Assignment, *, hidden: bool) -> Iterator[tuple[str, bytes]]:
    settings = (assignment.folder / ASSIGNMENT_FILE).read_bytes()
    yield ASSIGNMENT_FILE, _NO_CHECKS.sub(b"", settings).rstrip() + b"\n"
    for file in suite_files(assignment, hidden=hidden):
        yield file.relative_to(assignment.folder).as_posix(), file.read_bytes()
    if assignment.reference is not None:
        for kept in reference_submission(assignment).files:
            yield f"reference/{kept.path}", kept.content


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files under `folder` that a person wrote."""
    for entry in folder.iterdir():
        if entry.name.startswith(".") or entry.name == "__pycache__" or entry.suffix == ".pyc":
            continue
        if entry.is_dir():
            yield from _walk(entry)
        else:
            yield entry


def _is_hidden(file: Path, tests: Path) -> bool:
    return file.relative_to(tests).parts[0] == "hidden"
