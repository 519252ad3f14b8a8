import numpy as np
import pytest

from autograder.checks import assert_close


def step(w, dw, v, *, lr, mu):
    """Return the point ahead and the velocity after one step."""
    v = mu * v - lr * dw
    return w + mu * v - lr * dw, v


def look_ahead(w, grad_fn, v, *, lr, mu):
    """Return the weights and the velocity after one step of the look-ahead form."""
    v = mu * v - lr * grad_fn(w + mu * v)
    return w + v, v


@pytest.mark.task("nesterov_momentum", points=1)
def test_given_velocity(submission, rng):
    """A velocity found in config is brought up to date before it is used.

    Is it v = mu * v - lr * dw first, and then w = w + mu * v - lr * dw with the new v?
    """
    w, dw, v = rng.normal(size=(3, 7))
    given = {"learning_rate": 0.05, "momentum": 0.8, "velocity": v}
    got, _ = submission.nesterov_momentum(w, dw, given)
    assert_close(got, step(w, dw, v, lr=0.05, mu=0.8)[0], name="next_w")


@pytest.mark.task("nesterov_momentum", points=2)
def test_several_steps(submission, rng):
    """Over several steps with changing gradients the points ahead follow the formula.

    Which velocity do you store for the next call, and is it the one that you computed last?
    """
    w, v = rng.normal(size=(4, 5)), np.zeros((4, 5))
    got, config = w, {"learning_rate": 0.1, "momentum": 0.7}
    for count in range(1, 6):
        dw = rng.normal(size=(4, 5))
        w, v = step(w, dw, v, lr=0.1, mu=0.7)
        got, config = submission.nesterov_momentum(got, dw, config)
        assert_close(got, w, name=f"w after step {count}")


@pytest.mark.task("nesterov_momentum", points=1)
def test_defaults(submission, rng):
    """Without a config, learning_rate is 0.01 and momentum 0.9.

    What happens in your function when config is None?
    """
    w, dw, again = rng.normal(size=(3, 2, 3, 2, 4))
    first, v = step(w, dw, np.zeros_like(w), lr=1e-2, mu=0.9)
    got, config = submission.nesterov_momentum(w, dw)
    assert_close(got, first, name="w after step 1")
    got, _ = submission.nesterov_momentum(got, again, config)
    assert_close(got, step(first, again, v, lr=1e-2, mu=0.9)[0], name="w after step 2")


@pytest.mark.task("nesterov_momentum", points=0.5)
def test_lookahead_defaults(submission, rng):
    """With an empty config, the look-ahead form has the same defaults.

    What does your function take for a key that config does not hold?
    """
    w = rng.uniform(-1, 1, size=(2, 3))
    got, config = submission.nesterov_lookahead(w, np.sinh, {})
    w, v = look_ahead(w, np.sinh, np.zeros_like(w), lr=1e-2, mu=0.9)
    assert_close(got, w, name="w after step 1")
    got, _ = submission.nesterov_lookahead(got, np.sinh, config)
    assert_close(got, look_ahead(w, np.sinh, v, lr=1e-2, mu=0.9)[0], name="w after step 2")


@pytest.mark.task("nesterov_momentum", points=1.5)
def test_lookahead_several_steps(submission, rng):
    """The look-ahead form walks down a curved bowl as in the formula.

    The gradient is taken ahead, but where does the step itself start?
    """

    def grad_fn(point):
        return np.sinh(point)

    w, v = rng.uniform(-1, 1, size=(2, 3, 4)), np.zeros((2, 3, 4))
    got, config = w, {"learning_rate": 0.1, "momentum": 0.7}
    for count in range(1, 6):
        w, v = look_ahead(w, grad_fn, v, lr=0.1, mu=0.7)
        got, config = submission.nesterov_lookahead(got, grad_fn, config)
        assert_close(got, w, name=f"w after step {count}")
