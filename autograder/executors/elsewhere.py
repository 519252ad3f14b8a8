"""A grader in another process, opened from a plain record: it must give the same grades."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from inspect import signature

from autograder import plugins
from autograder.errors import AutograderError
from autograder.grading import Grader
from autograder.journal import open_journal
from autograder.model import Grade, GradeJob, GraderSetup, Identity, Record, Sandbox


class Graded(Record):
    """A grade, and whether its checks were written to the journal on the way."""

    grade: Grade
    is_journaled: bool


@contextmanager
def grader_of(setup: GraderSetup, *, places: int) -> Iterator[Grader]:
    """Open a grader that can grade `places` submissions at once; leave nothing of it behind.

    Raises:
        SpecError: the assignment does not lie here as `setup` says.
        SandboxError: the sandbox cannot start here.
        OSError: a folder cannot be read.
    """
    with (
        closing(_sandbox(setup, places)) as sandbox,
        Grader(
            setup.assignment,
            sandbox,
            secret=setup.secret.get_secret_value(),
            tasks=setup.tasks,
        ) as grader,
    ):
        grader.adopt(setup.expected)
        yield grader


def _sandbox(setup: GraderSetup, places: int) -> Sandbox:
    kind = plugins.load("sandboxes", setup.sandbox)
    # Containers that wait ready: the head's choice was made for one grader on its machine.
    ready = {"pool_size": places} if "pool_size" in signature(kind).parameters else {}
    sandbox: Sandbox = kind(**{**setup.settings, **ready})
    return sandbox


def refusal(setup: GraderSetup, grader: Grader) -> str:
    """Return why `grader` may not grade in the place of whoever made `setup`; empty if it may."""
    try:
        found = grader.identity()
    except (AutograderError, OSError) as error:
        return str(error)
    return difference(setup.identity, found)


def difference(wanted: Identity, found: Identity) -> str:
    """Return in words what of `found` is not as in `wanted`, and what to do; empty if equal."""
    for name in ("autograder", "numpy"):
        here, there = getattr(wanted, name), getattr(found, name)
        if here != there:
            return f"it has {name} {there}, the head has {here}; install the same version there"
    if wanted.suite_hash != found.suite_hash:
        return "its copy of the assignment is not the head's; bring the course's folder up to date"
    for here, there in zip(wanted.images, found.images, strict=True):
        if here.digest != there.digest:
            return (
                f"its image {here.name!r} is {there.digest[:19]}, the head's is "
                f"{here.digest[:19]}; load the same image there"
            )
        if here.packages != there.packages:
            return f"student code would run with {_packages(there.packages, here.packages)}"
    return ""


def _packages(there: dict[str, str], here: dict[str, str]) -> str:
    name = next(name for name in {**here, **there} if here.get(name) != there.get(name))
    found, wanted = there.get(name, "none"), here.get(name, "none")
    return f"{name} {found}, at the head it is {wanted}; install the same version there"


def grade_job(grader: Grader, job: GradeJob) -> Graded:
    """Grade `job`, with its journal if that can be reached from here."""
    folder = job.journal.parent
    if not (folder.is_dir() and os.access(folder, os.W_OK)):
        grade = grader.grade(job.submission, done=job.done)
        return Graded(grade=grade, is_journaled=False)
    with open_journal(job.journal, job.key) as journal:
        grade = grader.grade(job.submission, done=journal.done, on_result=journal.append)
    return Graded(grade=grade, is_journaled=True)
