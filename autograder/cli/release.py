"""`autograder release`: verify, then lock what grades depend on; `--update` after a preview."""

import getpass
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import typer

from autograder.errors import SpecError
from autograder.model import Assignment
from autograder.regrading import (
    ClassRegrade,
    Lock,
    headline,
    lock_differences,
    lock_key,
    present_lock,
    read_lock,
    read_preview,
    write_lock,
)

from .course import open_assignment
from .sandboxes import open_sandbox
from .verify import VerifyOptions, verify_assignments


def release_assignment(
    slug: str,
    course: Path,
    *,
    update: Path | None,
    by: str | None,
    jobs: int | None,
    sandbox: str,
) -> int:
    """Lock assignment `slug` as it is, if `verify` passes; return the exit code."""
    assignment = open_assignment(course, slug)
    lock = _present(assignment, sandbox, by or getpass.getuser())
    locked = read_lock(assignment)
    if locked is not None and not lock_differences(locked, lock):
        typer.echo(f"{slug}: released on {locked.at:%Y-%m-%d} by {locked.by}; nothing has changed")
        return 0
    if locked is not None:
        _refuse_unseen(slug, locked, lock, update)
    code = _verified(slug, course, jobs, sandbox)
    if code:
        typer.echo(f"{slug}: not released, since not all holds", err=True)
        return code
    if lock_key(_present(open_assignment(course, slug), sandbox, "")) != lock_key(lock):
        msg = f"{slug!r} changed while it was verified; run the same command again"
        raise SpecError(msg)
    path = write_lock(assignment, lock)
    typer.echo(f"{slug}: released; commit {path}. From now on nothing else grades.")
    return 0


def _present(assignment: Assignment, sandbox: str, by: str) -> Lock:
    with closing(open_sandbox(sandbox)) as place:
        return present_lock(assignment, place, at=datetime.now(UTC), by=by)


def _verified(slug: str, course: Path, jobs: int | None, sandbox: str) -> int:
    """Verify where it is going to be graded: without Docker, if the lock is of no container."""
    place = "process" if sandbox == "process" else None
    options = VerifyOptions(course=course, level="basic", sandbox=place, jobs=jobs)
    return verify_assignments([slug], options)


def _refuse_unseen(slug: str, locked: Lock, lock: Lock, update: Path | None) -> None:
    """Let pass what was previewed for the class as it is now. Raises SpecError."""
    if update is None:
        differ = "\n".join(f"  {one}" for one in lock_differences(locked, lock))
        msg = (
            f"{slug!r} was released on {locked.at:%Y-%m-%d} by {locked.by!r} and is not what it "
            f"was then:\n{differ}\nsee what that changes: `autograder regrade {slug} OUT "
            f"--preview`; then lock it anew: `autograder release {slug} --update OUT`"
        )
        raise SpecError(msg)
    seen = read_preview(update)
    problem = _problem(slug, lock, seen)
    if problem:
        msg = f"{problem}; run `autograder regrade {slug} {update} --preview` and read its report"
        raise SpecError(msg)
    assert seen is not None  # noqa: S101 - without one there is a problem
    typer.echo(f"previewed on {seen.at:%Y-%m-%d %H:%M} UTC for {update}: {headline(seen)}")


def _problem(slug: str, lock: Lock, seen: ClassRegrade | None) -> str:
    if seen is None or seen.assignment != slug:
        return f"no preview of {slug!r} was made for that class"
    if seen.lock != lock_key(lock):
        return "the preview is of another state of the assignment, or of another sandbox"
    return "" if seen.is_complete else "the preview is of a part of the class only"
