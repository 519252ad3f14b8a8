"""Golden messages: what a student reads, word by word."""

import numpy as np
import pytest

from autograder.checks import assert_close, assert_shape
from autograder.wire import Opaque

WANTED = np.array([[0.5, -1.25, 2.0], [0.1, 0.2, -0.3]])


class Handle(Opaque):
    type_name = "Momentum\x1b[31mState"


def changed(index, value):
    array = WANTED.copy()
    array[index] = value
    return array


CASES = {
    "one value": (
        changed((1, 2), 0.3),
        (
            "next_w[1, 2]: expected -0.3, found 0.3 (relative error 2; 1 of 6 values differ).\n"
            "Only index 2 of axis 1 differs, all others are right."
        ),
    ),
    "nan": (
        changed((0, 2), np.nan),
        (
            "next_w: expected 2, found NaN at [0, 2] (1 of 6 values are NaN or infinite).\n"
            "Is there a division by 0, a log of 0, or an exp of a large number?"
        ),
    ),
    "none": (
        None,
        (
            "next_w: expected numbers in an array of shape (2, 3), "
            "but the function returned None.\n"
            "Is there a `return` at the end of the function?"
        ),
    ),
    "tuple": (
        (WANTED, {}),
        (
            "next_w: expected numbers in an array of shape (2, 3), but the function returned "
            "a tuple of length 2.\n"
            "Does the function return more than one value, such as a cache?"
        ),
    ),
    "list": (
        WANTED.tolist(),
        (
            "next_w: expected numbers in an array of shape (2, 3), but the function returned "
            "a list of length 2.\n"
            "Does the list need to become one array, with np.array(...)?"
        ),
    ),
    "handle": (
        Handle(),
        (
            "next_w: expected numbers in an array of shape (2, 3), but the function returned "
            "an object of type 'Momentum?[31mState'."
        ),
    ),
    "shape": (np.zeros((4, 3)), "next_w: expected shape (2, 3), found shape (4, 3)."),
    "scalar": (0.5, "next_w: expected shape (2, 3), found a single number."),
    "complex": (WANTED * 1j, "next_w: expected real numbers, found complex numbers (complex128)."),
    "truths": (
        WANTED > 0,
        (
            "next_w: expected real numbers, found True/False values (bool).\n"
            "Is a comparison such as `x > 0` returned in place of the values?"
        ),
    ),
    "whole": (
        WANTED.astype(int),
        (
            "next_w[0, 0]: expected 0.5, found 0 (5 of 6 values differ).\n"
            "These are the expected values cut to whole numbers (int64): does it start as an "
            "integer array, or is `//` used?"
        ),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_student_reads(case, fails):
    actual, message = CASES[case]
    assert str(fails(assert_close, actual, WANTED, name="next_w")) == message


def test_a_number_shows_as_many_digits_as_it_takes(fails):
    message = str(fails(assert_close, 1.0000035, 1.0, name="loss"))
    assert message == "loss: expected 1, found 1.0000035 (relative error 3.5e-06)."


def test_beside_an_expected_zero_the_difference_is_told(fails):
    message = str(fails(assert_close, 0.125, 0.0, name="loss"))
    assert message == "loss: expected 0, found 0.125 (off by 0.125)."


def test_a_float_for_a_whole_number_gets_a_question(fails):
    assert str(fails(assert_close, 3.0, 3, name="size")) == (
        "size: expected whole numbers, found real numbers (float).\n"
        "Is a `/` used where `//` is meant, or an array of floats filled with whole numbers?"
    )


def test_a_wrong_shape_is_told_by_assert_shape_too(fails):
    message = str(fails(assert_shape, WANTED, (3, 2), name="dw"))
    assert message == "dw: expected shape (3, 2), found shape (2, 3)."


def test_names_of_any_length_leave_room_for_the_rest(fails):
    message = str(fails(assert_close, 1.0, 2.0, name="n" * 500))
    assert message.endswith("expected 2, found 1 (relative error 0.5).")
