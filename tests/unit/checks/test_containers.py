import numpy as np
import pytest

from autograder.checks import assert_close

GRADS = {"W1": np.ones((2, 2)), "b1": np.zeros(2)}


def test_a_dict_is_compared_key_by_key():
    assert_close({"b1": np.zeros(2), "W1": np.ones((2, 2))}, GRADS)


def test_the_failing_entry_is_named(fails):
    wrong = {**GRADS, "b1": np.array([0.0, 1.0])}
    message = str(fails(assert_close, wrong, GRADS, name="grads"))
    assert message == ('grads["b1"][1]: expected 0, found 1 (off by 1; 1 of 2 values differ).')


def test_a_missing_key_is_named(fails):
    failure = fails(assert_close, {"W1": np.ones((2, 2))}, GRADS, name="grads")
    assert str(failure) == 'grads: expected the key "b1", found "W1".'
    assert failure.kind == "missing"


def test_a_key_too_many_is_named(fails):
    failure = fails(assert_close, {**GRADS, "W\n2": 1.0}, GRADS, name="grads")
    assert str(failure) == 'grads: expected only the keys "W1", "b1", also found "W?2".'


def test_an_entry_of_none_is_not_called_a_missing_return(fails):
    failure = fails(assert_close, {**GRADS, "b1": None}, GRADS, name="grads")
    assert str(failure) == (
        'grads["b1"]: expected numbers in an array of shape (2,), but found None.\n'
        "Is this value ever computed?"
    )


@pytest.mark.parametrize("other", [None, [1.0, 2.0], np.ones(2), "W1", {1, 2}])
def test_nothing_else_stands_for_a_dict(fails, other):
    assert fails(assert_close, other, GRADS).kind in ("dtype", "missing")


def test_a_list_and_a_tuple_unpack_alike():
    assert_close([1.0, np.ones(2)], (1.0, np.ones(2)))
    assert_close((1.0, 2.0), [1.0, 2.0])


def test_a_history_may_be_an_array(fails):
    assert_close(np.array([3.0, 2.0]), [3.0, 2.0])
    fails(assert_close, np.array([3.0, 2.5]), [3.0, 2.0])
    fails(assert_close, np.ones((2, 2)), [np.ones(2), np.ones(2)])


def test_a_length_is_part_of_the_answer(fails):
    failure = fails(assert_close, [3.0], [3.0, 2.0], name="history")
    assert str(failure) == "history: expected 2 values, found 1."
    assert failure.kind == "shape"
    fails(assert_close, [], [3.0])
    fails(assert_close, [3.0, 2.0, 1.0], [3.0, 2.0])


def test_containers_nest_and_so_do_names(fails):
    wanted = {"cache": (1.0, [np.ones(2)])}
    assert_close({"cache": (1.0, [np.ones(2)])}, wanted)
    failure = fails(assert_close, {"cache": (1.0, [np.ones(3)])}, wanted, name="out")
    assert failure.name == 'out["cache"][1][0]'


def test_each_value_has_its_own_scale(fails):
    fails(assert_close, (1e9, 0.1), (1e9, 0.2))


def test_one_array_does_not_stand_for_a_pair_of_arrays(fails):
    message = str(fails(assert_close, np.ones(2), (np.ones(2), 1.0), name="result"))
    assert message == (
        "result: expected a tuple of length 2, but the function returned "
        "array (2,) float64 [1, 1] mean 1."
    )
