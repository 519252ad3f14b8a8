import os
import time

import pytest

from autograder.sandbox.pipes import PipeStream


@pytest.fixture
def ends():
    """A stream, and the descriptors of its peer: what it reads and what it writes."""
    from_peer, peer_writes = os.pipe()
    peer_reads, to_peer = os.pipe()
    stream = PipeStream(os.fdopen(from_peer, "rb", 0), os.fdopen(to_peer, "wb", 0))
    opened = {peer_reads, peer_writes}
    yield stream, peer_reads, peer_writes, opened
    stream.close()
    for descriptor in opened:
        os.close(descriptor)


def soon():
    return time.monotonic() + 0.2


def later():
    return time.monotonic() + 20


def test_bytes_cross_whole(ends):
    stream, peer_reads, peer_writes, _opened = ends
    stream.send(b"question", later())
    assert os.read(peer_reads, 100) == b"question"
    os.write(peer_writes, b"ans")
    os.write(peer_writes, b"wer!")
    assert stream.receive(6, later()) == b"answer"
    assert stream.receive(1, later()) == b"!"


def test_silence_is_a_timeout(ends):
    with pytest.raises(TimeoutError):
        ends[0].receive(1, soon())


def test_a_peer_that_does_not_read_is_a_timeout(ends):
    with pytest.raises(TimeoutError):
        ends[0].send(bytes(1 << 20), soon())


def test_a_peer_that_is_gone_is_a_connection_error(ends):
    stream, _peer_reads, peer_writes, opened = ends
    os.write(peer_writes, b"half")
    os.close(peer_writes)
    opened.remove(peer_writes)
    with pytest.raises(ConnectionError):
        stream.receive(5, later())


def test_a_closed_stream_is_a_connection_error(ends):
    stream = ends[0]
    stream.close()
    stream.close()
    with pytest.raises(ConnectionError):
        stream.receive(1, later())


def test_no_more_is_taken_in_than_asked_for(ends):
    stream, _peer_reads, peer_writes, _opened = ends
    os.set_blocking(peer_writes, False)
    sent = 0
    idle_since = time.monotonic()
    while time.monotonic() - idle_since < 0.3:
        try:
            sent += os.write(peer_writes, bytes(1 << 16))
            idle_since = time.monotonic()
        except BlockingIOError:
            time.sleep(0.01)
        assert sent < 1 << 20
    assert stream.receive(sent, later()) == bytes(sent)
