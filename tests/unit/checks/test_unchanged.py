import numpy as np
import pytest

from autograder.checks import assert_unchanged

PARAMS = {"W1": np.arange(6.0).reshape(2, 3), "config": {"method": "he", "v": None, "t": 3}}


def copy(**changes):
    return {"W1": PARAMS["W1"].copy(), "config": dict(PARAMS["config"]), **changes}


def test_an_equal_copy_is_unchanged():
    assert_unchanged(PARAMS, copy())
    assert_unchanged(np.array([np.nan, np.inf, -0.0]), np.array([np.nan, np.inf, 0.0]))


def test_the_smallest_change_is_named(fails):
    after = copy()
    after["W1"][1, 0] = np.nextafter(3.0, 4.0)
    assert str(fails(assert_unchanged, PARAMS, after, name="params")) == (
        'params["W1"][1, 0] must stay as it was: expected 3, found 3.0000000000000004.\n'
        "Does an update such as `w -= ...` change the caller's array in place?"
    )


@pytest.mark.parametrize(
    "after",
    [
        copy(W1=PARAMS["W1"].astype("float32")),
        copy(W1=PARAMS["W1"].reshape(3, 2)),
        copy(W1=PARAMS["W1"] * np.nan),
        copy(W1=PARAMS["W1"].tolist()),
        copy(W1=None),
        copy(extra=1.0),
        copy(config={"method": "xavier", "v": None, "t": 3}),
        copy(config={"method": "he", "v": 0.0, "t": 3}),
        copy(config={"method": "he", "v": None, "t": 3.0}),
        copy(config={"method": "he", "v": None}),
        copy(config=None),
        None,
    ],
)
def test_any_change_fails(fails, after):
    fails(assert_unchanged, PARAMS, after)


def test_a_list_and_a_tuple_differ_here(fails):
    fails(assert_unchanged, [1.0, 2.0], (1.0, 2.0))
    fails(assert_unchanged, [1.0, 2.0], np.array([1.0, 2.0]))


@pytest.mark.parametrize("before", [{}, [], np.zeros(0)])
def test_nothing_to_compare_is_the_authors_mistake(before):
    with pytest.raises(ValueError, match="compares nothing"):
        assert_unchanged(before, before)


def test_an_object_cannot_be_compared():
    with pytest.raises(TypeError, match="cannot be compared: it was an object of type 'object'"):
        assert_unchanged({"a": object()}, {"a": object()})
