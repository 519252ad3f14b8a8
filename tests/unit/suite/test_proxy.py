import gc
from typing import Any

import numpy as np
import pytest

from autograder.suite.failures import (
    AttributeRefusal,
    IteratorEnded,
    Refusal,
    StudentException,
    WorkerFailure,
)
from autograder.suite.objects import RELEASED_AT_ONCE
from autograder.suite.proxy import Handle

CODE = """
import collections
import functools
import random
import numpy as np

EPSILON = 1e-8
TABLE = collections.OrderedDict(a=1)
Pair = collections.namedtuple("Pair", "x y")

def add(a, b=0): return a + b
def step(w, dw): w -= dw; return w
def both(x): return x, x * 2
def cache(x): return x + 1, {"x": x}
def pair(): return Pair(1, 2)
def deep(): return [1, {"cache": Pair(1, np.ones(2))}]
def same(x, y): return x is y
def apply(f, *args): return f(*args)
def count(n): return iter(range(n))
def draw(): return random.random(), float(np.random.rand())
def sample(rng): return rng.normal(size=2)
def fail(kind="ValueError"): raise getattr(__builtins__, kind, None) or __builtins__[kind]("bad")
def stop(): raise StopIteration
def leave(): raise SystemExit(0)
def many(n): return [object() for _ in range(n)]

class Momentum:
    beta = 0.9
    def __init__(self, rate): self.rate, self.steps = rate, []
    def update(self, w): self.steps.append(w); w += 1; return w, self
    def __len__(self): return len(self.steps)
    def __getitem__(self, key): return self.steps[key]
    @property
    def broken(self): raise KeyError("no")
    keep = "the student's own"
"""
NET = """
from optim import add
def keep(x): return add(x, 1)
"""


@pytest.fixture(scope="module")
def talk(open_talk) -> Any:
    with open_talk(CODE, net=NET) as talk:
        yield talk


@pytest.fixture(scope="module")
def submission(talk) -> Any:
    return talk.submission


@pytest.fixture(scope="module")
def remote(talk) -> Any:
    return talk.remote


def test_a_call_crosses_by_value(submission) -> None:
    got = submission.add(np.arange(3.0), b=np.ones(3))
    assert type(got) is np.ndarray
    assert got.tolist() == [1.0, 2.0, 3.0]


def test_the_tests_own_arrays_never_change(submission) -> None:
    w = np.ones(2)
    assert submission.step(w, np.ones(2)).tolist() == [0, 0]
    assert w.tolist() == [1, 1]


def test_inout_returns_the_arguments_as_they_are_after_the_call(submission) -> None:
    result, after = submission.step.inout(np.ones(2), dw=np.ones(2))
    assert result.tolist() == after[0].tolist() == [0, 0]
    assert len(after) == 1
    assert after.named["dw"].tolist() == [1, 1]


def test_keep_leaves_an_item_beside_the_student(submission, remote) -> None:
    out, cache = submission.cache.keep(1)(np.ones(2))
    assert out.tolist() == [2, 2]
    assert repr(cache) == "<handle of dict>"
    assert remote.item(cache, "x").tolist() == [1, 1]
    assert submission.same(cache, cache) is True


def test_keep_without_positions_leaves_the_whole_result(submission, remote) -> None:
    whole = submission.both.keep()(1)
    assert (remote.length(whole), remote.item(whole, 1)) == (2, 2)
    (first, second), after = submission.both.keep(0, 1).inout(np.ones(1))
    assert submission.same(first, second) is False
    assert after[0].tolist() == [1]


def test_keep_of_what_is_no_tuple_is_the_students_error(submission) -> None:
    with pytest.raises(StudentException, match="a tuple of at least 2"):
        submission.add.keep(1)(1)
    with pytest.raises(Refusal, match="positions"):
        submission.add.keep("x")


def test_what_is_not_exactly_plain_comes_as_a_handle_at_any_depth(submission) -> None:
    pair = submission.pair()
    assert repr(pair) == "<handle of Pair>"
    assert (pair.x, pair.y) == (1, 2)
    deep = submission.deep()
    assert deep[0] == 1
    assert isinstance(deep[1]["cache"], Handle)
    assert deep[1]["cache"].y.tolist() == [1, 1]


def test_an_object_is_called_read_and_set(submission, remote) -> None:
    optimizer = submission.Momentum(0.1)
    assert (optimizer.rate, optimizer.beta, optimizer.keep) == (0.1, 0.9, "the student's own")
    optimizer.rate = 0.5
    assert optimizer.rate == 0.5
    out, itself = optimizer.update(1)
    assert out == 2
    assert submission.same(itself, optimizer)
    assert remote.length(optimizer) == 1
    assert remote.item(optimizer, 0) == 1


def test_keep_and_inout_work_on_methods(submission, remote) -> None:
    optimizer = submission.Momentum(0.1)
    (out, itself), after = optimizer.update.inout(np.zeros(2))
    assert after[0].tolist() == [1, 1]
    out, itself = optimizer.update.keep(0)(np.zeros(2))
    assert isinstance(out, Handle)
    out, _ = remote.keep(optimizer.update, 0)(np.zeros(2))
    assert isinstance(out, Handle)
    _, after = remote.inout(optimizer.update, np.zeros(1))
    assert after[0].tolist() == [1]
    assert itself.rate == 0.1


def test_functions_and_handles_are_passed_back_without_a_copy(submission) -> None:
    assert submission.apply(submission.add, 1, 2) == 3
    pair = submission.pair()
    assert submission.same(pair, pair)
    assert submission.apply(submission.Momentum, 0.3).rate == 0.3


def test_an_iterator_is_asked_for_its_next_value(submission, remote) -> None:
    counter = submission.count(2)
    assert [remote.next(counter), remote.next(counter)] == [0, 1]
    assert remote.next(counter, "end") == "end"
    with pytest.raises(IteratorEnded):
        remote.next(counter)


def test_remote_reads_constants_and_attributes_of_functions(submission, remote) -> None:
    assert remote.get(submission, "EPSILON") == 1e-8
    assert remote.get(submission.Momentum, "beta") == 0.9
    assert remote.item(remote.get(submission, "TABLE"), "a") == 1
    remote.set(submission.Momentum, "beta", 0.8)
    assert remote.get(submission.Momentum, "beta") == 0.8
    with pytest.raises(AttributeRefusal):
        remote.get(submission, "__builtins__")


def test_a_function_of_a_file_is_replaced_by_one_of_the_test(submission, remote) -> None:
    their_own = remote.get(submission, "add")
    remote.set(submission, "add", lambda a, b: 10 * a + b)
    assert submission.add(1, 2) == 12
    # The process is shared by the tests of this file.
    remote.set(submission, "add", their_own)
    assert submission.add(1, 2) == 3


def test_remote_defines_helpers_and_generators_beside_the_student(submission, remote) -> None:
    helper = remote.define("def twice(f, x): return f(f(x))")
    assert helper.twice(submission.add, 1) == 1
    draws = submission.sample(remote.rng(3))
    assert draws.tolist() == np.random.default_rng(3).normal(size=2).tolist()


def test_remote_seeds_the_global_generators(submission, remote) -> None:
    remote.seed(5)
    first = submission.draw()
    remote.seed(5)
    assert submission.draw() == first


def test_another_file_is_a_module(submission) -> None:
    for name in ("net", "net.py"):
        assert submission.module(name).keep(1) == 2
    with pytest.raises(AttributeRefusal, match=r"no submitted file.*optim\.py, net\.py"):
        submission.module("conv")


def test_remote_refuses_what_is_not_the_students(remote) -> None:
    with pytest.raises(Refusal, match="found a int"):
        remote.length(3)


@pytest.mark.parametrize("value", [{1}, range(3), object(), iter([1]), np.array(["a"]), int])
def test_what_does_not_cross_is_refused_in_words(value: Any, submission) -> None:
    with pytest.raises(Refusal, match=r"does not cross the wall; pass|only numeric|pass "):
        submission.add(value)


def test_what_is_too_large_is_refused_in_words(submission) -> None:
    with pytest.raises(Refusal, match="at most 10000 items"):
        submission.add([0] * 20_000)


def test_a_name_that_is_missing_is_said_with_its_neighbours(submission) -> None:
    with pytest.raises(StudentException, match="did you mean 'add'"):
        submission.addd(1)


@pytest.mark.parametrize("kind", [ValueError, KeyError, ZeroDivisionError, OSError, TypeError])
def test_an_exception_is_mirrored_by_its_builtin_class(kind: type, submission) -> None:
    with pytest.raises(kind, match="bad") as raised:
        submission.fail(kind.__name__)
    assert isinstance(raised.value, StudentException)
    assert raised.value.frames[-1][0] == "optim.py"


def test_an_attribute_may_raise(submission) -> None:
    with pytest.raises(KeyError, match="no"):
        _ = submission.Momentum(1).broken


@pytest.mark.parametrize("name", ["stop", "leave"])
def test_what_would_end_a_loop_or_a_test_is_never_mirrored(name: str, submission) -> None:
    with pytest.raises(StudentException) as raised:
        getattr(submission, name)()
    assert not isinstance(raised.value, (StopIteration, SystemExit))


def test_handles_are_released_when_nobody_holds_them(submission, talk) -> None:
    for _ in range(5):
        assert len(submission.many(RELEASED_AT_ONCE)) == RELEASED_AT_ONCE
        gc.collect()
    assert len(talk.conversation._crossing.objects._stand_ins) < 3 * RELEASED_AT_ONCE


def test_a_handle_of_another_check_is_refused(submission, open_talk) -> None:
    pair = submission.pair()
    with (
        open_talk(CODE) as other,
        pytest.raises(Refusal, match="another check: its process ended, its objects are gone"),
    ):
        other.submission.add(pair)


def test_a_check_that_has_ended_answers_no_more(open_talk) -> None:
    with open_talk(CODE) as talk:
        pair = talk.submission.pair()
    with pytest.raises(Refusal, match="has ended"):
        _ = pair.x


def test_too_many_objects_fail_the_check_in_words(talk: Any, open_talk) -> None:
    with open_talk(CODE) as other:
        held = [other.submission.many(5000)]
        with pytest.raises((WorkerFailure, StudentException), match="10000 of"):
            held.append(other.submission.many(6000))
