import numpy as np
import pytest

from autograder.checks import assert_decreases
from autograder.wire import Opaque, TensorValue


@pytest.mark.parametrize(
    "history",
    [
        [3.0, 3.5, 1.0],
        (3, 2),
        np.array([3.0, 1.0]),
        [np.float32(3), np.array(1.0)],
        [TensorValue("float32", (), np.float32(3).tobytes()), 1.0],
    ],
)
def test_a_history_that_ends_lower_passes(history):
    assert_decreases(history)


def test_goals_are_reached_or_named(fails):
    assert_decreases([4.0, 1.0], to=1.0, factor=4)
    assert str(fails(assert_decreases, [4.0, 3.0, 1.5], to=1.0, name="history")) == (
        "history: expected to end at 1 or below, found 1.5 (it starts at 4, 3 values).\n"
        "It falls, but too slowly: is every batch used in every epoch?"
    )
    assert "to end at 0.4 or below" in str(fails(assert_decreases, [4.0, 0.5], to=1.0, factor=10))


def test_a_rise_is_told_from_standing_still(fails):
    assert str(fails(assert_decreases, [1.0, 2.5])) == (
        "loss: expected it to fall, but it goes from 1 to 2.5 (2 values).\n"
        "Does each step go against the gradient, and is it small enough?"
    )
    assert str(fails(assert_decreases, [1.0, 1.0, 1.0])) == (
        "loss: expected it to fall, but it is 1 all the time (3 values).\n"
        "Are the parameters updated, and are the new ones used?"
    )


def test_nan_is_named_by_its_place_wherever_it_stands(fails):
    message = str(fails(assert_decreases, [3.0, np.nan, 1.0]))
    assert message.startswith("loss[1]: expected a finite number, found NaN (of 3 values).")
    fails(assert_decreases, [np.inf, 1.0])
    fails(assert_decreases, [3.0, -np.inf])


@pytest.mark.parametrize(
    "history",
    [
        None,
        [],
        [1.0],
        3.0,
        np.zeros(0),
        np.ones((2, 2)),
        [2.0, True],
        [2.0, None],
        [[2.0], [1.0]],
        [2.0, 1j],
        "32",
        Opaque(),
        np.array([2, 1], object),
    ],
)
def test_what_is_no_history_fails_in_words(fails, history):
    if isinstance(history, Opaque):
        history.type_name = "History"
    fails(assert_decreases, history)


def test_a_history_that_starts_at_nothing_cannot_fall_by_a_factor(fails):
    assert "start above 0" in str(fails(assert_decreases, [0.0, -1.0], factor=10))


@pytest.mark.parametrize("settings", [{"factor": 1.0}, {"factor": 0.5}, {"to": np.nan}])
def test_goals_without_meaning_are_refused(settings):
    with pytest.raises(ValueError, match="must be"):
        assert_decreases([2.0, 1.0], **settings)
