import numpy as np
import pytest

from autograder.checks import assert_close, assert_gradient

SHAPES = {"flat": (6,), "column": (4, 1), "one": (1,)}


def loss_of(form):
    """Return the generator's loss in one of the published forms."""
    forms = {
        "non_saturating": lambda x: np.log1p(np.exp(-x)).mean(),
        "saturating": lambda x: -np.log1p(np.exp(x)).mean(),
    }
    return forms[form]


@pytest.mark.task("gradient", points=3)
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_numeric_gradient(submission, rng, conventions, shape):
    """The gradient is the slope of the loss, for a batch of any size, flat or in a column.

    Is it of the shape of the logits, and does the mean leave each of N logits 1/N?
    """
    fake = rng.uniform(-2, 4, size=shape)
    got = submission.generator_loss_grad(fake)
    loss = loss_of(conventions["generator_loss"])
    assert_gradient(loss, {"logits_fake": fake}, {"logits_fake": got}, rtol=1e-6)


@pytest.mark.task("gradient", points=2)
def test_large_logits(submission, rng, conventions):
    """At logits of 1000 and -1000 the gradient is a number, and the right one.

    Which of your exponentials becomes infinite, and can you divide by it instead?
    """
    middle = rng.uniform(1, 2)
    fake = np.array([-1000.0, 1000.0, middle, -1000.0])
    shares = {
        "non_saturating": np.array([1.0, 0.0, 1 / (1 + np.exp(middle)), 1.0]),
        "saturating": np.array([0.0, 1.0, 1 / (1 + np.exp(-middle)), 0.0]),
    }
    expected = -shares[conventions["generator_loss"]] / 4
    assert_close(submission.generator_loss_grad(fake), expected, name="gradient")
