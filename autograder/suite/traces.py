"""Tracebacks cut to what an author wrote: pytest's way in and our way across say nothing."""

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import pytest

WAYS_IN = frozenset({"_pytest", "pluggy"})
OURS = Path(__file__).resolve().parent


def cut(info: pytest.ExceptionInfo[BaseException]) -> None:
    """Let the traceback of a failed test start in the author's file and end before this package."""
    frames = list(_frames(info.tb))
    theirs = [place for place, frame in enumerate(frames) if not _is_between(frame)]
    if theirs:
        # What follows is cut off the exception itself; the start is what pytest shows from.
        frames[theirs[-1]].tb_next = None
        info.traceback = type(info.traceback)(frames[theirs[0]])


def _frames(trace: TracebackType | None) -> Iterator[TracebackType]:
    while trace is not None:
        yield trace
        trace = trace.tb_next


def _is_between(frame: TracebackType) -> bool:
    path = Path(frame.tb_frame.f_code.co_filename)
    return path.parent == OURS or not WAYS_IN.isdisjoint(path.parts)
