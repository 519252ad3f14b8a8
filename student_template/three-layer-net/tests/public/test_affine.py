import numpy as np
import pytest

from autograder.checks import assert_close, assert_gradient

X = np.array([[1.0, 2.0], [0.0, -1.0]])
W = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, -1.0]])
B = np.array([0.0, 1.0, 0.0])


@pytest.mark.task("affine", points=1)
def test_forward_by_hand(submission):
    """The forward pass gives the numbers of the handout.

    Is it one product of matrices, with the bias added to every row?
    """
    out, _ = submission.affine_forward.keep(1)(X, W, B)
    assert_close(out, np.array([[1.0, 3.0, 0.0], [0.0, 0.0, 1.0]]), name="out")


@pytest.mark.task("affine", points=1)
def test_backward_by_hand(submission):
    """The backward pass gives the numbers of the handout.

    Which product of dout with w has the shape of x, and which with x has the shape of w?
    """
    _, cache = submission.affine_forward.keep(1)(X, W, B)
    dout = np.array([[1.0, 0.0, 1.0], [0.0, 2.0, 0.0]])
    dx, dw, db = submission.affine_backward(dout, cache)
    assert_close(dx, np.array([[3.0, -1.0], [0.0, 2.0]]), name="dx")
    assert_close(dw, np.array([[1.0, 0.0, 1.0], [2.0, -2.0, 2.0]]), name="dw")
    assert_close(db, np.array([1.0, 2.0, 1.0]), name="db")


@pytest.mark.task("affine", points=1)
def test_gradients_agree_with_the_forward_pass(submission, rng):
    """Moving an input a little changes the output as the gradients say.

    Do the backward and the forward pass tell of the same function?
    """
    args = {"x": rng.normal(size=(3, 4)), "w": rng.normal(size=(4, 2)), "b": rng.normal(size=2)}
    dout = rng.normal(size=(3, 2))

    def out(x, w, b):
        return submission.affine_forward.keep(1)(x, w, b)[0]

    _, cache = submission.affine_forward.keep(1)(*args.values())
    dx, dw, db = submission.affine_backward(dout, cache)
    assert_gradient(out, args, {"x": dx, "w": dw, "b": db}, dout=dout)
