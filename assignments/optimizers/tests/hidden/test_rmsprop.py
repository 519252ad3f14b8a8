import numpy as np
import pytest

from autograder.checks import assert_close


@pytest.fixture
def step(root):
    """Return a function that gives the weights and the cache after one step."""

    def step(w, dw, cache, *, lr, rho, eps=1e-8):
        cache = rho * cache + (1 - rho) * dw**2
        return w - lr * dw / root(cache, eps), cache

    return step


def gradient(rng, *shape):
    """Return a gradient far from zero, so that an epsilon of 1e-8 cannot show."""
    return rng.uniform(0.5, 2, size=shape) * rng.choice([-1, 1], size=shape)


@pytest.mark.task("rmsprop", points=1)
def test_place_of_epsilon(submission, rng, step):
    """Epsilon and the root of the cache stand as in the handout: small gradients show it.

    Is epsilon added before the root is taken or after, and which of the two is asked for?
    """
    w, dw = rng.normal(size=(2, 6)) * [[1.0], [0.01]]
    cache = rng.uniform(0, 1e-4, size=6)
    given = {"learning_rate": 0.1, "decay_rate": 0.9, "epsilon": 1e-2, "cache": cache}
    got, _ = submission.rmsprop(w, dw, given)
    assert_close(got, step(w, dw, cache, lr=0.1, rho=0.9, eps=1e-2)[0], name="next_w")


@pytest.mark.task("rmsprop", points=2)
def test_several_steps(submission, rng, step):
    """Over several steps with changing gradients the cache follows the formula.

    Is the new cache in the config that you return?
    """
    w, cache = rng.normal(size=(4, 5)), np.zeros((4, 5))
    got, config = w, {"learning_rate": 0.1, "decay_rate": 0.8, "epsilon": 1e-8}
    for count in range(1, 6):
        dw = gradient(rng, 4, 5)
        w, cache = step(w, dw, cache, lr=0.1, rho=0.8)
        got, config = submission.rmsprop(got, dw, config)
        assert_close(got, w, name=f"w after step {count}")


@pytest.mark.task("rmsprop", points=1)
def test_given_cache(submission, rng, step):
    """A cache found in config fades by decay_rate before the new square is added.

    Which of the two terms is multiplied by decay_rate, and which by 1 - decay_rate?
    """
    w, dw = gradient(rng, 2, 2, 3, 4)
    cache = rng.uniform(1, 9, size=(2, 3, 4))
    given = {"learning_rate": 0.1, "decay_rate": 0.7, "epsilon": 1e-8, "cache": cache}
    got, _ = submission.rmsprop(w, dw, given)
    assert_close(got, step(w, dw, cache, lr=0.1, rho=0.7)[0], name="next_w")


@pytest.mark.task("rmsprop", points=1)
def test_defaults(submission, rng, step):
    """Without a config, learning_rate is 0.01, decay_rate 0.99 and epsilon 1e-8.

    What happens in your function when config is None?
    """
    w, dw, again = gradient(rng, 3, 2, 3, 2, 4)
    first, cache = step(w, dw, np.zeros_like(w), lr=1e-2, rho=0.99)
    got, config = submission.rmsprop(w, dw)
    assert_close(got, first, name="w after step 1")
    got, _ = submission.rmsprop(got, again, config)
    assert_close(got, step(first, again, cache, lr=1e-2, rho=0.99)[0], name="w after step 2")
    # Held to the student's own formula: where epsilon stands is looked at elsewhere.
    small, fresh = 1e-8 * dw, {"cache": np.zeros_like(w)}
    given, _ = submission.rmsprop(w, small, fresh | {"epsilon": 1e-8})
    got, _ = submission.rmsprop(w, small, fresh)
    assert_close(got, given, name="w without an epsilon")


@pytest.mark.task("rmsprop", points=1)
def test_two_parameters_keep_their_own_cache(submission, rng, step):
    """Two parameters that are trained in turn do not share a cache.

    Is the cache kept in config only, and not in a global variable or a default argument?
    """
    want, caches = list(rng.normal(size=(2, 5))), [np.zeros(5), np.zeros(5)]
    settings = {"learning_rate": 0.1, "decay_rate": 0.6, "epsilon": 1e-8}
    got, configs = list(want), [dict(settings), dict(settings)]
    for turn in (0, 1, 0, 1):
        dw = gradient(rng, 5)
        want[turn], caches[turn] = step(want[turn], dw, caches[turn], lr=0.1, rho=0.6)
        got[turn], configs[turn] = submission.rmsprop(got[turn], dw, configs[turn])
    assert_close(got[0], want[0], name="the first parameter")
    assert_close(got[1], want[1], name="the second parameter")
