"""Frames and values across the wall, the same code on both sides.

Standard library and numpy only: this package is copied beside the student. Never
pickle, never eval; every length, depth, count, dtype and shape is checked before
memory is taken. `frames` packs, `values` says what crosses, `encoding` and `decoding`
turn it, `streams` moves bytes, `client` is the trusted end.
"""

from .client import Printed, StudentProcessEnded, WorkerClient
from .decoding import Decoder
from .encoding import Encoder
from .frames import Buffer, Frame, frame_lengths, pack, pack_head, parse, read_frame, unpack
from .limits import DEFAULT_LIMITS, WireLimits
from .streams import MultiplexedStream, SocketStream
from .values import Opaque, TensorValue, printable, tensor_value

__all__ = [
    "DEFAULT_LIMITS",
    "Buffer",
    "Decoder",
    "Encoder",
    "Frame",
    "MultiplexedStream",
    "Opaque",
    "Printed",
    "SocketStream",
    "StudentProcessEnded",
    "TensorValue",
    "WireLimits",
    "WorkerClient",
    "frame_lengths",
    "pack",
    "pack_head",
    "parse",
    "printable",
    "read_frame",
    "tensor_value",
    "unpack",
]
