import numpy as np
import pytest

from autograder.checks import assert_close


def log_probabilities(x):
    """Return the logarithm of the softmax of each row."""
    shifted = x - x.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def cross_entropy(x, y):
    """Return the mean loss."""
    return -float(np.mean(log_probabilities(x)[np.eye(x.shape[1], dtype=bool)[y]]))


def slope(x, y):
    """Return the gradient of the mean loss."""
    return (np.exp(log_probabilities(x)) - np.eye(x.shape[1])[y]) / len(x)


def batch(rng, examples=7, classes=4):
    """Return scores and labels; every class occurs, and not once each in order."""
    y = np.concatenate([np.arange(classes)[::-1], rng.integers(classes, size=examples - classes)])
    return 2 * rng.normal(size=(examples, classes)), y


@pytest.mark.task("softmax", points=1)
def test_loss(submission, rng):
    """The loss is the mean of -log p of the right class, for any number of examples and classes.

    Do you divide by N exactly once?
    """
    x, y = batch(rng)
    loss, _ = submission.softmax_loss(x, y)
    assert_close(loss, cross_entropy(x, y), name="loss")


@pytest.mark.task("softmax", points=2)
@pytest.mark.parametrize("size", [(7, 4), (1, 3)], ids=["batch", "one_example"])
def test_gradient(submission, rng, size):
    """The gradient with respect to the scores is that of the mean loss.

    Is 1 taken from the right class of each row, once, and is all divided by N?
    """
    x, y = batch(rng, *size) if size[0] >= size[1] else (rng.normal(size=size), np.array([1]))
    _, dx = submission.softmax_loss(x, y)
    assert_close(dx, slope(x, y), name="dx")


@pytest.mark.task("softmax", points=1)
def test_large_scores(submission, rng):
    """Rows around 1000 or -1000 give the same loss and gradient as those around 0.

    What is exp(1000), and what may you subtract from each row before you take exp?
    """
    x, y = batch(rng)
    far = np.where(np.arange(len(x)) % 2, 1000.0, -1000.0)[:, None]
    loss, dx = submission.softmax_loss(x + far, y)
    assert_close(loss, cross_entropy(x, y), name="loss")
    assert_close(dx, slope(x, y), name="dx")


@pytest.mark.task("softmax", points=1)
def test_sure_and_wrong(submission, rng):
    """A right class that is 1000 or more behind has a large loss, not an infinite one.

    Do you take the log of a probability that has been rounded to 0?
    """
    x, y = batch(rng)
    x[np.arange(len(x)), y] -= 1000
    loss, dx = submission.softmax_loss(x, y)
    assert_close(loss, cross_entropy(x, y), name="loss")
    assert_close(dx, slope(x, y), name="dx")
