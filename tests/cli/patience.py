"""Catching a command in the middle of its work: student code that is slow, and the right moment."""

import time

import pytest

PATIENCE = 120
"""Seconds; only a test that fails waits so long."""


def slow(seconds):
    """Return right work, each call of which takes `seconds`."""
    return (
        "import time\n\n\ndef double(x):\n    return 2 * x\n\n\n"
        f"def total(x):\n    time.sleep({seconds})\n    return x.sum()\n"
    )


def until(condition, process):
    """Wait for `condition`, as long as `process` runs."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > deadline or process.poll() is not None:
            pytest.fail(f"the moment did not come: {process.communicate()}")
        time.sleep(0.02)
