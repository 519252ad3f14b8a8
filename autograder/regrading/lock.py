"""The lock of a released assignment: what its grades depend on, in a file beside it.

An engine's own id of an image is another one on each machine and after each build, even
where nothing in it differs. What is locked is what an image is made of: the Dockerfile and
all that it may copy, and the versions of Python and of every package.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal

from autograder import __version__, spec
from autograder.errors import SpecError
from autograder.model import Assignment, ImageRecord, Record, Sandbox
from autograder.sandbox.custom import custom_key, is_dockerfile
from autograder.spec.parts import suite_parts

from .causes import packages_changed, part_changes

LOCK_FILE = "release.json"
_NAMED = 8
"""So many differences are named in one message."""


class LockedImage(Record):
    """An image as it was released."""

    name: str
    recipe: str = ""
    """Digest of the Dockerfile and the folder `image/` beside it; empty for a named image."""
    packages: dict[str, str]
    digest: str
    """The releasing engine's id; recorded, not compared."""


class Lock(Record):
    """`release.json`: what an assignment was when it was released."""

    schema_version: Literal[1] = 1
    assignment: str
    version: str
    suite_hash: str
    suite_parts: dict[str, str]
    """Files of the suite with a short digest; limits and conventions as they are."""
    rubric_hash: str
    sandbox: str
    images: tuple[LockedImage, ...]
    autograder: str
    """Recorded, not compared: a newer one may grade."""
    at: datetime
    by: str


def present_lock(assignment: Assignment, sandbox: Sandbox, *, at: datetime, by: str) -> Lock:
    """Return the lock of `assignment` as it is now. Raises SandboxError: an image is missing."""
    images = sorted({assignment.image_of(task) for task in assignment.tasks})
    return Lock(
        assignment=assignment.slug,
        version=assignment.version,
        suite_hash=spec.suite_hash(assignment, hidden=True),
        suite_parts=suite_parts(assignment, hidden=True),
        rubric_hash=spec.rubric_hash(assignment),
        sandbox=sandbox.name,
        images=tuple(_locked(image, sandbox.identify(image)) for image in images),
        autograder=__version__,
        at=at,
        by=by,
    )


def lock_key(lock: Lock) -> str:
    """Return the digest of all in `lock` that is compared."""
    compared = lock.model_dump_json(exclude={"at", "by", "autograder", "images"})
    images = [image.model_dump_json(exclude={"digest"}) for image in lock.images]
    return hashlib.sha256("\0".join([compared, *images]).encode()).hexdigest()


def lock_differences(locked: Lock, now: Lock) -> tuple[str, ...]:
    """Return in words what is not as it was released; empty if a grade would be the same."""
    return tuple(_differences(locked, now))


def write_lock(assignment: Assignment, lock: Lock) -> Path:
    """Write the lock beside assignment.toml; return where."""
    path = assignment.folder / LOCK_FILE
    unfinished = path.with_name(f".{LOCK_FILE}")
    unfinished.write_text(lock.model_dump_json(indent=2) + "\n", encoding="utf-8")
    unfinished.replace(path)
    return path


def read_lock(assignment: Assignment) -> Lock | None:
    """Return the lock of `assignment`; None if it is not released.

    Raises:
        SpecError: the file is damaged, or of another assignment.
    """
    path = assignment.folder / LOCK_FILE
    try:
        lock = Lock.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except ValueError as error:
        msg = (
            f"{str(path)!r}: expected what `autograder release` writes, found something else; "
            "restore the file from the course's history"
        )
        raise SpecError(msg) from error
    if lock.assignment != assignment.slug:
        msg = f"{str(path)!r} is the lock of {lock.assignment!r}; remove it, then release this one"
        raise SpecError(msg)
    return lock


def refuse_changed(assignment: Assignment, sandbox: Sandbox, *, at: datetime) -> None:
    """Let pass what is not released, or is as it was released.

    Raises:
        SpecError: suite, rubric, conventions or image differ: names what, and what to do.
        SandboxError: an image is missing.
    """
    locked = read_lock(assignment)
    if locked is None:
        return
    found = lock_differences(locked, present_lock(assignment, sandbox, at=at, by=""))
    if found:
        raise SpecError(_refusal(locked, found))


def _refusal(locked: Lock, found: tuple[str, ...]) -> str:
    slug = locked.assignment
    more = [f"and {len(found) - _NAMED} more"] if len(found) > _NAMED else []
    differ = "\n".join(f"  {one}" for one in (*found[:_NAMED], *more))
    return (
        f"{slug!r} was released on {locked.at:%Y-%m-%d} by {locked.by!r} and is not what it was "
        f"then, so nothing is graded:\n{differ}\nundo that, or renew the release: `autograder "
        f"regrade {slug} OUT --preview` shows what it changes for the class in OUT, then "
        f"`autograder release {slug} --update OUT` verifies it and locks it anew"
    )


def _locked(image: str, record: ImageRecord) -> LockedImage:
    is_file = is_dockerfile(image)
    return LockedImage(
        name=f"{Path(image).parent.name}/Dockerfile" if is_file else image,
        recipe=custom_key(Path(image)) if is_file else "",
        packages=record.packages,
        digest=record.digest,
    )


def _differences(locked: Lock, now: Lock) -> Iterator[str]:
    if locked.version != now.version:
        yield f"version: released {locked.version}, found {now.version}"
    if locked.suite_hash != now.suite_hash:
        parts = [cause.what for cause in part_changes(locked.suite_parts, now.suite_parts)]
        yield from parts or ["words of assignment.toml, such as a comment"]
    if locked.rubric_hash != now.rubric_hash:
        yield "rubric.toml, or how [written] scores it, changed"
    if locked.sandbox != now.sandbox:
        yield f"sandbox: released with {locked.sandbox}, found {now.sandbox}"
        return
    before, after = ({image.name: image for image in lock.images} for lock in (locked, now))
    for name in sorted(before.keys() ^ after.keys()):
        yield f"image {name} {'is new' if name in after else 'is no longer used'}"
    for name in sorted(before.keys() & after.keys()):
        if before[name].recipe != after[name].recipe:
            yield f"image {name}: its Dockerfile, or what it copies, changed"
        changed = packages_changed(before[name].packages, after[name].packages)
        if changed:
            yield f"image {name}: {changed}"
