"""What belongs to a course as a whole: its assignments and its secret."""

import os
import secrets
from pathlib import Path

from autograder import spec
from autograder.errors import SpecError
from autograder.model import Assignment

SECRET_BYTES = 32
SECRET_VARIABLE = "AUTOGRADER_SECRET"  # noqa: S105 - the variable's name


def open_assignment(course: Path, slug: str) -> Assignment:
    """Load assignment `slug` of the course that holds the folder `course`."""
    return spec.load_assignment(spec.assignment_folder(spec.find_course(course), slug))


def course_secret(course: Path) -> bytes:
    """Return the course's secret; made once, kept in `.autograder/secret`.

    The environment variable AUTOGRADER_SECRET comes first, so that CI and an
    instructor's laptop can give the same inputs to the same student.
    """
    given = os.environ.get(SECRET_VARIABLE)
    if given:
        return given.encode()
    path = spec.find_course(course) / ".autograder" / "secret"
    try:
        secret = path.read_bytes() if path.exists() else _new_secret(path)
    except OSError as error:
        msg = (
            f"cannot keep the course's secret in {str(path)!r} ({error.strerror}); "
            f"make the folder writable or set {SECRET_VARIABLE}"
        )
        raise SpecError(msg) from error
    if not secret:
        msg = f"the course's secret in {str(path)!r} is empty; restore it, or remove the file"
        raise SpecError(msg)
    return secret


def _new_secret(path: Path) -> bytes:
    path.parent.mkdir(exist_ok=True)
    secret = secrets.token_hex(SECRET_BYTES).encode()
    unfinished = path.with_name(f".secret.{os.getpid()}")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
            file.write(secret)
        # Whole or not at all: another grader must not read half a secret.
        os.link(unfinished, path)
    except FileExistsError:  # another grader was faster
        return path.read_bytes()
    finally:
        unfinished.unlink(missing_ok=True)
    return secret
