"""Protocol Buffers as bytes: fields read and written without a schema.

The encoding is described at protobuf.dev/programming-guides/encoding; an ONNX file is one message.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_SIZES = {_FIXED64: 8, _FIXED32: 4}


@dataclass(frozen=True)
class Field:
    """One field of a message: its number, and its value without length."""

    number: int
    value: bytes


def fields(message: bytes) -> Iterator[Field]:
    """Yield the fields of a message in their order.

    Raises:
        ValueError: the bytes are no message.
    """
    at = 0
    while at < len(message):
        start = at
        key, at = _varint(message, at)
        kind = key & 7
        if kind == _VARINT:
            first = at
            _, at = _varint(message, at)
        elif kind == _BYTES:
            size, first = _varint(message, at)
            at = first + size
        elif kind in _SIZES:
            first, at = at, at + _SIZES[kind]
        else:
            msg = f"expected a field at byte {start}, found wire type {kind}"
            raise ValueError(msg)
        if at > len(message):
            msg = f"the field at byte {start} ends after the message"
            raise ValueError(msg)
        yield Field(key >> 3, message[first:at])


def bytes_field(number: int, value: bytes) -> bytes:
    """Return a field that holds a text or a message."""
    return _encoded(number << 3 | _BYTES) + _encoded(len(value)) + value


def number_field(number: int, value: int) -> bytes:
    """Return a field that holds a number from 0."""
    return _encoded(number << 3 | _VARINT) + _encoded(value)


def float_field(number: int, value: float) -> bytes:
    """Return a field that holds a float32."""
    return _encoded(number << 3 | _FIXED32) + struct.pack("<f", value)


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(message):
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:  # noqa: PLR2004 -- the top bit says that another byte follows
            return value, at
    msg = "the message ends within a number"
    raise ValueError(msg)


def _encoded(value: int) -> bytes:
    found = bytearray()
    while value > 0x7F:  # noqa: PLR2004 -- seven bits a byte
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])
