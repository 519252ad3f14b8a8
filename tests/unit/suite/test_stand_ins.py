"""The reference's functions: which they are, and how much of our time and memory they may take."""

import signal
import threading
import time

import numpy as np
import pytest

from autograder.suite.stand_ins import _size, stand_ins_of, time_limit

LAYERS = """
import numpy as np
from os.path import join

RATE = 3

class Cache: pass

def affine(x): return x
def _own(x): return x
relu = lambda x: np.maximum(x, 0)
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "layers.py").write_text(LAYERS)
    (tmp_path / "heavy.py").write_text("import a_library_that_is_not_here\n")
    return tmp_path


def test_only_public_functions_of_the_file_itself_answer(folder):
    found = stand_ins_of(folder, ["layers.py"])
    assert {file: set(functions) for file, functions in found.items()} == {
        "layers.py": {"affine", "relu"}
    }
    assert found["layers.py"]["relu"](np.array([-1, 2])).tolist() == [0, 2]


@pytest.mark.parametrize("file", ["heavy.py", "nowhere.py"])
def test_a_file_that_cannot_be_loaded_here_answers_nothing(folder, file):
    assert stand_ins_of(folder, ["layers.py", file]) == {}


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer of the system")
def test_what_does_not_end_is_stopped():
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(TimeoutError, match="reference"), time_limit(0.05):
        any(iter(int, 1))
    assert signal.getsignal(signal.SIGALRM) is before
    with time_limit(60):
        pass
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_beside_the_main_thread_nothing_is_set():
    seen = []

    def work():
        with time_limit(0.001):
            time.sleep(0.05)
            seen.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [1]


def test_what_a_call_brings_is_weighed_at_any_depth():
    assert _size([np.ones(100)]) >= 800
    assert _size({"a": [{"b": (np.ones(100), "x" * 50)}]}) >= 850
    assert _size([0] * 1000) >= 8000
