"""The entries of a tar held in memory; our own reader, because it must never loop or guess.

The standard reader has looped on negative sizes and crawled on crafted pax
headers; this one knows regular files, folders and long names, and refuses the rest.
"""

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from .bounds import CHUNK, Budget, LeftOutError, RefusedError, check_ratio, megabytes
from .entry import Entry, make_entry

BLOCK = 512
MAGIC = slice(257, 262)
_REGULAR = (b"0", b"\0")
_LINKS = (b"1", b"2")
_FOLDER = b"5"
_GNU_NAME, _GNU_LINK = b"L", b"K"
_PAX, _PAX_GLOBAL = b"x", b"g"
_MAX_HEADER = 64 * 1024


def unpack_gzip(data: bytes, most: int) -> bytes:
    """Return what `data` unpacks to.

    Raises:
        RefusedError: it is damaged, longer than `most`, or grows like a bomb.
    """
    content, budget = bytearray(), Budget(most)
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            while chunk := stream.read(CHUNK):
                content += chunk
                budget.spend(len(chunk))
                check_ratio("the archive", len(content), len(data))
    except (EOFError, zlib.error, OSError) as error:
        msg = "it is not a .tar.gz that can be read; was it uploaded whole?"
        raise RefusedError(msg) from error
    return bytes(content)


def tar_entries(data: bytes) -> list[Entry]:
    """Return the entries of a tar.

    Raises:
        RefusedError: it cannot be read as a tar.
    """
    return [entry for header in _headers(data) if (entry := _entry(data, header))]


@dataclass(frozen=True)
class _Header:
    name: str
    kind: bytes
    start: int
    size: int
    sparse: bool = False


def _entry(data: bytes, header: _Header) -> Entry | None:
    if header.kind == _FOLDER or (header.kind == b"\0" and header.name.endswith("/")):
        return None
    refusal = "" if header.kind in _REGULAR and not header.sparse else "is not a regular file"
    if header.kind in _LINKS:
        refusal = "is a link, not a file"
    return make_entry(header.name, header.size, partial(_read, data, header), refusal)


def _read(data: bytes, header: _Header, limit: int) -> bytes:
    if header.size > limit:
        msg = f"is larger than {megabytes(limit)}"
        raise LeftOutError(msg)
    return data[header.start : header.start + header.size]


def _headers(data: bytes) -> Iterator[_Header]:
    position, extra = 0, dict[str, bytes]()
    while position + BLOCK <= len(data):
        block = data[position : position + BLOCK]
        if not any(block):
            return
        start, kind = position + BLOCK, block[156:157]
        size = _size(block, extra)
        if start + size > len(data):
            raise _damaged()
        position = start + -(-size // BLOCK) * BLOCK
        if kind in (_GNU_NAME, _PAX):
            extra |= _extra(kind, data[start : start + size])
        elif kind not in (_GNU_LINK, _PAX_GLOBAL):
            sparse = any(key.startswith("GNU.sparse") for key in extra)
            yield _Header(_name(block, extra), kind, start, size, sparse)
            extra = {}


def _size(block: bytes, extra: dict[str, bytes]) -> int:
    """Return the size in a header whose sum is right. Raises RefusedError."""
    unsummed = block[:148] + b" " * 8 + block[156:]
    if sum(unsummed) != _octal(block[148:156]):
        raise _damaged()
    # The size in pax records is of the file, not of another record about it.
    described = block[156:157] not in (_GNU_NAME, _GNU_LINK, _PAX, _PAX_GLOBAL)
    if described and (size := extra.get("size")) is not None:
        return _decimal(size)
    return _octal(block[124:136])


def _octal(field: bytes) -> int:
    text = field.strip(b" \0")
    if not all(digit in b"01234567" for digit in text):
        # Also the binary form, for sizes of 8 GB and more: far above any limit of ours.
        raise _damaged()
    return int(text or b"0", 8)


def _decimal(text: bytes) -> int:
    if not text.isdigit() or len(text) > 15:  # noqa: PLR2004 - more than a petabyte
        raise _damaged()
    return int(text)


def _name(block: bytes, extra: dict[str, bytes]) -> str:
    raw = extra.get("path")
    if raw is None:
        raw = block[:100].split(b"\0")[0]
        prefix = block[345:500].split(b"\0")[0] if block[257:263] == b"ustar\0" else b""
        raw = prefix + b"/" + raw if prefix else raw
    return raw.decode("utf-8", "surrogateescape")


def _extra(kind: bytes, content: bytes) -> dict[str, bytes]:
    """Return what a header about the next entry says of it. Raises RefusedError."""
    if len(content) > _MAX_HEADER:
        raise _damaged()
    if kind == _GNU_NAME:
        return {"path": content.removesuffix(b"\0")}
    found: dict[str, bytes] = {}
    while content.strip(b"\0"):
        length, _, _ = content.partition(b" ")
        end = _decimal(length)
        key, equals, value = content[len(length) + 1 : end].partition(b"=")
        if end <= len(length) or not equals or not value.endswith(b"\n"):
            raise _damaged()
        found[key.decode("utf-8", "replace")] = value[:-1]
        content = content[end:]
    return found


def _damaged() -> RefusedError:
    return RefusedError("it is not a tar that can be read; was it uploaded whole?")
