import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import ProtocolError
from autograder.wire import Frame, WireLimits, frame_lengths, pack, pack_head, read_frame, unpack
from autograder.wire.frames import MAGIC, PREFIX

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
HEADERS = st.dictionaries(st.text(max_size=5).filter(lambda key: key != "buffers"), PLAIN)
BUFFERS = st.lists(st.binary(max_size=50), max_size=5)


def raw(header, body=b""):
    data = header if type(header) is bytes else json.dumps(header).encode()
    return PREFIX.pack(MAGIC, len(data), len(body)) + data + body


@given(HEADERS, BUFFERS)
def test_a_frame_comes_back_as_it_was(header, buffers):
    frame = unpack(pack(Frame(header, buffers)))
    assert frame.header == header
    assert [bytes(buffer) for buffer in frame.buffers] == buffers


@given(HEADERS, BUFFERS, st.integers(1, 20))
def test_a_stream_may_come_in_pieces(header, buffers, size):
    data = bytes(pack(Frame(header, buffers)))
    place = 0

    def receive(count):
        nonlocal place
        pieces = [data[i : i + size] for i in range(place, place + count, size)]
        place += count
        return b"".join(pieces)[:count]

    assert read_frame(receive).header == header
    assert place == len(data)


def test_a_head_is_a_frame_without_its_buffers():
    frame = Frame({"op": "to"}, [b"abc", memoryview(b"de")])
    assert pack_head({"op": "to"}, [3, 2]) + b"abcde" == pack(frame)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "at least 12 bytes"),
        (b"AGW0" + bytes(8), "starts with"),
        (raw({"buffers": []}) + b"x", "was announced"),
        (raw({"buffers": []})[:-1], "was announced"),
        (raw(b"{"), "must be JSON"),
        (raw(b"\xff\xfe"), "must be JSON"),
        (raw(b"[" * 100_000), "must be JSON"),
        (raw([1]), "must be a JSON object"),
        (raw(b'{"a":1,"a":2,"buffers":[]}'), "names a key twice"),
        (raw(b'{"a":NaN,"buffers":[]}'), "NaN is not JSON"),
        (raw(b'{"a":-Infinity,"buffers":[]}'), "-Infinity is not JSON"),
        (raw(b'{"a":' + b"9" * 2000 + b',"buffers":[]}'), "1000 digits"),
        (raw({}), "at most 1000 buffers"),
        (raw({"buffers": {}}), "at most 1000 buffers"),
        (raw({"buffers": [0] * 1001}), "at most 1000 buffers"),
        (raw({"buffers": [True]}, b"x"), "whole number"),
        (raw({"buffers": [1.0]}, b"x"), "whole number"),
        (raw({"buffers": [-1, 2]}, b"x"), "whole number"),
        (raw({"buffers": [2]}, b"x"), "2 bytes were announced, found 1"),
        (raw({"buffers": []}, b"x"), "0 bytes were announced, found 1"),
    ],
)
def test_a_bad_frame_is_refused_in_words(data, words):
    with pytest.raises(ProtocolError, match=words):
        unpack(data)


@pytest.mark.parametrize(
    ("header", "body", "words"),
    [(11, 0, "a header may have 10"), (0, 21, "may have 20 bytes"), (2**32 - 1, 0, "may have 10")],
)
def test_lengths_are_checked_before_memory_is_taken(header, body, words):
    with pytest.raises(ProtocolError, match=words):
        frame_lengths(PREFIX.pack(MAGIC, header, body), WireLimits(header_bytes=10, body_bytes=20))


def test_a_sender_keeps_the_limits_too():
    limits = WireLimits(header_bytes=40, body_bytes=20)
    with pytest.raises(ProtocolError, match="may have 20 bytes"):
        pack(Frame({}, [bytes(21)]), limits)
    with pytest.raises(ProtocolError, match="a header may have 40"):
        pack(Frame({"a": "x" * 40}), limits)


@pytest.mark.parametrize("value", [float("nan"), object(), {1, 2}])
def test_a_header_that_is_no_json_is_refused(value):
    with pytest.raises(ProtocolError, match="plain JSON"):
        pack(Frame({"a": value}))


def test_an_envelope_has_room_for_a_full_frame():
    limits = WireLimits(header_bytes=100, body_bytes=200)
    inner = pack(Frame({"a": "x" * 70}, [bytes(200)]), limits)
    outer = pack(Frame({"op": "from"}, [inner]), limits.enveloped())
    assert bytes(unpack(outer, limits.enveloped()).buffers[0]) == bytes(inner)
