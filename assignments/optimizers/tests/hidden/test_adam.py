import numpy as np
import pytest

from autograder.checks import assert_close, credit

LATE = {"learning_rate": 0.1, "beta1": 0.9, "beta2": 0.99, "epsilon": 1e-8, "t": 10_000}
"""So many steps have gone by that 1 - beta**t is 1 and the correction cannot be seen."""


@pytest.fixture
def step(root):
    """Return a function that gives the weights and the configuration after one step."""

    def step(w, dw, config):
        beta1, beta2, t = config["beta1"], config["beta2"], config["t"] + 1
        m = beta1 * config["m"] + (1 - beta1) * dw
        v = beta2 * config["v"] + (1 - beta2) * dw**2
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        w = w - config["learning_rate"] * m_hat / root(v_hat, config["epsilon"])
        return w, config | {"m": m, "v": v, "t": t}

    return step


def gradient(rng, *shape):
    """Return a gradient far from zero, so that an epsilon of 1e-8 cannot show."""
    return rng.uniform(0.5, 2, size=shape) * rng.choice([-1, 1], size=shape)


def late_state(rng, shape):
    """Return a configuration from late in training, with moments of `shape`."""
    return LATE | {"m": rng.normal(size=shape), "v": rng.uniform(0.5, 2, size=shape)}


@pytest.mark.task("adam", points=2)
def test_from_the_start(submission, rng, step):
    """From a fresh state, several steps follow the formula, bias correction included.

    Do you raise t by one before you use it, and keep the uncorrected m and v for the next step?
    """
    want = got = rng.normal(size=(4, 5))
    settings = {"learning_rate": 0.1, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-8}
    config, state = settings, settings | {"m": np.zeros((4, 5)), "v": np.zeros((4, 5)), "t": 0}
    for count in range(1, 7):
        dw = gradient(rng, 4, 5)
        want, state = step(want, dw, state)
        got, config = submission.adam(got, dw, config)
        has_shape = np.shape(got) == want.shape
        if count > 1 and not (has_shape and np.allclose(got, want, rtol=1e-6)):  # verify: allow
            credit(0.5, f"the first step is right, step {count} is not")
        assert_close(got, want, name=f"w after step {count}")


@pytest.mark.task("adam", points=2)
def test_late_in_training(submission, rng, step):
    """Late in training, where no correction is needed, m and v follow the formula.

    Does m average the gradients and v their squares, and are both in the config you return?
    """
    want = got = rng.normal(size=(4, 5))
    state = config = late_state(rng, (4, 5))
    for count in range(1, 5):
        dw = gradient(rng, 4, 5)
        want, state = step(want, dw, state)
        got, config = submission.adam(got, dw, config)
        assert_close(got, want, name=f"w after step {count}")


@pytest.mark.task("adam", points=2)
@pytest.mark.parametrize("shape", [(6,), (3, 4), (2, 3, 4), (2, 3, 2, 2)], ids=len)
def test_any_shape(submission, rng, step, shape):
    """Weights of one to four dimensions are handled alike.

    Does the step treat each weight by itself, without loops over a fixed number of axes?
    """
    w, dw = gradient(rng, 2, *shape)
    given = late_state(rng, shape)
    got, _ = submission.adam(w, dw, given)
    assert_close(got, step(w, dw, given)[0], name="next_w")


@pytest.mark.task("adam", points=1)
def test_place_of_epsilon(submission, rng, step):
    """Epsilon and the root of the second moment stand as in the handout: small gradients show it.

    Is epsilon added before the root is taken or after, and which of the two is asked for?
    """
    w, dw, m = rng.normal(size=(3, 6)) * [[1.0], [0.01], [0.01]]
    given = LATE | {"m": m, "v": rng.uniform(0, 1e-4, size=6), "epsilon": 1e-2}
    got, _ = submission.adam(w, dw, given)
    assert_close(got, step(w, dw, given)[0], name="next_w")


@pytest.mark.task("adam", points=1)
def test_two_parameters_keep_their_own_moments(submission, rng, step):
    """Two parameters that are trained in turn do not share moments.

    Are m, v and t kept in config only, and not in global variables or default arguments?
    """
    want, states = list(rng.normal(size=(2, 5))), [late_state(rng, 5), late_state(rng, 5)]
    got, configs = list(want), list(states)
    for turn in (0, 1, 0, 1):
        dw = gradient(rng, 5)
        want[turn], states[turn] = step(want[turn], dw, states[turn])
        got[turn], configs[turn] = submission.adam(got[turn], dw, configs[turn])
    assert_close(got[0], want[0], name="the first parameter")
    assert_close(got[1], want[1], name="the second parameter")


@pytest.mark.task("adam", points=1)
def test_defaults(submission, rng, step):
    """Without a config: learning_rate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-8.

    What happens in your function when config is None?
    """
    want = got = rng.normal(size=(2, 3))
    state = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
    state, config = state | {"m": np.zeros((2, 3)), "v": np.zeros((2, 3)), "t": 0}, None
    for count in range(1, 4):
        dw = gradient(rng, 2, 3)
        want, state = step(want, dw, state)
        got, config = submission.adam(got, dw, config)
        assert_close(got, want, name=f"w after step {count}")
    # Held to the student's own formula: where epsilon stands is looked at elsewhere.
    small, fresh = 1e-8 * dw, {"m": np.zeros((2, 3)), "v": np.zeros((2, 3)), "t": 0}
    given, _ = submission.adam(want, small, fresh | {"epsilon": 1e-8})
    got, _ = submission.adam(want, small, fresh)
    assert_close(got, given, name="w without an epsilon")
