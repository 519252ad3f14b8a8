import numpy as np
import pytest

from autograder.checks import assert_close, assert_shape

from .parts import SOURCE


@pytest.fixture
def weights(rng):
    """Weights of the three parts, for 3 inputs and 2 targets."""
    sizes = {"h": (3, 5), "g": (5, 4), "f": (4, 2)}
    return {name: 0.6 * rng.normal(size=size) for name, size in sizes.items()}


@pytest.fixture
def make(remote, weights):
    """Make h, g, f and the criterion; the first and the last can report what they see."""

    def parts(see_x=None, see_y=None):
        made = remote.define(SOURCE, "parts")
        h, g = made.Sine(weights["h"], see_x), made.Cubic(weights["g"])
        return h, g, made.Line(weights["f"]), made.LogCosh(see_y)

    return parts


@pytest.fixture
def step(submission, remote, make):
    """Take the student's step from the start; return all weights after it."""

    def weights_after(x, y, learning_rate):
        h, g, f, criterion = make()
        submission.sgd_step(h, g, f, criterion, x, y, learning_rate)
        return {
            name: remote.get(part, "weights") for name, part in zip("hgf", (h, g, f), strict=True)
        }

    return weights_after


def loss_and_gradients(weights, x, y):
    """Return the loss, and the gradients by the chain rule, written out."""
    z = x @ weights["h"]
    a = np.sin(z)
    u = a @ weights["g"]
    b = u + u**3 / 10
    off = b @ weights["f"] - y
    df = np.tanh(off) / off.size
    dg = df @ weights["f"].T * (1 + 3 * u**2 / 10)
    dh = dg @ weights["g"].T * np.cos(z)
    grads = {"h": x.T @ dh, "g": a.T @ dg, "f": b.T @ df}
    return float(np.mean(np.log(np.cosh(off)))), grads


@pytest.mark.task("pipeline", points=3)
@pytest.mark.parametrize("part", ["h", "g", "f"])
def test_step(step, rng, weights, part):
    """Each part's weights move against the gradient of the loss before the step.

    What is this part's upstream gradient, and which weights had the parts behind it by then?
    """
    x, y = rng.normal(size=(6, 3)), rng.normal(size=(6, 2))
    found = step(x, y, 0.5)[part]
    _, grads = loss_and_gradients(weights, x, y)
    assert_close(found, weights[part] - 0.5 * grads[part], name=f"{part}.weights")


@pytest.mark.task("pipeline", points=1)
def test_batches(submission, rng, make):
    """Seven examples in batches of three: each comes once, with its own target.

    Is the last, smaller batch used, and do X and Y follow the same order?
    """
    seen_x, seen_y = [], []
    X = np.hstack([np.arange(7.0)[:, None], rng.normal(size=(7, 2))])
    Y = rng.normal(size=(7, 2))
    submission.train_pipeline(*make(seen_x.append, seen_y.append), X, Y, 0.01, 3, 1)
    sizes = sorted(len(np.atleast_1d(x)) for x in seen_x)
    assert_close(sizes, [1, 3, 3], name="the sizes of the batches")
    x, y = np.concatenate(seen_x), np.concatenate(seen_y)
    assert_shape(x, X.shape, name="all inputs seen")
    order = np.argsort(x[:, 0])
    assert_close(x[order], X, name="the inputs seen, sorted")
    assert_shape(y, Y.shape, name="all targets seen")
    assert_close(y[order], Y, name="the targets seen, in the order of their inputs")


@pytest.mark.task("pipeline", points=1)
def test_order_of_epochs(submission, rng, make):
    """Every epoch has an order of its own.

    Is the permutation drawn inside the loop over the epochs?
    """
    seen = []
    X, Y = np.hstack([np.arange(12.0)[:, None], np.ones((12, 2))]), rng.normal(size=(12, 2))
    submission.train_pipeline(*make(seen.append), X, Y, 0.01, 4, 3)
    assert_shape(np.array(seen), (9, 4, 3), name="all batches of three epochs")
    epochs = np.array(seen)[:, :, 0].reshape(3, 12)
    assert_close(np.sort(epochs), np.tile(np.arange(12.0), (3, 1)), name="each epoch's examples")
    # Two of four orders are the same by chance once in 10**8 gradings.
    orders = {tuple(order) for order in [*epochs.tolist(), range(12)]}
    assert_close(len(orders), 4, name="different orders, the unshuffled one included")


@pytest.mark.task("pipeline", points=1)
def test_history(submission, rng, make, weights):
    """History holds the mean of the batches' losses, one number for each epoch.

    Is it a mean, is it emptied for each epoch, and does it hold every batch?
    """
    X, Y = rng.normal(size=(8, 3)), rng.normal(size=(8, 2))
    # With steps of length 0, every epoch's mean is the loss of all examples.
    history = submission.train_pipeline(*make(), X, Y, 0.0, 2, 3)
    loss, _ = loss_and_gradients(weights, X, Y)
    assert_close(history, [loss] * 3, name="history")
