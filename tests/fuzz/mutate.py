"""Mutated frames through the decoder: `python tests/fuzz/mutate.py --frames 1000000`.

Whatever the bytes, reading them ends with a value or with ProtocolError, takes no more
memory than the frame is long, and what was read can be written again.
"""

import argparse
import random
import sys
import time
import tracemalloc

import numpy as np

from autograder.errors import ProtocolError
from autograder.wire import Decoder, Encoder, Frame, TensorValue, pack, unpack
from autograder.wire.frames import MAGIC, PREFIX

INTERESTING = (
    *(b"--1", b"-", b"NaN", b"1e999", b"Infinity", b"null", b"true", b"[]", b"{}", b'""'),
    *(b"4611686018427387904", b"-1", b"0", b"9" * 1200, b"[" * 40, b"[" * 2000, b'"a"', b'"T"'),
    *(b'["i","--1"]', b'["a","int8",[0,4611686018427387904],0]', b'"\\ud800"', b"\xff", b"\x00"),
    *(b'["h",0,""]', b'["k",1]', b'["d",[["x",1],["x",2]]]', b'"bfloat16"', b'"object"'),
)
VALUES = (
    [None, True, 7, -(2**70), 0.5, float("nan"), "text", b"bytes", 1 + 2j],
    ({"a": [1, 2, (3, {"b": np.arange(6.0).reshape(2, 3)})], "c": np.float32(2)},),
    [np.zeros((0, 3), "i2"), np.ones((), "?"), np.arange(4, dtype="c16"), np.int8(-1)],
    [TensorValue("bfloat16", (2, 2), bytes(8)), TensorValue("float32", (), bytes(4))],
    {(1, "x"): b"", 2.5: [], None: {}, True: ()},
    [[[[[[[[[["deep"]]]]]]]]]],
    list(range(200)),
    object(),
)
MEMORY = 64 << 20
REPORTS = 10


def seeds() -> list[bytes]:
    """Return valid frames with every kind of value in them."""
    frames = []
    for number, value in enumerate(VALUES):
        encoder = Encoder(lambda _value: ["h", 3, "Net"])
        tree = encoder.encode(value)
        header = {"seq": number, "kind": "value", "tree": tree}
        frames.append(bytes(pack(Frame(header, encoder.buffers))))
    return frames


def mutate(frame: bytes, rng: random.Random) -> bytes:
    """Return `frame` with a few bytes changed; mostly with lengths that are true again."""
    data = bytearray(frame)
    for _ in range(rng.choice((1, 1, 2, 4))):
        rng.choice((_flip, _cut, _repeat, _insert, _digit))(data, rng)
    return _with_true_lengths(data) if rng.random() < 0.8 else bytes(data)


def read(data: bytes) -> bool:
    """Read `data` as the trusted side does; True if it was a value. Only ProtocolError passes."""
    try:
        frame = unpack(data)
        decoder = Decoder(frame.buffers, reference=lambda node: (node[0], node[1]))
        value = decoder.decode(frame.header.get("tree"))
        Encoder(lambda _value: ["h", 0, ""]).encode(value)
    except ProtocolError:
        return False
    return True


def fuzz(frames: int, seed: int) -> tuple[int, int]:
    """Read `frames` mutants; return how many were values, and the peak of memory in bytes."""
    rng = random.Random(seed)
    valid = seeds()
    accepted = 0
    tracemalloc.start()
    for number in range(frames):
        accepted += read(mutate(rng.choice(valid), rng))
        if number % max(1, frames // REPORTS) == 0 and tracemalloc.get_traced_memory()[1] > MEMORY:
            break
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return accepted, peak


def _place(data: bytearray, rng: random.Random) -> int:
    return rng.randrange(len(data) + 1)


def _flip(data: bytearray, rng: random.Random) -> None:
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _cut(data: bytearray, rng: random.Random) -> None:
    start = _place(data, rng)
    del data[start : start + rng.choice((1, 2, 8, 50))]


def _repeat(data: bytearray, rng: random.Random) -> None:
    start = _place(data, rng)
    data[start:start] = data[start : start + rng.choice((1, 4, 30))] * rng.choice((1, 3))


def _insert(data: bytearray, rng: random.Random) -> None:
    place = _place(data, rng)
    data[place : place + rng.choice((0, 0, 1, 4))] = rng.choice(INTERESTING)


def _digit(data: bytearray, rng: random.Random) -> None:
    digits = [place for place, byte in enumerate(data) if chr(byte).isdigit()]
    if digits:
        data[rng.choice(digits)] = ord(rng.choice("0123456789-."))


def _with_true_lengths(data: bytearray) -> bytes:
    """Guess where the header ends and write both lengths anew, so that more is read."""
    end = data.rfind(b"}") + 1
    if end <= PREFIX.size:
        return bytes(data)
    return PREFIX.pack(MAGIC, end - PREFIX.size, len(data) - end) + bytes(data[PREFIX.size :])


def main() -> int:
    """Fuzz as told on the command line; 1 if too much memory was taken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    start = time.monotonic()
    accepted, peak = fuzz(options.frames, options.seed)
    seconds = time.monotonic() - start
    text = f"{options.frames} mutants, {accepted} of them values, peak {peak >> 10} KiB"
    sys.stdout.write(f"{text}, {seconds:.0f} s\n")
    return int(peak > MEMORY)


if __name__ == "__main__":
    sys.exit(main())
