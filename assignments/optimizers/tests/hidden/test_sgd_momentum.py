import numpy as np
import pytest

from autograder.checks import assert_close


@pytest.mark.task("sgd_momentum", points=1)
def test_given_velocity(submission, rng, momentum_step):
    """A velocity found in config carries the weights on.

    Do velocity and weights follow the two formulas of the handout, one after the other?
    """
    w, dw, v = rng.normal(size=(3, 7))
    given = {"learning_rate": 0.05, "momentum": 0.8, "velocity": v}
    got, _ = submission.sgd_momentum(w, dw, given)
    assert_close(got, momentum_step(w, dw, v, lr=0.05, mu=0.8)[0], name="next_w")


@pytest.mark.task("sgd_momentum", points=2)
def test_several_steps(submission, rng, momentum_step):
    """Over several steps with changing gradients the velocity adds up as in the formula.

    Does every step start from the velocity of the step before?
    """
    w, v = rng.normal(size=(4, 5)), np.zeros((4, 5))
    got, config = w, {"learning_rate": 0.1, "momentum": 0.7}
    for count in range(1, 6):
        dw = rng.normal(size=(4, 5))
        w, v = momentum_step(w, dw, v, lr=0.1, mu=0.7)
        got, config = submission.sgd_momentum(got, dw, config)
        assert_close(got, w, name=f"w after step {count}")


@pytest.mark.task("sgd_momentum", points=1)
def test_defaults(submission, rng, momentum_step):
    """Without a config, learning_rate is 0.01 and momentum 0.9.

    What happens in your function when config is None?
    """
    w, dw, again = rng.normal(size=(3, 2, 3, 2, 4))
    first, v = momentum_step(w, dw, np.zeros_like(w), lr=1e-2, mu=0.9)
    got, config = submission.sgd_momentum(w, dw)
    assert_close(got, first, name="w after step 1")
    got, _ = submission.sgd_momentum(got, again, config)
    assert_close(got, momentum_step(first, again, v, lr=1e-2, mu=0.9)[0], name="w after step 2")


@pytest.mark.task("sgd_momentum", points=1)
def test_two_parameters_keep_their_own_velocity(submission, rng, momentum_step):
    """Two parameters that are trained in turn do not share a velocity.

    Is the velocity kept in config only, and not in a global variable or a default argument?
    """
    want, speeds = list(rng.normal(size=(2, 3, 2, 2))), [np.zeros((3, 2, 2))] * 2
    settings = {"learning_rate": 0.1, "momentum": 0.6}
    got, configs = list(want), [dict(settings), dict(settings)]
    for turn in (0, 1, 0, 1):
        dw = rng.normal(size=(3, 2, 2))
        want[turn], speeds[turn] = momentum_step(want[turn], dw, speeds[turn], lr=0.1, mu=0.6)
        got[turn], configs[turn] = submission.sgd_momentum(got[turn], dw, configs[turn])
    assert_close(got[0], want[0], name="the first parameter")
    assert_close(got[1], want[1], name="the second parameter")
