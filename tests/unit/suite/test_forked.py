"""A question answered in a fork: whatever it does ends there."""

import os
import sys
import time

import pytest

from autograder.suite.forked import in_fork
from autograder.worker.system import children_of

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def test_what_it_returns_comes_back():
    assert in_fork(lambda: [1, {"a": None}], 60) == [1, {"a": None}]
    assert in_fork(lambda: "x" * 1_000_000, 60) == "x" * 1_000_000


def test_nothing_comes_back_of_what_fails_or_takes_too_long():
    assert in_fork(lambda: 1 / 0, 60) is None
    assert in_fork(lambda: sys.exit(3), 60) is None
    assert in_fork(lambda: os._exit(3), 60) is None
    assert in_fork(lambda: time.sleep(600), 0.2) is None
    assert in_fork(list, -1) is None


def test_what_it_changes_is_changed_there_only():
    kept = []
    assert in_fork(lambda: kept.append(1) or len(kept), 60) == 1
    assert kept == []


def test_no_process_is_left():
    before = set(children_of(os.getpid()))  # other tests of this process may keep some
    for _ in range(3):
        in_fork(lambda: time.sleep(600), 0.05)
    assert set(children_of(os.getpid())) <= before
