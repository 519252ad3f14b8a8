import numpy as np
import pytest

from autograder.checks import assert_close


def layer(rng, shape, outputs):
    """Return inputs of `shape`, weights and biases for `outputs` outputs, and a dout."""
    features = int(np.prod(shape[1:]))
    w, b = rng.normal(size=(features, outputs)), rng.normal(size=outputs)
    return rng.normal(size=shape), w, b, rng.normal(size=(shape[0], outputs))


def gradients(submission, x, w, b, dout):
    """Return the student's dx, dw and db; the cache stays beside the student."""
    _, cache = submission.affine_forward.keep(1)(x, w, b)
    dx, dw, db = submission.affine_backward(dout, cache)
    return dx, dw, db


@pytest.mark.task("affine", points=2)
@pytest.mark.parametrize("shape", [(5, 3), (3, 2, 4, 2)], ids=["rows", "images"])
def test_forward(submission, rng, shape):
    """Inputs with several axes are flattened to one row for each example.

    Does each row hold exactly one example, in the order in which its numbers lie?
    """
    x, w, b, _ = layer(rng, shape, 4)
    out, _ = submission.affine_forward.keep(1)(x, w, b)
    assert_close(out, x.reshape(len(x), -1) @ w + b, name="out")


@pytest.mark.task("affine", points=1)
@pytest.mark.parametrize("shape", [(4, 3), (3, 2, 4, 2)], ids=["rows", "images"])
def test_gradient_of_inputs(submission, rng, shape):
    """The gradient of the inputs has their shape, also if they have several axes.

    Is the shape of x still known in the backward pass?
    """
    x, w, b, dout = layer(rng, shape, 5)
    dx, _, _ = gradients(submission, x, w, b, dout)
    assert_close(dx, (dout @ w.T).reshape(shape), name="dx")


@pytest.mark.task("affine", points=1)
def test_gradient_of_weights(submission, rng):
    """The gradient of the weights collects what all examples say, as a sum.

    Is it the sum over the batch, without a division by N? The loss has divided already.
    """
    x, w, b, dout = layer(rng, (6, 3), 4)
    _, dw, _ = gradients(submission, x, w, b, dout)
    assert_close(dw, np.einsum("nd,nm->dm", x, dout), name="dw")


@pytest.mark.task("affine", points=1)
def test_gradient_of_biases(submission, rng):
    """The gradient of the biases is a sum over the batch, with the shape of b.

    Over which axis do you sum, and is one axis left?
    """
    x, w, b, dout = layer(rng, (6, 3), 4)
    _, _, db = gradients(submission, x, w, b, dout)
    assert_close(db, np.einsum("nm->m", dout), name="db")
