"""Whatever a student returns, a check passes or fails in words: nothing else escapes."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.checks import (
    assert_close,
    assert_decreases,
    assert_distribution,
    assert_gradient,
    assert_shape,
    assert_unchanged,
)
from autograder.errors import CheckFailure
from autograder.wire import Opaque, TensorValue

MATRIX = np.array([[0.5, -1.25, 2.0], [0.1, 0.2, -0.3]])
EXPECTED = (
    0.5,
    0.0,
    3,
    True,
    1j,
    MATRIX,
    MATRIX.astype("float16"),
    np.array([1, 2, 3]),
    np.array([True, False, True]),
    np.array([np.nan, np.inf, 1e308]),
    MATRIX * 1j,
    {"W1": MATRIX, "b1": 0.5},
    [0.5, 1.5],
    (MATRIX, {"a": [1.0]}),
)
CHECKS = {
    **{
        f"close-{place}": (lambda value, wanted=wanted: assert_close(value, wanted))
        for place, wanted in enumerate(EXPECTED)
    },
    **{
        f"unchanged-{place}": (lambda value, wanted=wanted: assert_unchanged(wanted, value))
        for place, wanted in enumerate(EXPECTED)
    },
    "shape": lambda value: assert_shape(value, (2, 3)),
    "decreases": lambda value: assert_decreases(value, to=1.0, factor=2.0),
    "normal": lambda value: assert_distribution(value, mean=0, std=1, dist="normal"),
    "uniform": lambda value: assert_distribution(value, mean=0, std=1, dist="uniform"),
    "any shape": lambda value: assert_distribution(value, mean=0, std=1),
    "gradients": lambda value: assert_gradient(lambda x: (x**2).sum(), {"x": MATRIX}, value),
    "gradient": lambda value: assert_gradient(lambda x: (x**2).sum(), {"x": MATRIX}, {"x": value}),
    "function": lambda value: assert_gradient(lambda _: value, {"x": MATRIX}, {"x": MATRIX}),
    "output": lambda value: assert_gradient(
        lambda _: value, {"x": MATRIX}, {"x": MATRIX}, dout=MATRIX
    ),
}


class Handle(Opaque):
    type_name = "ünïcode \x00\n" * 20


class Unfriendly:
    """Answers no question; only its repr works, which the test's own report needs."""

    def _refuse(self, *_):
        raise RuntimeError

    __eq__ = __len__ = __iter__ = __bool__ = __float__ = __array__ = __str__ = _refuse
    __hash__ = None


def object_array(value):
    array = np.empty(1, object)
    array[0] = value
    return array


SHAPES = st.one_of(
    st.sampled_from([(), (1,), (3,), (2, 3), (3, 2), (0,), (0, 3)]),
    hnp.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=4),
)
NUMBERS = st.one_of(
    st.integers(), st.floats(), st.complex_numbers(), st.booleans(), st.just(10**4000)
)
ARRAYS = hnp.arrays(
    st.one_of(
        hnp.scalar_dtypes(),
        hnp.array_dtypes(max_size=2),
        st.sampled_from([">f8", "f2", "g", "c8"]).map(np.dtype),
    ),
    SHAPES,
)
TENSORS = hnp.arrays(st.sampled_from([np.dtype("<f4"), np.dtype("<i8")]), SHAPES).map(
    lambda array: TensorValue(array.dtype.name, array.shape, array.tobytes())
)
OBJECTS = st.sampled_from(
    [
        None,
        Handle(),
        Unfriendly(),
        object(),
        Unfriendly,
        np,
        ...,
        np.ma.array(MATRIX),
        np.rec.array(MATRIX),
        object_array(Unfriendly()),
        np.array(None),
        -MATRIX,
        MATRIX.T,
        MATRIX * 2,
        MATRIX.astype(int),
        range(3),
        b"\xff",
        "\ud800\x1b",
    ]
)
LEAVES = st.one_of(NUMBERS, ARRAYS, TENSORS, OBJECTS, st.text(), st.binary())
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(
            st.one_of(st.text(), NUMBERS, st.none(), st.tuples(st.text())), inner, max_size=3
        ),
        st.fixed_dictionaries({"W1": inner, "b1": inner}),
        st.tuples(inner, st.fixed_dictionaries({"a": st.lists(inner, max_size=2)})),
    ),
    max_leaves=6,
)


def assert_fair_form(failure):
    lines = str(failure).split("\n")
    assert 1 <= len(lines) <= 2
    assert all(line and len(line) <= 200 and line.isprintable() for line in lines)
    assert failure.kind in ("value", "shape", "dtype", "missing")
    assert max(len(failure.expected), len(failure.actual)) < 300


@pytest.mark.parametrize("check", CHECKS)
@settings(
    max_examples=100,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(value=VALUES)
def test_any_value_passes_or_fails_in_words(check, value):
    try:
        CHECKS[check](value)
    except CheckFailure as failure:
        assert_fair_form(failure)


@pytest.mark.parametrize("place", [5, 6, 7, 8, 9, 10])
@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(value=VALUES)
def test_what_passes_has_the_shape_that_was_expected(place, value):
    expected = EXPECTED[place]
    try:
        assert_close(value, expected)
    except CheckFailure:
        return
    found = value.numpy() if isinstance(value, TensorValue) else value
    assert np.shape(found) == expected.shape
