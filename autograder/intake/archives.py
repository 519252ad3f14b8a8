"""Open an archive by what its first bytes say, whatever it is called."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from autograder.errors import SubmissionError

from .bounds import CLASS_ENTRIES, CLASS_TAR, MAX_ENTRIES, MAX_TOTAL, Budget, RefusedError
from .entry import Entry
from .tars import BLOCK, MAGIC, tar_entries, unpack_gzip
from .zips import zip_entries

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b"


@contextmanager
def archive_entries(data: bytes, budget: Budget) -> Iterator[list[Entry]]:
    """Yield the entries of one student's archive.

    Raises:
        RefusedError: it cannot be read, or holds too much.
    """
    if data.startswith(_ZIP):
        # Twenty times the limit: junk is not counted, and the count is told in words.
        with zip_entries(io.BytesIO(data), budget, 20 * MAX_ENTRIES) as entries:
            yield entries
    else:
        yield tar_entries(_tar(data, MAX_TOTAL, budget))


@dataclass(frozen=True)
class ClassArchive:
    """One archive with the work of many students."""

    path: Path
    tar: bytes | None = field(default=None, repr=False)
    """The tar, unpacked once; None for a zip, which is read from disk."""

    @contextmanager
    def entries(self, budget: Budget) -> Iterator[list[Entry]]:
        """Yield all entries, badly named and hostile ones too. Raises RefusedError."""
        if self.tar is not None:
            yield tar_entries(self.tar)
            return
        with _open(self.path) as file, zip_entries(file, budget, CLASS_ENTRIES) as entries:
            yield entries


def open_class_archive(path: Path) -> ClassArchive:
    """Look at the archive at `path`.

    Raises:
        RefusedError: it is neither zip nor tar.
        SubmissionError: the disk or its permissions say no.
    """
    with _open(path) as file:
        start = file.read(BLOCK)
        if start.startswith(_ZIP):
            return ClassArchive(path)
        data = start + file.read(CLASS_TAR)
    if len(data) > CLASS_TAR:
        msg = "expected at most 256 MB of tar; pack the class as a zip"
        raise RefusedError(msg)
    return ClassArchive(path, _tar(data, CLASS_TAR, Budget(CLASS_TAR)))


def _tar(data: bytes, most: int, budget: Budget) -> bytes:
    if data.startswith(_GZIP):
        data = unpack_gzip(data, most)
        budget.spend(len(data))
    if data[MAGIC] != b"ustar":
        msg = "expected a .zip, .tar or .tar.gz, found another kind of file; pack it as a .zip"
        raise RefusedError(msg)
    return data


def _open(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        msg = f"cannot read {str(path)!r}: {error.strerror}; check the path and its permissions"
        raise SubmissionError(msg) from error
