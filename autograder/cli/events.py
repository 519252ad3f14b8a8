"""`--json-lines`: what happens, one JSON object a line, for programs. Fields: docs/grade.md."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock
from typing import Any, BinaryIO

from autograder.batch import Graded
from autograder.model import Assignment
from autograder.report.text import escaped_json

from .rows import row_of
from .tally import Kind, Tally

VERSION = 1
GONE = "nobody reads the JSON lines any more; grading goes on"


class JsonLines:
    """Writes events to `file`, each at once; a reader that leaves ends the events alone.

    Args:
        file: where they go: standard output as bytes; None if nobody asked for them.
        lost: told once, in words, when there is no reader any more.
    """

    def __init__(self, file: BinaryIO | None, lost: Callable[[str], None]) -> None:
        self._file = file
        self._lost = lost
        self._lock = Lock()  # a warning may come from another thread

    def started(self, assignment: Assignment, out: str, total: int) -> None:
        """Say what is about to be graded."""
        self._write(
            "started",
            assignment=assignment.slug,
            assignment_title=assignment.title,
            assignment_version=assignment.version,
            out=out,
            total=total,
        )

    def graded(self, graded: Graded, tally: Tally) -> None:
        """Say what became of one submission."""
        self._write(
            "graded",
            done=tally.done,
            total=tally.total,
            kept=not graded.again,
            **row_of(graded.grade),
            waiting_points=graded.grade.waiting_points,
        )

    def warning(self, text: str) -> None:
        """Say what a person reads on standard error."""
        self._write("warning", text=text)

    def stopped(self, reason: str, tally: Tally) -> None:
        """Say that an error, or an interrupt, has ended the grading."""
        self._write("stopped", reason=reason, **_counts(tally))

    def finished(self, code: int, tally: Tally, out: str) -> None:
        """Say how it ended, and with which exit code the command leaves."""
        self._write("finished", exit_code=code, out=out, **_counts(tally))

    def _write(self, event: str, **fields: Any) -> None:
        if self._file is None:
            return
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        record = {"event": event, "version": VERSION, "at": at, **fields}
        text = escaped_json(json.dumps(record, ensure_ascii=False, allow_nan=False))
        with self._lock:
            if self._file is None:  # the reader has left since
                return
            try:
                self._file.write(f"{text}\n".encode())
                self._file.flush()
            except BrokenPipeError:
                _forget(self._file)
                self._file = None
                self._lost(GONE)


def _counts(tally: Tally) -> dict[str, Any]:
    return {
        "done": tally.done,
        "total": tally.total,
        "kept": tally.kept,
        "counts": {kind.name.lower(): tally.counts[kind] for kind in Kind},
        "seconds": round(tally.seconds, 3),
    }


def _forget(file: BinaryIO) -> None:
    """Let what is left in the buffer go nowhere: at its end Python would flush it, and fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, file.fileno())
    os.close(nowhere)
