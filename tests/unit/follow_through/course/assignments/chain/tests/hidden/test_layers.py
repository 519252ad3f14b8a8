import pytest

from autograder.checks import assert_close


@pytest.mark.task("layers", points=2)
def test_affine(submission, rng):
    """The output is x @ w + b."""
    x, w = rng.normal(size=(2, 3, 3))
    b = rng.normal(size=3)
    out, _ = submission.affine(x, w, b)
    assert_close(out, x @ w + b, name="out")


@pytest.mark.task("layers", points=2)
def test_affine_backward(submission, rng):
    """The gradient of w is x.T @ dout."""
    x, w, dout = rng.normal(size=(3, 3, 3))
    _, cache = submission.affine.keep(1)(x, w, rng.normal(size=3))
    _, dw, _ = submission.affine_backward(dout, cache)
    assert_close(dw, x.T @ dout, name="dw")
