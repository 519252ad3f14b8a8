import asyncio
import copy
import operator
import os
import pickle
import unittest
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.suite.failures import AttributeRefusal, Refusal
from autograder.suite.sealed import REFUSED, SHADOWED, Sealed
from autograder.wire import Opaque

OBJECT = """
class Liar(float):
    '''Equal to everything, true, as long as you like.'''
    velocity = 3.0
    _secret = 1
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 0
    def __bool__(self): return True
    def __len__(self): return 3
    def __iter__(self): return iter(())
    def __array__(self, *args, **kwargs): raise SystemExit
    def __call__(self, x): return x + 1

def liar():
    return Liar()
"""

DATA_MODEL = [
    "lt",
    "le",
    "eq",
    "ne",
    "gt",
    "ge",
    "hash",
    "bool",
    "len",
    "length_hint",
    "getitem",
    "setitem",
    "delitem",
    "missing",
    "iter",
    "next",
    "reversed",
    "contains",
    "add",
    "sub",
    "mul",
    "matmul",
    "truediv",
    "floordiv",
    "mod",
    "divmod",
    "pow",
    "lshift",
    "rshift",
    "and",
    "xor",
    "or",
    "radd",
    "rsub",
    "rmul",
    "rmatmul",
    "rtruediv",
    "rfloordiv",
    "rmod",
    "rdivmod",
    "rpow",
    "rlshift",
    "rrshift",
    "rand",
    "rxor",
    "ror",
    "iadd",
    "isub",
    "imul",
    "imatmul",
    "itruediv",
    "ifloordiv",
    "imod",
    "ipow",
    "ilshift",
    "irshift",
    "iand",
    "ixor",
    "ior",
    "neg",
    "pos",
    "abs",
    "invert",
    "complex",
    "int",
    "float",
    "index",
    "round",
    "trunc",
    "floor",
    "ceil",
    "bytes",
    "buffer",
    "fspath",
    "enter",
    "exit",
    "await",
    "aiter",
    "anext",
    "aenter",
    "aexit",
    "reduce",
    "reduce_ex",
    "getstate",
    "setstate",
    "copy",
    "deepcopy",
    "getnewargs",
    "getnewargs_ex",
    "instancecheck",
    "subclasscheck",
    "mro_entries",
    "dir",
    "array",
    "array_function",
    "array_wrap",
    "array_finalize",
    "dlpack",
    "dlpack_device",
    "torch_function",
]

UNARY: list[Callable[[Any], Any]] = [
    *(hash, bool, len, iter, next, reversed, abs, complex, int, float, round, bytes, memoryview),
    *(operator.index, operator.neg, operator.pos, operator.invert, divmod),
    *(list, tuple, set, sorted, sum, max, dict, enumerate, dir, os.fspath, copy.copy),
    *(copy.deepcopy, pickle.dumps),
    *(np.asarray, np.array, np.sum, np.mean, np.isnan, np.exp, np.shape, np.concatenate, np.ravel),
    *(np.isfinite, np.linalg.norm, np.float64, np.atleast_1d, np.size, np.ndim, np.copy),
]
BINARY: list[Callable[[Any, Any], Any]] = [
    *(operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge),
    *(operator.add, operator.sub, operator.mul, operator.matmul, operator.truediv, operator.mod),
    *(operator.floordiv, operator.pow, operator.lshift, operator.rshift, operator.and_),
    *(operator.or_, operator.xor, divmod, operator.iadd, operator.isub, operator.imul),
    *(np.add, np.equal, np.allclose, np.array_equal, np.isclose, np.dot, np.testing.assert_equal),
    *(np.testing.assert_allclose, np.testing.assert_array_equal, np.testing.assert_almost_equal),
]
OTHERS = [0, 1.0, "x", None, [1], (1,), {}, np.float64(1), np.ones(3), np.ones((2, 2)), object()]


@pytest.fixture(scope="module")
def liar(open_talk) -> Any:
    with open_talk(OBJECT) as talk:
        yield talk.submission.liar()


def _name(function: Any) -> str:
    return getattr(function, "__qualname__", repr(function))


@pytest.mark.parametrize("name", DATA_MODEL)
def test_each_special_method_is_refused(name: str) -> None:
    assert f"__{name}__" in REFUSED


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_refusal_says_what_to_write_instead(name: str, liar: Any) -> None:
    with pytest.raises(Refusal, match=r"<handle of Liar> cannot be .+: .+"):
        getattr(type(liar), name)(liar)


@pytest.mark.parametrize("function", UNARY, ids=_name)
def test_no_function_of_one_object_gets_an_answer(function: Any, liar: Any) -> None:
    with pytest.raises(TypeError):
        function(liar)


@pytest.mark.parametrize("other", OTHERS, ids=lambda other: type(other).__name__)
@pytest.mark.parametrize("function", BINARY, ids=_name)
def test_no_function_of_two_objects_gets_an_answer(function: Any, other: Any, liar: Any) -> None:
    with pytest.raises((TypeError, AssertionError)):
        function(liar, other)
    if function is not operator.mod or type(other) is not str:  # "x" % anything is "x"
        with pytest.raises((TypeError, AssertionError)):
            function(other, liar)


@pytest.mark.parametrize(
    "compare",
    [
        lambda liar: liar == pytest.approx(1.0),
        lambda liar: pytest.approx(1.0) == liar,
        lambda liar: pytest.approx(np.ones(3)) == liar,
        lambda liar: pytest.approx(liar) == 1.0,
        lambda liar: [liar] == [1],
        lambda liar: (1, liar) == (1, 2),
        lambda liar: {"a": liar} == {"a": 1},
        lambda liar: 1 in [2, liar],
        lambda liar: np.testing.assert_array_almost_equal([liar], [1]),
        lambda liar: all(liar for _ in [1]),
        lambda liar: f"{liar:.3f}",
        lambda liar: operator.mod("%d", liar),
        lambda liar: operator.mod("%f", liar),
        lambda liar: [1, 2][liar],
        lambda liar: isinstance(1, liar),
        lambda liar: issubclass(int, liar),
        lambda liar: type("X", (liar,), {}),
        lambda liar: liar.__enter__(),
        lambda liar: max(*liar),
        lambda liar: dict(**liar),
        lambda liar: [*liar],
        lambda liar: np.ones(3)[liar],
        lambda liar: np.stack([liar, liar]),
        lambda liar: np.array([liar], dtype=float),
        lambda liar: np.where(liar, 1, 0),
    ],
)
def test_no_other_way_of_comparing_gets_an_answer(compare: Any, liar: Any) -> None:
    with pytest.raises((TypeError, AttributeError)):
        compare(liar)


def test_assertion_rewriting_meets_the_same_refusal(course) -> None:
    assertions = ("h", "not h", "h == 1", "1 == h", "h != 2", "1 in h", "h > 0", "len(h) == 3")
    tests = (
        f'@pytest.mark.task("a")\ndef test_{number}(submission):\n'
        f"    h = submission.liar()\n    assert {assertion}\n"
        for number, assertion in enumerate(assertions)
    )
    course.suite("\n".join(["import pytest", *tests]))
    for result in course.run(OBJECT).values():
        assert result.points == 0, result.name
        assert result.failure == "value"
        assert "an object of type 'Liar'" in result.message


@pytest.mark.parametrize("expected", [[1.0], {"a": 1.0}])
def test_an_approximate_container_is_not_equal_to_it(expected: Any, liar: Any) -> None:
    assert (pytest.approx(expected) == liar) is False


@pytest.mark.parametrize(
    ("name", "others"),
    [
        *(("assertEqual", [1]), ("assertAlmostEqual", [1.0]), ("assertTrue", [])),
        *(("assertFalse", []), ("assertNotEqual", [1]), ("assertGreater", [1])),
        *(("assertCountEqual", [[1]]), ("assertSequenceEqual", [[1]]), ("assertIn", [[2]])),
    ],
)
def test_no_assertion_of_unittest_gets_an_answer(name: str, others: list[Any], liar: Any) -> None:
    with pytest.raises((TypeError, AssertionError)):
        getattr(unittest.TestCase(), name)(liar, *others)


def test_a_length_hint_is_the_default_and_not_the_students(liar: Any) -> None:
    assert operator.length_hint(liar, 42) == 42


def test_with_and_await_are_refused(liar: Any) -> None:
    async def waiting() -> None:
        await liar

    with pytest.raises(TypeError), liar:
        pass
    with pytest.raises(TypeError):
        asyncio.run(waiting())


def test_what_numpy_looks_into_is_refused(liar: Any) -> None:
    assert type(liar).__array_ufunc__ is None
    for name in SHADOWED:
        with pytest.raises(TypeError):
            getattr(liar, name)


def test_its_text_is_ours(liar: Any) -> None:
    assert repr(liar) == str(liar) == f"{liar}" == "<handle of Liar>"
    assert isinstance(liar, Opaque)
    assert liar.type_name == "Liar"


@pytest.mark.parametrize("name", ["_secret", "__class_getitem__", "__dict__x", "__eq__x", "__doc"])
def test_a_name_with_an_underscore_is_never_asked_for(name: str, liar: Any) -> None:
    asked = len(liar._conversation.transcript.calls)
    with pytest.raises(AttributeRefusal, match="only public attributes"):
        getattr(liar, name)
    with pytest.raises(AttributeRefusal):
        setattr(liar, name, 1)
    assert not hasattr(liar, name)
    assert len(liar._conversation.transcript.calls) == asked


def test_an_attribute_cannot_be_deleted(liar: Any) -> None:
    with pytest.raises(Refusal):
        del liar.velocity


def test_functions_and_fixtures_are_sealed_too(talk) -> None:
    begun = talk(OBJECT)
    for stand_in in (
        begun.submission,
        begun.submission.liar,
        begun.submission.liar.keep(1),
        begun.submission.module("net"),
        begun.remote,
    ):
        assert isinstance(stand_in, Sealed)
        for refused in (bool, len, iter, hash, float, np.asarray, copy.copy, pickle.dumps):
            with pytest.raises(TypeError):
                refused(stand_in)
        with pytest.raises(TypeError):
            assert stand_in == 1
        with pytest.raises(AttributeError):
            _ = stand_in._anything


def test_a_function_says_how_to_read_its_attributes(talk) -> None:
    submission = talk(OBJECT).submission
    with pytest.raises(AttributeRefusal, match=r"remote\.get\(submission\.liar, 'velocity'\)"):
        _ = submission.liar.velocity
    with pytest.raises(Refusal, match="graded as it is"):
        submission.liar = 1
