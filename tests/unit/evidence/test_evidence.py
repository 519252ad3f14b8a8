"""Comparisons reach whoever collects, and nobody else."""

import threading

import pytest

from autograder.evidence import Comparison, collecting, record

SEEN = Comparison(name="w", expected="1", actual="2", held=False)


def test_what_is_recorded_within_the_block_is_collected_in_order():
    other = Comparison(name="b", expected="3", actual="3", held=True)
    with collecting() as collected:
        record(SEEN)
        record(other)
    assert collected == [SEEN, other]


def test_outside_a_block_nothing_listens():
    record(SEEN)
    with collecting() as collected:
        pass
    record(SEEN)
    assert collected == []


def test_an_inner_block_collects_alone():
    with collecting() as outer:
        with collecting() as inner:
            record(SEEN)
        record(SEEN)
    assert (outer, inner) == ([SEEN], [SEEN])


def leave_with_an_error():
    with collecting():
        raise LookupError


def test_a_block_that_raises_leaves_no_collector():
    with collecting() as collected:
        with pytest.raises(LookupError):
            leave_with_an_error()
        record(SEEN)
    assert collected == [SEEN]


def test_another_thread_does_not_record_into_this_ones_block():
    with collecting() as collected:
        thread = threading.Thread(target=record, args=(SEEN,))
        thread.start()
        thread.join()
    assert collected == []
