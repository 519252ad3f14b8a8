"""What can go wrong with the file, in words that say what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from autograder.errors import SandboxError


class GradebookError(SandboxError):
    """Our fault: the gradebook cannot be read or written. Never costs points."""


def place(url: URL) -> str:
    """Return the file's path, or the URL without its password."""
    return url.database or "" if url.get_backend_name() == "sqlite" else repr(url)


_WORDS = {
    "SQLITE_BUSY": "is locked by another program; close what holds it open and try again",
    "SQLITE_READONLY": "cannot be written; allow writing to the file and to its folder",
    "SQLITE_NOTADB": "is not a gradebook, or is damaged; restore a copy or name another file",
    "SQLITE_CORRUPT": "is damaged; restore a copy, or grade again into a new file",
    "SQLITE_FULL": "has no room left on its disk; nothing was changed: free some and run again",
    "SQLITE_IOERR": "could not be read or written by the disk; nothing was changed",
    "SQLITE_CANTOPEN": "cannot be opened; its folder must exist and be writable",
    "SQLITE_CONSTRAINT": "is append-only and refuses the change",
}


@contextmanager
def clear_errors(url: URL) -> Iterator[None]:
    """Turn whatever the database raises into a GradebookError."""
    try:
        yield
    except SQLAlchemyError as error:
        original = getattr(error, "orig", None)
        code = getattr(original, "sqlite_errorname", "") if original else ""
        words = next((text for key, text in _WORDS.items() if code.startswith(key)), "")
        reason = original if isinstance(original, sqlite3.Error) else type(error).__name__
        msg = f"gradebook {place(url)!r} {words or 'cannot be used'} ({reason})"
        raise GradebookError(msg) from error
