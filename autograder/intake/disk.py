"""Read a student's files from disk without following a link or waiting on a pipe."""

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO

from autograder.errors import SubmissionError

from .bounds import CHUNK, MAX_DEPTH, MAX_ENTRIES, LeftOutError, RefusedError, megabytes
from .entry import Entry, make_entry
from .names import is_junk, printable

TRIES = 5
PAUSE_SECONDS = 0.1

_HAS_STEPS = os.open in os.supports_dir_fd and hasattr(os, "O_DIRECTORY")
"""False on Windows: there, files are looked at by their paths, as `check` does at home."""


def _flags(*names: str) -> int:
    """Return the flags that this system knows, for reading bytes."""
    return sum(getattr(os, name, 0) for name in ("O_RDONLY", "O_BINARY", *names))


_FOLDER = _flags("O_DIRECTORY", "O_NOFOLLOW", "O_CLOEXEC")
# Without O_NONBLOCK, opening a named pipe would wait for a writer.
_FILE = _flags("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC")

_Place = int | Path
"""An open folder; where systems know no steps from one, its path."""


def read_plain(root: Path, name: str, limit: int) -> bytes:
    """Return the content of the regular file `name` beneath `root`.

    Raises:
        RefusedError: it is no regular file, or a folder on the way is a link.
        LeftOutError: it is longer than `limit`.
        SubmissionError: the disk or its permissions say no.
    """
    *folders, last = name.split("/")
    with _opened(root, tuple(folders)) as folder:
        return _read_at(folder, last, limit)


def named_entries(root: Path, names: tuple[str, ...]) -> list[Entry]:
    """Return entries for those of `names` that lie beneath `root`; look at nothing else."""
    return [
        _entry(root, name, _status(root, name)) for name in names if os.path.lexists(root / name)
    ]


def listing(
    root: Path, folders: tuple[str, ...], most: int
) -> Iterator[tuple[str, os.stat_result]]:
    """Yield what lies in a folder beneath `root`, junk left out; one too many if beyond `most`.

    Raises:
        RefusedError: a folder on the way is a link, or no folder.
        SubmissionError: the disk or its permissions say no.
    """
    with _opened(root, folders) as folder, os.scandir(folder) as items:
        counted = (item for item in items if not is_junk(item.name))
        # One too many: the caller refuses; a million names need not be read first.
        for item in islice(counted, most + 1):
            yield item.name, item.stat(follow_symlinks=False)


def folder_entries(root: Path) -> list[Entry]:
    """Return an entry for each file beneath `root`, junk left out, in order of names.

    Raises:
        RefusedError: `root` is a link or no folder, or holds too much.
        SubmissionError: the disk or its permissions say no.
    """
    entries: list[Entry] = []
    waiting: list[tuple[str, ...]] = [()]
    seen = 0
    while waiting:
        folders = waiting.pop()
        found = list(listing(root, folders, MAX_ENTRIES))
        seen += len(found)
        if seen > MAX_ENTRIES:
            msg = f"expected at most {MAX_ENTRIES} files, found more; hand in those asked for"
            raise RefusedError(msg)
        for item, status in found:
            path = (*folders, item)
            if stat.S_ISDIR(status.st_mode) and len(path) < MAX_DEPTH:
                waiting.append(path)
            else:
                entries.append(_entry(root, "/".join(path), status))
    return sorted(entries, key=lambda entry: entry.name)


def _entry(root: Path, name: str, status: os.stat_result) -> Entry:
    refusal = "" if stat.S_ISREG(status.st_mode) else _kind(status.st_mode)
    read: Callable[[int], bytes] = partial(read_plain, root, name)
    return make_entry(name, status.st_size, read, refusal)


def _kind(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "is a link, not a file"
    return "lies too deep" if stat.S_ISDIR(mode) else "is not a regular file"


def _status(root: Path, name: str) -> os.stat_result:
    *folders, last = name.split("/")
    with _opened(root, tuple(folders)) as folder:
        return _look(last, folder)


def _look(name: str | Path, folder: _Place | None) -> os.stat_result:
    if isinstance(folder, Path):
        return (folder / name).lstat()
    return os.stat(name, dir_fd=folder, follow_symlinks=False)


@contextmanager
def _opened(root: Path, folders: tuple[str, ...]) -> Iterator[_Place]:
    """Open a folder step by step, so that no step follows a link."""
    held: list[int] = []
    try:
        if not _HAS_STEPS:
            yield _walked(root, folders)
            return
        held.append(_open(root, None, is_folder=True))
        for name in folders:
            held.append(_open(name, held[-1], is_folder=True))
        yield held[-1]
    except OSError as error:
        msg = f"cannot read {str(root)!r}: {error.strerror}; check the disk and its permissions"
        raise SubmissionError(msg) from error
    finally:
        for descriptor in reversed(held):
            os.close(descriptor)


def _walked(root: Path, folders: tuple[str, ...]) -> Path:
    """Return the path of a folder to which no link leads."""
    for name in folders:
        _check_kind(name, root, is_folder=True)
        root /= name
    return root


def _open(name: str | Path, folder: _Place | None, *, is_folder: bool) -> int:
    _check_kind(name, folder, is_folder=is_folder)
    flags = _FOLDER if is_folder else _FILE
    if isinstance(folder, Path):
        return os.open(folder / name, flags)
    return os.open(name, flags, dir_fd=folder)


def _check_kind(name: str | Path, folder: _Place | None, *, is_folder: bool) -> None:
    status = _look(name, folder)
    if not (stat.S_ISDIR if is_folder else stat.S_ISREG)(status.st_mode):
        what = "a folder" if is_folder else "a regular file"
        found = "a link" if stat.S_ISLNK(status.st_mode) else "something else"
        shown = printable(Path(name).name)
        msg = f"expected {what} at {shown}, found {found}; hand in plain files and folders"
        raise RefusedError(msg)


def _read_at(folder: _Place, name: str, limit: int) -> bytes:
    """Return the content; while somebody writes to the file, look again: never half of two."""
    for attempt in range(TRIES):
        time.sleep(attempt * PAUSE_SECONDS)
        with os.fdopen(_open(name, folder, is_folder=False), "rb") as file:
            before = os.fstat(file.fileno())
            # Between looking and opening the file may have been replaced by another kind.
            if not stat.S_ISREG(before.st_mode):
                msg = f"{printable(name)} is not a regular file; hand in plain files"
                raise RefusedError(msg)
            content = _content(file, limit)
            after = os.fstat(file.fileno())
        if (before.st_mtime_ns, len(content)) == (after.st_mtime_ns, after.st_size):
            return content
    msg = f"{printable(name)} is being written to at this moment; run again when that is done"
    raise SubmissionError(msg)


def _content(file: IO[bytes], limit: int) -> bytes:
    content = bytearray()
    while chunk := file.read(CHUNK):
        content += chunk
        if len(content) > limit:
            msg = f"is larger than {megabytes(limit)}"
            raise LeftOutError(msg)
    return bytes(content)
