"""What a suite may run on the trusted side: the reference, and the reference with a mistake in it.

Written to a folder once for a whole class; the test processes read from there what they
need, and share what the interpreter has compiled of it.
"""

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.model import Record
from autograder.scratch import Scratch

INDEX = "index.json"
REFERENCE = "reference"


class Suspect(Record):
    """The reference with one typical mistake in it, or under another convention."""

    id: str
    says: str
    """What a student reads whose result equals this one's."""
    tasks: tuple[str, ...] | None = None
    """The tasks in which it shows; any if None."""
    files: dict[str, bytes]


class AuthorsCode(Record):
    """All code of the author that a run may need beside the tests."""

    reference: dict[str, bytes]
    suspects: tuple[Suspect, ...] = ()


class Bench:
    """Writes the author's code to a folder when it is first asked for; a context manager."""

    def __init__(self, code: Callable[[], AuthorsCode | None]) -> None:
        self._code = code
        self._lock = threading.Lock()
        self._folder: Scratch | None = None
        self._is_written = False

    def shelf(self) -> Path | None:
        """Return the folder; None if there is no code of the author."""
        with self._lock:
            if not self._is_written:
                self._is_written = True
                self._write()
            return self._folder.path if self._folder is not None else None

    def close(self) -> None:
        """Remove the folder; the next question writes another."""
        with self._lock:
            folder, self._folder, self._is_written = self._folder, None, False
            if folder is not None:
                folder.remove()

    def _write(self) -> None:
        code = self._code()
        if code is not None:
            self._folder = Scratch()
            write_shelf(self._folder.path, code)


def write_shelf(folder: Path, code: AuthorsCode) -> None:
    """Write `code` below `folder`."""
    _write_files(folder / REFERENCE, code.reference)
    index = []
    for number, suspect in enumerate(code.suspects):
        place = f"suspect-{number}"
        _write_files(folder / place, suspect.files)
        index.append({**suspect.model_dump(mode="json", exclude={"files"}), "place": place})
    (folder / INDEX).write_text(json.dumps(index), encoding="utf-8")


class Shelved:
    """One suspect as a test process finds it."""

    def __init__(self, folder: Path, entry: Mapping[str, Any]) -> None:
        self.id: str = entry["id"]
        self.says: str = entry["says"]
        self.tasks: Sequence[str] | None = entry["tasks"]
        self.folder = folder / entry["place"]


def suspects_on(folder: Path) -> tuple[Shelved, ...]:
    """Return the suspects of a shelf, in the author's order."""
    entries = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    return tuple(Shelved(folder, entry) for entry in entries)


def reference_on(folder: Path) -> Path:
    """Return the folder of the reference's files."""
    return folder / REFERENCE


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
