import numpy as np
import pytest

from autograder.checks import assert_close, assert_gradient

from .nets import Net, draw_case, draw_net


@pytest.mark.task("input_gradient", points=3)
@pytest.mark.parametrize("sizes", [(5, 7, 3), (9, 6, 5), (4, 8, 2)], ids=str)
def test_numeric_gradient(submission, rng, sizes):
    """It is the gradient of the loss, as small changes of the pixels show it.

    Does each step of the forward pass have its step in the backward pass, in reverse order?
    """
    D, H, C = sizes
    net, X, y = draw_case(rng, (1, D), hidden=H, classes=C)
    got = submission.input_gradient(net.params, X, y)
    assert_gradient(lambda X: net.loss(X, y), {"X": X}, {"X": got})


@pytest.mark.task("input_gradient", points=2)
def test_mean_over_the_batch(submission, rng):
    """In a batch of N pictures each counts one N-th: the loss is a mean.

    Is the gradient divided by the number of pictures, once?
    """
    net, X, y = draw_case(rng, (6, 5))
    alone = np.concatenate([net.gradient(X[[i]], y[[i]]) for i in range(6)])
    got = submission.input_gradient(net.params, X, y)
    assert_close(got, alone / 6, name="gradient")


@pytest.mark.task("input_gradient", points=2)
def test_large_scores(submission, rng):
    """Scores of 1000 do not overflow.

    What does exp(1000) give, and what may be taken off all scores of a row before exp?
    """
    net = draw_net(rng, 6, 8, 5)
    scores = rng.permutation([1000.0, 1001.0, 998.0, 1000.5, 0.0])
    net = Net(net.params | {"b2": net.params["b2"] + scores})
    X, y = rng.uniform(size=(1, 6)), np.flatnonzero(scores == 998)
    got = submission.input_gradient(net.params, X, y)
    assert_close(got, net.gradient(X, y), name="gradient")


@pytest.mark.task("input_gradient", points=1)
def test_units_that_are_off(submission, rng):
    """Hidden units that are off let nothing through, whatever their weights are.

    Is the gradient set to zero where the input of the ReLU was negative?
    """
    net = draw_net(rng, 5, 8, 3)
    net = Net(net.params | {"b1": rng.permutation(np.repeat([-9.0, 1.0], [6, 2]))})
    X, y = rng.uniform(size=(1, 5)), rng.integers(3, size=1)
    got = submission.input_gradient(net.params, X, y)
    assert_close(got, net.gradient(X, y), name="gradient")


@pytest.mark.task("input_gradient", points=1)
def test_each_label(submission, rng):
    """The same picture under each label: every row has the gradient of its own label.

    Is 1 taken off in row i at column y[i] and nowhere else, and is the loss a mean over the rows?
    """
    net, X, _ = draw_case(rng, (1, 6), classes=4)
    X, y = np.repeat(X, 4, axis=0), rng.permutation(4)
    got = submission.input_gradient(net.params, X, y)
    assert_close(got, net.gradient(X, y), name="gradient")
