"""The author's code answers in this process as a student's answers across the wall."""

import random
import sys
import textwrap
from contextlib import closing, contextmanager

import numpy as np
import pytest

from autograder.model import Limits
from autograder.suite.author import AuthorLinks, load_modules
from autograder.suite.clock import Clock
from autograder.suite.conversation import Conversation
from autograder.suite.failures import Refusal, StudentException, WorkerFailure
from autograder.suite.proxy import Handle
from autograder.suite.remote import Remote, SubmissionProxy
from autograder.worker.failures import StudentFailure

CODE = """
import random
import time
import numpy as np
from helper import twice

class Cache: pass

def double(x): return twice(x)
def spoil(x): x += 1; return x
def cached(x): return x, Cache()
def call(f, x): return f(f(x))
def draw(): return np.random.rand(), random.random()
def fails(): raise ValueError("mine")
def count(state=[]): state.append(1); return len(state)
def nap():
    # Its thread cannot be ended: a short sleep stands for an endless loop.
    time.sleep(1)
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "optim.py").write_text(textwrap.dedent(CODE))
    (tmp_path / "helper.py").write_text("def twice(x): return 2 * x\n")
    return tmp_path


@pytest.fixture
def talk(folder):
    @contextmanager
    def begin(seed=7, **limits):
        clock = Clock.start(Limits(**limits), float("inf"))
        links = AuthorLinks(folder)
        with closing(Conversation(links, "numpy", seed=seed, clock=clock)) as conversation:
            yield SubmissionProxy(conversation, "optim.py", ("optim.py",)), Remote(conversation)

    return begin


def test_values_cross_and_what_is_no_value_stays(talk):
    with talk() as (submission, remote):
        assert submission.double(np.ones(2)).tolist() == [2, 2]
        value, cache = submission.cached(1)
        assert (value, type(cache)) == (1, Handle)
        with pytest.raises(Refusal):
            bool(cache)
        assert remote.length(submission.cached.keep()(1)) == 2


def test_arguments_are_copies(talk):
    x = np.zeros(2)
    with talk() as (submission, _):
        assert submission.spoil(x).tolist() == [1, 1]
    assert x.tolist() == [0, 0]


def test_functions_of_the_test_are_called_back(talk):
    with talk() as (submission, _):
        assert submission.call(lambda x: x + 1, 1) == 3
        with pytest.raises(ZeroDivisionError):
            submission.call(lambda x: x / 0, 1)


def test_an_exception_is_told_as_across_the_wall(talk):
    with talk() as (submission, _), pytest.raises(ValueError, match="mine") as error:
        submission.fails()
    assert isinstance(error.value, StudentException)


def test_each_conversation_loads_the_files_anew(talk):
    for _ in range(2):
        with talk() as (submission, _remote):
            assert [submission.count(), submission.count()] == [1, 2]


def states():
    return random.getstate(), np.random.get_state()[1].tolist()  # noqa: NPY002 - see below


def test_its_generators_are_its_own(talk):
    random.seed(1)
    np.random.seed(1)  # noqa: NPY002 - the global one is at stake
    ours = states()
    drawn = []
    for seed in (5, 5, 6):
        with talk(seed=seed) as (submission, _):
            drawn.append((submission.draw(), submission.draw()))
    assert drawn[0] == drawn[1] != drawn[2]
    assert drawn[0][0] != drawn[0][1]
    assert states() == ours


def test_modules_and_paths_are_as_they_were(talk, folder):
    before = list(sys.path), set(sys.modules)
    with talk() as (submission, _):
        submission.double(1)
    assert (list(sys.path), set(sys.modules) - before[1]) == (before[0], set())
    modules = load_modules(folder, ["optim.py"])
    assert modules["optim.py"].double(2) == 4
    assert (list(sys.path), set(sys.modules) - before[1]) == (before[0], set())


def test_a_file_that_cannot_be_loaded_is_told(folder):
    (folder / "broken.py").write_text("import nowhere_to_be_found\n")
    with pytest.raises(StudentFailure):
        load_modules(folder, ["broken.py"])


def test_a_call_that_does_not_end_is_given_up_and_leaves_no_name(talk):
    before = list(sys.path), set(sys.modules)
    with talk(call_seconds=0.1) as (submission, _), pytest.raises(WorkerFailure) as error:
        submission.nap()
    assert error.value.kind == "timeout"
    assert (list(sys.path), set(sys.modules) - before[1]) == (before[0], set())
