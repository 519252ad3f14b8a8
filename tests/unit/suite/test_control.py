import os
import socket

import pytest

from autograder.suite.control import Control


@pytest.fixture
def pair():
    ends = [Control(sock) for sock in socket.socketpair()]
    yield ends
    for end in ends:
        end.close()


def test_frames_and_descriptors_arrive_together_and_in_order(pair) -> None:
    ours, theirs = pair
    read, write = os.pipe()
    ours.send({"n": 1}, [b"body"])
    ours.send({"n": 2}, [], write)
    ours.send({"n": 3})
    os.close(write)
    first, nothing = theirs.receive(5)
    second, descriptor = theirs.receive(5)
    third, _ = theirs.receive(5)
    assert [frame.header["n"] for frame in (first, second, third)] == [1, 2, 3]
    assert bytes(first.buffers[0]) == b"body"
    assert nothing is None
    os.write(descriptor, b"x")
    assert os.read(read, 1) == b"x"
    os.close(descriptor)
    os.close(read)


def test_an_end_that_is_closed_is_the_end_of_the_stream(pair) -> None:
    ours, theirs = pair
    ours.close()
    with pytest.raises(EOFError):
        theirs.receive(5)


def test_silence_times_out(pair) -> None:
    with pytest.raises(TimeoutError):
        pair[0].receive(0.01)
