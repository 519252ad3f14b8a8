"""A student's exception in words that cross: type, message, own frames. Trusts no method of it."""

import traceback
from collections import deque
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, cast

from autograder.wire import printable

Stage = Literal["import", "missing", "call", "encode"]

MESSAGE_CHARS = 2000
TYPE_CHARS = 80
FRAMES = 12
MIRRORED = frozenset(
    {
        *(ArithmeticError, AssertionError, AttributeError, BufferError, EOFError, Exception),
        *(FileNotFoundError, FloatingPointError, ImportError, IndexError, KeyError),
        *(LookupError, MemoryError, ModuleNotFoundError, NameError, NotImplementedError),
        *(OSError, OverflowError, PermissionError, RecursionError, RuntimeError),
        *(SyntaxError, TypeError, UnboundLocalError, ValueError, ZeroDivisionError),
    }
)
"""The classes that a test may name in `pytest.raises`; the nearest ancestor is told."""

# Read through the slots of `type`: a metaclass can make attributes say anything.
_name_of = type.__dict__["__name__"].__get__
_ancestors_of = type.__dict__["__mro__"].__get__


class StudentFailure(Exception):  # noqa: N818 - an answer on its way, not an error of ours
    """An error answer, ready to be sent."""

    def __init__(self, record: dict[str, Any]) -> None:
        super().__init__(record["message"])
        self.record = record


def refusal(message: str, *, kind: str, stage: Stage = "call") -> StudentFailure:
    """Return the failure of a request that no line of the student's code is to blame for."""
    record = {"type": kind, "message": message[:MESSAGE_CHARS], "stage": stage}
    return StudentFailure({**record, "frames": [], "mirror": None})


def describe(error: BaseException, stage: Stage, folder: Path) -> dict[str, Any]:
    """Return the error answer for what student code raised, with its frames below `folder`."""
    return {
        "type": type_name(error),
        "message": _message(error),
        "stage": stage,
        "frames": _frames(error, folder),
        "mirror": _mirror(error),
    }


def type_name(value: object) -> str:
    """Return the name of `value`'s real type, printable and short."""
    return printable(_name_of(type(value)), TYPE_CHARS)


def _message(error: BaseException) -> str:
    try:
        # A slice of a str subclass's text, taken by str itself, is a plain str.
        text = str.__getitem__(str(error), slice(0, MESSAGE_CHARS))
        return text.encode("utf-8", "replace").decode("utf-8")
    except BaseException as second:  # noqa: BLE001 - the student's __str__ may raise anything
        return f"(its message could not be read: {type_name(second)})"


def _mirror(error: BaseException) -> str | None:
    ancestors = cast("tuple[type, ...]", _ancestors_of(type(error)))
    return next((kind.__name__ for kind in ancestors if kind in MIRRORED), None)


def _frames(error: BaseException, folder: Path) -> list[list[Any]]:
    found: deque[list[Any]] = deque(maxlen=FRAMES)
    for frame, line in traceback.walk_tb(_traceback_of(error)):
        name = own_file(frame.f_code.co_filename, folder)
        if name is not None:
            found.append([name, line, printable(frame.f_code.co_name, TYPE_CHARS)])
    if isinstance(error, SyntaxError):
        found.extend(_syntax_frame(error, folder))
    return list(found)


def _traceback_of(error: BaseException) -> TracebackType | None:
    slot = BaseException.__dict__["__traceback__"]
    return cast("TracebackType | None", slot.__get__(error))


def _syntax_frame(error: SyntaxError, folder: Path) -> list[list[Any]]:
    # The file that does not parse has no frame: nothing of it has run.
    if type(error.filename) is not str or type(error.lineno) is not int:
        return []
    name = own_file(error.filename, folder)
    return [] if name is None else [[name, error.lineno, "<module>"]]


def own_file(filename: str, folder: Path) -> str | None:
    """Return `filename` relative to `folder` with forward slashes, None if it is elsewhere."""
    path = Path(filename)
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else None
