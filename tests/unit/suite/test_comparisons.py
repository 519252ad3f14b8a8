"""Every way we know to compare a handle, through Python, numpy, pytest and unittest."""

import copy
import operator
import os
import pickle
import unittest
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

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


def _name(function: Any) -> str:
    return getattr(function, "__qualname__", repr(function))


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


def test_assertion_rewriting_meets_the_same_refusal(course, liar_code: str) -> None:
    assertions = ("h", "not h", "h == 1", "1 == h", "h != 2", "1 in h", "h > 0", "len(h) == 3")
    tests = (
        f'@pytest.mark.task("a")\ndef test_{number}(submission):\n'
        f"    h = submission.liar()\n    assert {assertion}\n"
        for number, assertion in enumerate(assertions)
    )
    course.suite("\n".join(["import pytest", *tests]))
    for result in course.run(liar_code).values():
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
