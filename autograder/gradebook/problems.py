"""What can go wrong with the database, in words that say what to do; never with a password."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from autograder.errors import SandboxError

from .places import place, without_secrets


class GradebookError(SandboxError):
    """Our fault: the gradebook cannot be read or written. Never costs points."""


_SQLITE = {
    "SQLITE_BUSY": "is locked by another program; close what holds it open and try again",
    "SQLITE_READONLY": "cannot be written; allow writing to the file and to its folder",
    "SQLITE_NOTADB": "is not a gradebook, or is damaged; restore a copy or name another file",
    "SQLITE_CORRUPT": "is damaged; restore a copy, or grade again into a new file",
    "SQLITE_FULL": "has no room left on its disk; nothing was changed: free some and run again",
    "SQLITE_IOERR": "could not be read or written by the disk; nothing was changed",
    "SQLITE_CANTOPEN": "cannot be opened; its folder must exist and be writable",
    "SQLITE_CONSTRAINT": "is append-only and refuses the change",
}
_SERVER = {
    "P0001": "is append-only and refuses the change",
    "23": "is append-only and refuses the change",
    "25006": "cannot be written: the server is read-only; nothing was changed",
    "42501": "refuses this user; grant it SELECT and INSERT on the tables and USAGE on sequences",
    "42P01": "lacks a table of ours; restore a copy, or name another database",
    "53100": "has no room left on its disk; nothing was changed: free some and run again",
    "53300": "has too many connections; nothing was changed: try again later",
    "55P03": "is locked by another program; nothing was changed: try again later",
}
"""By the beginning of an SQLSTATE."""
_CONNECTION = ("OperationalError", "ConnectionTimeout")
"""psycopg's errors without an SQLSTATE that are about the connection."""
_REFUSED = "refuses the user or the password; put the right one into PGPASSWORD or ~/.pgpass"
_NO_DATABASE = "has no such database; create it, or name another"
_AWAY = "cannot be reached; is the server up, and are host and port right?"
_ENDED = "ended the connection; run the same command again, what was stored is kept"


@contextmanager
def clear_errors(url: URL) -> Iterator[None]:
    """Turn whatever the database raises into a GradebookError."""
    try:
        yield
    except SQLAlchemyError as error:
        original = getattr(error, "orig", None)
        words = _words(original, was_open=getattr(error, "statement", None) is not None)
        reason = str(original).strip().partition("\n")[0] if original else type(error).__name__
        msg = f"gradebook {place(url)!r} {words} ({without_secrets(reason, url)})"
        # The driver's own traceback may quote how it was called.
        raise GradebookError(msg) from (None if url.password else error)


def _words(original: BaseException | None, *, was_open: bool) -> str:
    if isinstance(original, sqlite3.Error):
        return _of(_SQLITE, getattr(original, "sqlite_errorname", "") or "")
    state = getattr(original, "sqlstate", None)
    return _of(_SERVER, state) if state else _connection_words(original, was_open=was_open)


def _connection_words(original: BaseException | None, *, was_open: bool) -> str:
    # What the server says before a session begins bears no SQLSTATE.
    text = str(original).lower()
    if "authentication" in text or "password" in text or "no pg_hba.conf entry" in text:
        return _REFUSED
    if "does not exist" in text:
        return _NO_DATABASE if "database" in text else _REFUSED
    if type(original).__name__ not in _CONNECTION:
        return "cannot be used"
    return _ENDED if was_open else _AWAY


def _of(words: dict[str, str], code: str) -> str:
    return next((text for key, text in words.items() if code.startswith(key)), "cannot be used")
