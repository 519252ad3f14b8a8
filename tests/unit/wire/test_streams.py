import socket
import threading
import time

import pytest

from autograder.wire import MultiplexedStream, SocketStream
from autograder.wire.streams import MULTIPLEX_HEADER

STDERR = 2


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


def later():
    return time.monotonic() + 20


def piece(kind, data):
    return MULTIPLEX_HEADER.pack(kind, len(data)) + data


def test_bytes_cross_in_order(pair):
    stream = SocketStream(pair[0])
    pair[1].sendall(b"abcdef")
    assert stream.receive(2, later()) == b"ab"
    assert stream.receive(4, later()) == b"cdef"


def test_silence_ends_at_the_deadline(pair):
    with pytest.raises(TimeoutError):
        SocketStream(pair[0]).receive(1, time.monotonic() + 0.1)


def test_a_trickle_does_not_move_the_deadline(pair):
    done = threading.Event()

    def trickle():
        while not done.wait(0.02):
            pair[1].send(b"x")

    thread = threading.Thread(target=trickle)
    thread.start()
    try:
        with pytest.raises(TimeoutError):
            SocketStream(pair[0]).receive(1 << 20, time.monotonic() + 0.2)
    finally:
        done.set()
        thread.join()


def test_a_peer_that_does_not_read_ends_at_the_deadline(pair):
    with pytest.raises(TimeoutError):
        SocketStream(pair[0]).send(bytes(8 << 20), time.monotonic() + 0.1)


def test_a_peer_that_left_is_a_connection_error(pair):
    stream = SocketStream(pair[0])
    pair[1].sendall(b"abc")
    pair[1].close()
    assert stream.receive(2, later()) == b"ab"
    with pytest.raises(ConnectionError):
        stream.receive(2, later())
    with pytest.raises(ConnectionError):
        stream.send(bytes(8 << 20), later())


def test_closing_twice_is_safe(pair):
    stream = SocketStream(pair[0])
    stream.close()
    stream.close()
    with pytest.raises(ConnectionError):
        stream.receive(1, later())


def test_an_engines_pieces_are_joined_and_errors_kept_apart(pair):
    stream = MultiplexedStream(pair[0])
    data = piece(1, b"ab") + piece(STDERR, b"oops") + piece(1, b"") + piece(1, b"cd")
    for n in range(len(data)):
        pair[1].sendall(data[n : n + 1])
    assert stream.receive(4, later()) == b"abcd"
    assert stream.stderr_tail == b"oops"


def test_of_errors_only_the_tail_is_kept(pair):
    stream = MultiplexedStream(pair[0])
    pair[1].sendall(piece(STDERR, b"x" * 9000 + b"end") + piece(1, b"a"))
    assert stream.receive(1, later()) == b"a"
    assert len(stream.stderr_tail) == 4096
    assert stream.stderr_tail.endswith(b"end")
