"""Frames: magic, two lengths, a JSON header, then raw buffers. Knows nothing of values.

offset 0   magic         4 bytes  b"AGW1"
offset 4   header length u32, little-endian
offset 8   body length   u32, little-endian
offset 12  header        a JSON object; key "buffers" lists the lengths of the buffers
then       body          the buffers, end to end
"""

import json
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.errors import ProtocolError

from .limits import DEFAULT_LIMITS, WireLimits

MAGIC = b"AGW1"
PREFIX = struct.Struct("<4sII")
U32_MAX = (1 << 32) - 1

Buffer = bytes | bytearray | memoryview


@dataclass(frozen=True, slots=True)
class Frame:
    """One message: a JSON object and the raw buffers that it refers to by index."""

    header: dict[str, Any]
    buffers: Sequence[Buffer] = field(default=())


def pack(frame: Frame, limits: WireLimits = DEFAULT_LIMITS) -> bytearray:
    """Return `frame` as bytes.

    Raises:
        ProtocolError: header or body exceed `limits`, or the header is not JSON.
    """
    packed = pack_head(frame.header, [_byte_length(buffer) for buffer in frame.buffers], limits)
    for buffer in frame.buffers:
        packed += buffer
    return packed


def pack_head(
    header: dict[str, Any], lengths: Sequence[int], limits: WireLimits = DEFAULT_LIMITS
) -> bytearray:
    """Return the bytes of a frame up to its buffers, for whoever sends those uncopied.

    Raises:
        ProtocolError: as `pack`.
    """
    packed = _dump({**header, "buffers": list(lengths)})
    _check_lengths(len(packed), sum(lengths), limits)
    return bytearray(PREFIX.pack(MAGIC, len(packed), sum(lengths)) + packed)


def frame_lengths(prefix: bytes, limits: WireLimits = DEFAULT_LIMITS) -> tuple[int, int]:
    """Return (header length, body length) announced by the first 12 bytes of a frame.

    Raises:
        ProtocolError: wrong magic, or a length beyond `limits`.
    """
    magic, header, body = PREFIX.unpack(prefix)
    if magic != MAGIC:
        msg = f"a frame starts with {MAGIC!r}, found {magic!r}"
        raise ProtocolError(msg)
    _check_lengths(header, body, limits)
    return header, body


def parse(header: bytes, body: Buffer, limits: WireLimits = DEFAULT_LIMITS) -> Frame:
    """Return the frame of these bytes; buffers are views into `body`.

    Raises:
        ProtocolError: the header is no JSON object, or its buffers do not fill the body.
    """
    fields = _load(header, limits)
    lengths = fields.pop("buffers", None)
    return Frame(fields, _split(memoryview(body), lengths, limits))


def unpack(data: Buffer, limits: WireLimits = DEFAULT_LIMITS) -> Frame:
    """Return the one frame that fills `data` exactly.

    Raises:
        ProtocolError: `data` is not exactly one valid frame.
    """
    view = memoryview(data)
    if len(view) < PREFIX.size:
        msg = f"a frame has at least {PREFIX.size} bytes, found {len(view)}"
        raise ProtocolError(msg)
    header, body = frame_lengths(bytes(view[: PREFIX.size]), limits)
    if len(view) != PREFIX.size + header + body:
        msg = f"a frame of {PREFIX.size + header + body} bytes was announced, found {len(view)}"
        raise ProtocolError(msg)
    end = PREFIX.size + header
    return parse(bytes(view[PREFIX.size : end]), view[end:], limits)


def read_frame(receive: Callable[[int], bytes], limits: WireLimits = DEFAULT_LIMITS) -> Frame:
    """Read one frame by `receive(count)`, which returns exactly that many bytes."""
    header, body = frame_lengths(receive(PREFIX.size), limits)
    return parse(receive(header), receive(body) if body else b"", limits)


def _byte_length(buffer: Buffer) -> int:
    return buffer.nbytes if isinstance(buffer, memoryview) else len(buffer)


def _check_lengths(header: int, body: int, limits: WireLimits) -> None:
    if header > min(limits.header_bytes, U32_MAX):
        msg = f"a header may have {limits.header_bytes} bytes, this one has {header}"
        raise ProtocolError(msg)
    if body > min(limits.body_bytes, U32_MAX):
        msg = f"the arrays of one call may have {limits.body_bytes} bytes, these have {body}"
        raise ProtocolError(msg)


def _dump(header: dict[str, Any]) -> bytes:
    try:
        return json.dumps(header, separators=(",", ":"), allow_nan=False).encode("ascii")
    except (ValueError, TypeError, RecursionError) as error:
        msg = f"a header must be plain JSON: {error}"
        raise ProtocolError(msg) from None


def _load(header: bytes, limits: WireLimits) -> dict[str, Any]:
    def parse_int(digits: str) -> int:
        if len(digits) > limits.integer_digits:
            msg = f"an integer may have {limits.integer_digits} digits, found {len(digits)}"
            raise ProtocolError(msg)
        return int(digits)

    try:
        fields = json.loads(
            header.decode("utf-8"),
            parse_int=parse_int,
            parse_constant=_refuse_constant,
            object_pairs_hook=_unique_pairs,
        )
    except (ValueError, RecursionError) as error:
        msg = f"a header must be JSON in UTF-8: {type(error).__name__}"
        raise ProtocolError(msg) from None
    if type(fields) is not dict:
        msg = f"a header must be a JSON object, found {type(fields).__name__}"
        raise ProtocolError(msg)
    return fields


def _refuse_constant(name: str) -> float:
    msg = f"{name} is not JSON"
    raise ProtocolError(msg)


def _unique_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        msg = "a header names a key twice"
        raise ProtocolError(msg)
    return fields


def _split(body: memoryview, lengths: Any, limits: WireLimits) -> list[memoryview]:
    if type(lengths) is not list or len(lengths) > limits.buffers:
        msg = f"a header lists at most {limits.buffers} buffers"
        raise ProtocolError(msg)
    if any(type(length) is not int or length < 0 for length in lengths):
        msg = "a buffer's length must be a whole number from 0"
        raise ProtocolError(msg)
    if sum(lengths) != len(body):
        msg = f"buffers of {sum(lengths)} bytes were announced, found {len(body)}"
        raise ProtocolError(msg)
    buffers, start = [], 0
    for length in lengths:
        buffers.append(body[start : start + length])
        start += length
    return buffers
