import numpy as np
import pytest

from autograder.checks import assert_close


@pytest.fixture
def step(root):
    """Return a function that gives the weights and the cache after one step."""

    def step(w, dw, cache, *, lr, eps=1e-8):
        cache = cache + dw**2
        return w - lr * dw / root(cache, eps), cache

    return step


def gradient(rng, *shape):
    """Return a gradient far from zero, so that an epsilon of 1e-8 cannot show."""
    return rng.uniform(0.5, 2, size=shape) * rng.choice([-1, 1], size=shape)


@pytest.mark.task("adagrad", points=1)
def test_place_of_epsilon(submission, rng, step):
    """Epsilon and the root of the cache stand as in the handout: small gradients show it.

    Is epsilon added before the root is taken or after, and which of the two is asked for?
    """
    w, dw = rng.normal(size=(2, 6)) * [[1.0], [0.01]]
    cache = rng.uniform(0, 1e-4, size=6)
    given = {"learning_rate": 0.1, "epsilon": 1e-2, "cache": cache}
    got, _ = submission.adagrad(w, dw, given)
    assert_close(got, step(w, dw, cache, lr=0.1, eps=1e-2)[0], name="next_w")


@pytest.mark.task("adagrad", points=2)
def test_several_steps(submission, rng, step):
    """Over several steps with changing gradients the cache adds up their squares.

    Is the new cache in the config that you return?
    """
    w, cache = rng.normal(size=(4, 5)), np.zeros((4, 5))
    got, config = w, {"learning_rate": 0.2, "epsilon": 1e-8}
    for count in range(1, 6):
        dw = gradient(rng, 4, 5)
        w, cache = step(w, dw, cache, lr=0.2)
        got, config = submission.adagrad(got, dw, config)
        assert_close(got, w, name=f"w after step {count}")


@pytest.mark.task("adagrad", points=1)
def test_given_cache(submission, rng, step):
    """A cache found in config is added to, and each weight has its own.

    Is the cache of the same shape as w, or did a sum or a mean over the weights slip in?
    """
    w, dw = gradient(rng, 2, 2, 3, 4)
    cache = rng.uniform(1, 9, size=(2, 3, 4))
    got, _ = submission.adagrad(w, dw, {"learning_rate": 0.1, "epsilon": 1e-8, "cache": cache})
    assert_close(got, step(w, dw, cache, lr=0.1)[0], name="next_w")


@pytest.mark.task("adagrad", points=1)
def test_defaults(submission, rng, step):
    """Without a config, learning_rate is 0.01 and epsilon 1e-8.

    What happens in your function when config is None?
    """
    w, dw, again = gradient(rng, 3, 2, 3, 2, 4)
    first, cache = step(w, dw, np.zeros_like(w), lr=1e-2)
    got, config = submission.adagrad(w, dw)
    assert_close(got, first, name="w after step 1")
    got, _ = submission.adagrad(got, again, config)
    assert_close(got, step(first, again, cache, lr=1e-2)[0], name="w after step 2")
    # Held to the student's own formula: where epsilon stands is looked at elsewhere.
    small, fresh = 1e-8 * dw, {"cache": np.zeros_like(w)}
    given, _ = submission.adagrad(w, small, fresh | {"epsilon": 1e-8})
    got, _ = submission.adagrad(w, small, fresh)
    assert_close(got, given, name="w without an epsilon")
