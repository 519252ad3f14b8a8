import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.checks import assert_close
from autograder.errors import CheckFailure

RANDOM = np.random.default_rng(5)
MATRIX = RANDOM.normal(size=(4, 5))
SQUARE = RANDOM.normal(size=(4, 4))
IMAGES = RANDOM.normal(size=(2, 3, 6, 5))


def second_line(actual, expected, **settings):
    with pytest.raises(CheckFailure) as caught:
        assert_close(actual, expected, **settings)
    return str(caught.value).partition("\n")[2]


def padded_wrong(images):
    images = images.copy()
    images[..., 0, :] += 1.0
    images[..., -1] += 1.0
    return images


@pytest.mark.parametrize(
    ("actual", "expected", "guess"),
    [
        (-MATRIX, MATRIX, "opposite sign"),
        (SQUARE.T, SQUARE, "the expected array transposed"),
        (MATRIX[::-1], MATRIX, "Axis 0 is in reverse order"),
        (MATRIX[:, ::-1], MATRIX, "Axis 1 is in reverse order"),
        (MATRIX * 4, MATRIX, "a factor of 4 (the batch size?): is a division by 4 missing?"),
        (MATRIX / 4, MATRIX, "a factor of 1/4 (the batch size?): is a division by 4 too many?"),
        (MATRIX * 5, MATRIX, "a factor of 5 (the size of axis 1)"),
        (MATRIX * 32, MATRIX, "a factor of 32: is a division by 32 missing?"),
        (MATRIX * 2, MATRIX, "Every value is twice the expected one"),
        (MATRIX / 2, MATRIX, "Every value is half the expected one"),
        (MATRIX * -0.3, MATRIX, "Every value is -0.3 times the expected one"),
        (MATRIX + 0.5, MATRIX, "Every value is 0.5 too large"),
        (MATRIX - 0.5, MATRIX, "Every value is 0.5 too small"),
        (np.roll(MATRIX, 1, 0), MATRIX, "expected at i - 1: is it one step behind?"),
        (np.roll(MATRIX, -1, 1), MATRIX, "Index i of axis 1 holds what is expected at i + 1"),
        (MATRIX**2, MATRIX, "squares of the expected values"),
        (np.sqrt(np.abs(MATRIX)), np.abs(MATRIX), "roots of the expected values"),
        (np.abs(MATRIX), MATRIX, "without their signs"),
        (1 / MATRIX, MATRIX, "1 divided by the expected values"),
        (np.exp(MATRIX), MATRIX, "exp of the expected values"),
        (np.log(np.abs(MATRIX)), np.abs(MATRIX), "logs of the expected values"),
        (np.sort(MATRIX), MATRIX, "the expected values in another order"),
        (MATRIX * 0, MATRIX, "All values are 0"),
        (padded_wrong(IMAGES), IMAGES, "Only the border of the last two axes differs"),
        (np.trunc(MATRIX * 9).astype(int), MATRIX * 9, "cut to whole numbers (int64)"),
        (np.trunc(MATRIX * 9).astype(int) + 1, MATRIX * 9, "holds whole numbers only (int64)"),
    ],
)
def test_a_wrong_value_is_recognised(actual, expected, guess):
    assert guess in second_line(actual, expected)


@pytest.mark.parametrize(
    ("actual", "expected", "guess"),
    [
        (MATRIX.T, MATRIX, "the expected array transposed"),
        (IMAGES.transpose(0, 2, 3, 1), IMAGES, "np.transpose(result, (0, 3, 1, 2)) would fit"),
        (MATRIX.reshape(20, 1), MATRIX.reshape(20), "only the shape differs"),
        (MATRIX, MATRIX.sum(axis=0), "The sum over axis 0 gives the expected values"),
        (MATRIX, MATRIX.mean(axis=0), "The mean over axis 0 gives the expected values"),
        (IMAGES, IMAGES.sum(axis=(0, 2, 3)), "The sum over axes 0, 2, 3 gives"),
        (MATRIX.sum(axis=0), MATRIX, "the expected array summed over axis 0"),
    ],
)
def test_a_wrong_shape_is_recognised(actual, expected, guess):
    assert guess in second_line(actual, expected)


@pytest.mark.parametrize("factor", [2.0, 0.5, 1.0001, 3.0, 0.0])
def test_a_single_number_gets_no_guess(factor):
    assert second_line(4.0 * factor, 4.0) == ""
    assert second_line(np.array([[4.0 * factor]]), np.array([[4.0]])) == ""
    assert second_line(np.array([4.0 * factor]), 4.0) == ""


def test_a_single_number_may_have_the_opposite_sign():
    assert "opposite sign" in second_line(-4.0, 4.0)


def test_two_explanations_are_none():
    antisymmetric = SQUARE - SQUARE.T
    assert second_line(antisymmetric.T, antisymmetric) == ""
    line = np.arange(1.0, 8.0)
    assert second_line(line + 1, line) == "", "one too large, or one step ahead"


def test_what_is_mostly_zero_proves_nothing():
    sparse = np.zeros(10)
    sparse[3:5] = 1.0, 2.0
    assert second_line(sparse * 7, sparse) == ""


def test_a_constant_proves_nothing():
    assert second_line(np.full(9, 6.0), np.full(9, 3.0)) == ""


def test_a_sign_within_rounding_is_a_sign_and_no_factor():
    assert "opposite sign" in second_line(-MATRIX * (1 + 3e-7), MATRIX)


def test_where_neighbours_are_equal_no_step_is_claimed():
    rows = np.tile(MATRIX[0], (4, 1))
    first_wrong = rows.copy()
    first_wrong[0] += 1.0
    guess = second_line(first_wrong, rows)
    assert guess == "Only index 0 of axis 0 differs, all others are right."


def test_a_loose_tolerance_does_not_make_claims_loose():
    almost = -MATRIX * (1 + 0.05 * RANDOM.normal(size=MATRIX.shape))
    assert second_line(almost, MATRIX, rtol=0.1) == ""


def test_infinite_expected_values_and_complex_ones_get_no_guess():
    strange = np.array([1.0, 2.0, 3.0, np.inf])
    assert second_line(np.array([2.0, 4.0, 6.0, np.inf]), strange) == ""
    assert second_line(-MATRIX * 1j, MATRIX * 1j) == ""


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(st.integers(0, 10**6), st.sampled_from([(7,), (3, 3), (4, 5), (2, 3, 4)]))
def test_unrelated_numbers_lead_to_no_claim(seed, shape):
    rng = np.random.default_rng(seed)
    assert second_line(rng.normal(size=shape), rng.normal(size=shape)) == ""


@pytest.mark.parametrize("dtype", ["float32", "float16"])
def test_guesses_hold_for_short_floats_within_the_tolerance(dtype):
    rtol = 1e-4 if dtype == "float32" else 1e-2
    line = second_line((MATRIX * 32).astype(dtype), MATRIX, rtol=rtol)
    assert ("a factor of 32" in line) == (dtype == "float32")
