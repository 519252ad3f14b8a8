"""The entries of a zip. Headers lie: what is unpacked is counted while it is unpacked."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import IO

from autograder.errors import SubmissionError

from .bounds import CHUNK, Budget, LeftOutError, RefusedError, check_ratio, megabytes
from .entry import Entry, make_entry
from .names import printable

_ENCRYPTED = 0x1
# bz2 and lzma unpack without a bound in zipfile: 4 KB could ask for gigabytes.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What zipfile raises, met by fuzzing, on bytes that are not quite a zip.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
_BYTES_AN_ENTRY = 128


@contextmanager
def zip_entries(file: IO[bytes], budget: Budget, most: int) -> Iterator[list[Entry]]:
    """Yield the entries of an open zip; they can be read while the block lasts.

    Raises:
        RefusedError: it cannot be read as a zip, or its directory is too large
            for `most` entries.
    """
    bounded = _Bounded(file, most * _BYTES_AN_ENTRY)
    try:
        archive = zipfile.ZipFile(bounded)
    except _BROKEN as error:
        msg = "it is not a zip that can be read; was it uploaded whole?"
        raise RefusedError(msg) from error
    with archive:
        infos = [info for info in archive.infolist() if not info.orig_filename.endswith("/")]
        yield [_entry(archive, info, bounded.length, budget) for info in infos]


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, length: int, budget: Budget) -> Entry:
    packed = min(info.compress_size, length)
    read = partial(_read, archive, info, packed, budget)
    # orig_filename: zipfile cuts `filename` at a NUL.
    return make_entry(info.orig_filename, info.file_size, read, _refusal(info), packed)


def _refusal(info: zipfile.ZipInfo) -> str:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "is a link, not a file" if kind == stat.S_IFLNK else "is not a regular file"
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted and cannot be read"
    return "" if info.compress_type in _METHODS else "is packed by an unusual method"


def _read(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, packed: int, budget: Budget, limit: int
) -> bytes:
    name, content = printable(info.orig_filename), bytearray()
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(CHUNK):
                content += chunk
                budget.spend(len(chunk))
                check_ratio(name, len(content), packed)
                if len(content) > limit:
                    msg = f"is larger than {megabytes(limit)}"
                    raise LeftOutError(msg)
    except _BROKEN as error:
        msg = f"the entry {name} is damaged; was the zip uploaded whole?"
        raise RefusedError(msg) from error
    if len(content) != info.file_size:
        msg = f"the entry {name} is not as long as the zip says; was it uploaded whole?"
        raise RefusedError(msg)
    return bytes(content)


class _Bounded(io.RawIOBase):
    """A file whose single reads are bounded: zipfile reads a zip's directory in one piece."""

    def __init__(self, file: IO[bytes], most: int) -> None:
        super().__init__()
        self._file = file
        self._most = max(most, 2 * zipfile.ZIP_MAX_COMMENT)
        self.length = file.seek(0, io.SEEK_END)

    def read(self, size: int = -1) -> bytes:
        left = max(0, self.length - self._file.tell())
        count = left if size < 0 else min(size, left)
        if count > self._most:
            msg = "its directory is too large; hand in only the files asked for"
            raise RefusedError(msg)
        try:
            return self._file.read(count)
        except OSError as error:
            msg = f"cannot read an archive: {error.strerror}; check the disk"
            raise SubmissionError(msg) from error

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._file.tell(), io.SEEK_END: self.length}[whence]
        if base + offset < 0:
            # zipfile looks for a part that a short zip lacks, and expects this error.
            msg = "negative seek"
            raise OSError(msg)
        return self._file.seek(base + offset)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True
