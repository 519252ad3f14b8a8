import numpy as np
import pytest

from autograder.checks import assert_gradient, numeric_gradient
from autograder.wire import TensorValue

RANDOM = np.random.default_rng(3)
X, W, B = RANDOM.normal(size=(3, 4)), RANDOM.normal(size=(4, 2)), RANDOM.normal(size=2)
DOUT = RANDOM.normal(size=(3, 2))
ARGS = {"x": X, "w": W, "b": B}
GRADS = {"dx": 0, "x": DOUT @ W.T, "w": X.T @ DOUT, "b": DOUT.sum(axis=0)}


def affine(x, w, b):
    return x @ w + b


def test_the_gradient_of_a_number():
    np.testing.assert_allclose(numeric_gradient(lambda x: (x**3).sum(), X), 3 * X**2, rtol=1e-8)


def test_the_gradient_of_an_array_against_its_upstream_one():
    found = numeric_gradient(lambda w: X @ w, W, dout=DOUT)
    np.testing.assert_allclose(found, X.T @ DOUT, rtol=1e-8)


def test_a_plain_number_has_a_gradient_too():
    assert numeric_gradient(lambda x: x**2, 3.0).shape == ()
    assert float(numeric_gradient(lambda x: x**2, 3.0)) == pytest.approx(6.0)


def test_x_survives_a_function_that_works_in_place():
    x = X.copy()

    def square(values):
        values *= values
        return values.sum()

    np.testing.assert_allclose(numeric_gradient(square, x), 2 * X, rtol=1e-8)
    assert (x == X).all()


def test_it_costs_two_calls_an_element():
    calls = []
    numeric_gradient(lambda x: calls.append(1) or float(x.sum()), X)
    assert len(calls) == 2 * X.size


@pytest.mark.parametrize("result", [None, [1.0], np.ones(1), "1", True, 1j, np.nan, np.inf, X])
def test_a_function_without_a_number_fails_in_words(fails, result):
    fails(numeric_gradient, lambda _: result, X)


def test_a_function_that_is_nan_is_told_so(fails):
    message = str(fails(numeric_gradient, lambda _: np.nan, X))
    assert message == "f(x): expected a finite value, found NaN."


@pytest.mark.parametrize("result", [None, 1.0, np.ones((2, 3)), np.full((3, 2), np.nan)])
def test_an_output_unlike_its_upstream_gradient_fails(fails, result):
    fails(numeric_gradient, lambda _: result, X, dout=DOUT)


@pytest.mark.parametrize("x", [None, np.zeros(0), 1j, np.array([np.nan]), [1.0, 2.0], True])
def test_a_point_without_a_gradient_is_the_authors_mistake(x):
    with pytest.raises(ValueError, match="x must be"):
        numeric_gradient(lambda x: 1.0, x)


def test_a_step_must_be_seen():
    with pytest.raises(ValueError, match="lost in rounding"):
        numeric_gradient(float, 1e15)
    with pytest.raises(ValueError, match="h must be"):
        numeric_gradient(float, 1.0, h=0.0)


def test_huge_values_fail_without_a_warning(fails):
    fails(numeric_gradient, lambda x: 1.7e308 * float(np.sign(x)), 0.0)
    fails(numeric_gradient, lambda x: np.full((3, 2), 1e308), X, dout=DOUT * 100)


def test_right_gradients_pass():
    assert_gradient(affine, ARGS, GRADS, dout=DOUT)


def test_gradients_may_be_tensors():
    tensors = {
        name: TensorValue("float64", grad.shape, grad.tobytes())
        for name, grad in GRADS.items()
        if name != "dx"
    }
    assert_gradient(affine, ARGS, tensors, dout=DOUT)


def test_a_wrong_element_is_named(fails):
    wrong = GRADS["w"].copy()
    wrong[3, 1] += 0.5
    failure = fails(assert_gradient, affine, ARGS, {**GRADS, "w": wrong}, dout=DOUT)
    assert str(failure).startswith("gradient of w[3, 1]: expected ")


def test_a_known_mistake_is_recognised(fails):
    message = str(fails(assert_gradient, affine, ARGS, {**GRADS, "x": GRADS["x"] * 3}, dout=DOUT))
    assert "a factor of 3 (the batch size?): is a division by 3 missing?" in message


@pytest.mark.parametrize("grads", [None, {}, [GRADS["x"]], {**GRADS, "b": None}])
def test_missing_gradients_fail(fails, grads):
    fails(assert_gradient, affine, ARGS, grads, dout=DOUT)


def test_a_missing_gradient_is_named(fails):
    failure = fails(assert_gradient, affine, ARGS, {"x": GRADS["x"]}, dout=DOUT)
    assert str(failure) == 'gradients: expected the keys "w", "b", found "x".'


def test_a_constant_function_does_not_vouch_for_zeros(fails):
    zeros = {name: np.zeros_like(value) for name, value in ARGS.items()}
    message = str(fails(assert_gradient, lambda x, w, b: 0.5, ARGS, zeros))
    assert message.startswith("f(x, w, b): expected a value that depends on its arguments")


def test_nan_does_not_vouch_for_nan(fails):
    nans = {name: value * np.nan for name, value in ARGS.items()}
    fails(assert_gradient, lambda x, w, b: np.nan, ARGS, nans)


def test_a_huge_constant_does_not_drown_a_wrong_gradient(fails):
    zeros = {name: np.zeros_like(value) for name, value in ARGS.items()}
    fails(assert_gradient, lambda x, w, b: 1e12 + affine(x, w, b).sum(), ARGS, zeros)


def test_a_small_gradient_does_not_hide_behind_a_large_one(fails):
    args, grads = {"b": np.ones(3), "a": np.ones(3)}, {"b": np.zeros(3), "a": np.full(3, 1e4)}
    failure = fails(assert_gradient, lambda b, a: 1e11 + (b + 1e4 * a).sum(), args, grads)
    assert failure.name == "gradient of b"


def test_a_gradient_that_cancels_to_zero_is_fair():
    """Softmax does not see a constant added to every score; differences see rounding."""

    def loss(scores, shift):
        scores = np.log(np.exp(scores + shift).sum(axis=1)) - (scores + shift)[:, 0]
        return scores.sum()

    args = {"scores": X, "shift": 2.3}
    softmax = np.exp(X) / np.exp(X).sum(axis=1, keepdims=True)
    grads = {"scores": softmax - np.eye(4)[[0, 0, 0]], "shift": 0.0}
    assert numeric_gradient(lambda shift: loss(X, shift), 2.3) != 0
    assert_gradient(loss, args, grads)


def test_no_arguments_are_the_authors_mistake():
    with pytest.raises(ValueError, match="compares nothing"):
        assert_gradient(affine, {}, {})
