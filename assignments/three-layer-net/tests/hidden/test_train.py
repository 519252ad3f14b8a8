from itertools import combinations, permutations

import numpy as np
import pytest

from autograder.checks import assert_close, assert_decreases, assert_shape

from .reference_net import activations, loss_and_grads, network


@pytest.fixture
def train(submission, remote, conventions):
    """Call train, with a right loss_and_grads in place of the student's own."""

    def right(params, X, y, reg=0.0):
        return loss_and_grads(params, X, y, reg, conventions["l2"])

    remote.set(submission, "loss_and_grads", right)
    return submission.train


@pytest.fixture
def epoch(conventions):
    """Return one epoch's mean loss and the parameters after it, given the batches."""

    def run(params, X, y, batches, learning_rate, *, reg=0.0):
        losses = []
        for batch in batches:
            rows = list(batch)
            loss, grads = loss_and_grads(params, X[rows], y[rows], reg, conventions["l2"])
            params = {name: params[name] - learning_rate * grads[name] for name in params}
            losses.append(loss)
        return float(np.mean(losses)), params

    return run


@pytest.mark.task("train", points=2)
@pytest.mark.parametrize("reg", [0.0, 0.05], ids=["without_penalty", "with_penalty"])
def test_full_batches(train, epoch, rng, reg):
    """With all examples in one batch, history and parameters follow gradient descent.

    Is each step taken from where the last one ended, and does loss_and_grads get to know reg?
    """
    params, X, y = network(rng)
    got, history = train(params, X, y, 0.1, len(X), 4, reg)
    want = []
    for _ in range(4):
        loss, params = epoch(params, X, y, [range(len(X))], 0.1, reg=reg)
        want.append(loss)
    assert_close(history, want, name="history")
    assert_close(got, params, name="params")


@pytest.mark.task("train", points=1)
def test_last_batch(train, epoch, rng):
    """Five examples in batches of three are a batch of three and one of two.

    Does an epoch end with the examples that are left over, or before them?
    """
    start, X, y = network(rng, examples=5)
    got, _ = train(start, X, y, 0.3, 3, 1)
    assert_shape(got["b3"], start["b3"].shape, name='params["b3"]')
    everyone = set(range(5))
    batches = [(first, everyone - set(first)) for first in combinations(range(5), 3)]
    ends = [epoch(start, X, y, pair, 0.3)[1] for pair in batches]
    nearest = min(ends, key=lambda end: np.abs(end["b3"] - got["b3"]).sum())
    assert_close(got, nearest, name="params")


@pytest.mark.task("train", points=1)
def test_order_of_examples(train, epoch, rng):
    """In every epoch each example is used once, in an order that is drawn anew.

    Do you draw a permutation inside the loop over the epochs, and for X and y together?
    """
    params, X, y = network(rng, examples=3)
    _, history = train(params, X, y, 0.1, 1, 12)
    assert_shape(np.array(history), (12,), name="history")
    orders = set()
    for number, found in enumerate(history):
        # The loss of an epoch tells in which order its examples came.
        ways = {way: epoch(params, X, y, [[n] for n in way], 0.1) for way in permutations(range(3))}
        order = min(ways, key=lambda way: abs(ways[way][0] - found))
        mean_loss, params = ways[order]
        assert_close(found, mean_loss, name=f"history[{number}]")
        orders.add(order)
    # Twelve orders drawn anew are all the same once in 6**11 trainings.
    assert_close(len(orders) > 1, expected=True, name="order differs between epochs")


@pytest.mark.task("train", points=1)
def test_seed(train, rng):
    """The same seed gives the same training, another seed another one.

    Is every random number drawn from one generator, made from seed?
    """
    params, X, y = network(rng)
    first, again, other = (train(params, X, y, 0.1, 1, 2, seed=seed)[0] for seed in (5, 5, 6))
    assert_close(again, first, name="params with the same seed")
    assert_shape(other["W1"], params["W1"].shape, name='params["W1"]')
    moved = bool(np.abs(other["W1"] - first["W1"]).max() > 1e-9)
    assert_close(moved, expected=True, name="another seed gives other params")


@pytest.mark.task("train", points=1)
def test_rings(train):
    """Twenty epochs on points of three rings teach the network to tell the rings apart.

    Which of the settings does not reach the step: learning rate, batch size, epochs?
    """
    # A start from which training succeeds in whatever order the examples come.
    rng = np.random.default_rng(1)
    params, _, _ = network(rng, sizes=(2, 16, 12, 3))
    y = np.tile(np.arange(3), 30)
    angle, radius = rng.uniform(0, 2 * np.pi, size=90), y + rng.uniform(0.6, 0.9, size=90)
    X = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    got, history = train(params, X, y, 0.15, 15, 20)
    assert_decreases(history, name="history")
    for name, value in params.items():
        assert_shape(got[name], value.shape, name=f'params["{name}"]')
    trained = {name: np.array(got[name]) for name in params}
    correct = np.equal(activations(trained, X)[-1][0].argmax(axis=1), y).mean()
    assert_close(bool(correct > 0.6), expected=True, name="more than 60 % of the points are right")
