"""Two failures are alike if place, kind, comparisons and every number are."""

import numpy as np
import pytest

from autograder.suite.sighting import Sighting

PLACE = (("test_adam.py", 7),)


def seen(*values, place=PLACE, kind="value", compared=("w",), paths=None):
    paths = paths or [f"[{number}]" for number in range(len(values))]
    return Sighting(place, kind, compared, tuple(zip(paths, map(np.asarray, values), strict=True)))


ONE = seen([1.0, 2.0, 3.0])


def test_what_is_the_same_is_alike():
    assert ONE.is_like(seen([1.0, 2.0, 3.0]))
    assert ONE.is_like(seen([1.0, 2.0, 3.0 * (1 + 1e-12)]))
    assert ONE.is_like(seen([1, 2, 3]))


@pytest.mark.parametrize(
    "other",
    [
        seen([1.0, 2.0, 3.0 + 1e-7]),
        seen([1.0, 2.0, np.nan]),
        seen([[1.0, 2.0, 3.0]]),
        seen([1.0, 2.0]),
        seen([1.0, 2.0, 3.0], place=(("test_adam.py", 8),)),
        seen([1.0, 2.0, 3.0], place=(*PLACE, ("helper.py", 1))),
        seen([1.0, 2.0, 3.0], kind="credit"),
        seen([1.0, 2.0, 3.0], compared=("w", "w")),
        seen([1.0, 2.0, 3.0], paths=["[1]"]),
    ],
)
def test_any_difference_is_one(other):
    assert not ONE.is_like(other)
    assert not other.is_like(ONE)


def test_not_a_number_is_like_nothing():
    assert not seen([np.nan]).is_like(seen([np.nan]))


def test_single_precision_is_held_to_its_own_rounding():
    single = np.array([1.0, 2.0, 3.0], "float32")
    assert seen(single).is_like(seen(single * np.float32(1 + 2e-7)))
    assert seen(single).is_like(ONE)
    assert not seen(single).is_like(seen(single * np.float32(1 + 1e-4)))


def test_whole_numbers_are_equal_or_not():
    large = 1 << 60
    assert not seen([large]).is_like(seen([large + 1]))


def test_what_only_one_of_them_returned_beside_the_result_does_not_matter():
    mine = seen([1.0, 2.0], 5.0, paths=["[0]", "[1]['t']"])
    theirs = seen([1.0, 2.0], [7.0], paths=["[0]", "[1]['steps']"])
    assert mine.is_like(theirs)
    assert not mine.is_like(seen([1.0, 2.0], 6.0, paths=["[0]", "[1]['t']"]))


def test_numbers_that_differ_in_sign_only_are_not_different():
    assert seen([1.0, -1.0], [1.0]).different_numbers() == {1.0}
    assert seen([1.0, 2.0], [3.0]).different_numbers() == {1.0, 2.0, 3.0}
