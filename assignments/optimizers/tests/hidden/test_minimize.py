import numpy as np
import pytest

from autograder.checks import assert_close, credit


def valley(angle):
    """Return the gradient of a valley of condition number 100, turned by `angle`."""
    c, s = np.cos(angle), np.sin(angle)
    turn = np.array([[c, -s], [s, c]])
    curvature = turn @ np.diag([1.0, 100.0]) @ turn.T
    return lambda w: curvature @ w


def heavy_ball(w, dw, config):
    """Take one step with momentum, for use as an update rule."""
    v = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    return w + v, config | {"velocity": v}


IN_PLACE = """
def heavy_ball(w, dw, config):
    v = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    w += v
    return w, {**config, "velocity": v}
"""


def fresh_config():
    """Return the best settings for condition number 100, at rest."""
    return {"learning_rate": 4 / 121, "momentum": 81 / 121, "velocity": np.zeros(2)}


def walk(grad_fn, w, steps):
    """Return the points that `heavy_ball` visits."""
    points, config = [w], fresh_config()
    for _ in range(steps):
        w, config = heavy_ball(w, grad_fn(w), config)
        points.append(w)
    return np.array(points)


@pytest.mark.task("minimize", points=1)
def test_one_gradient_a_step(submission, rng):
    """Each step asks for one gradient, at the point where the walk then is.

    Do you call grad_fn inside the loop, once, with the current w?
    """
    asked, slope = [], valley(rng.uniform(0, np.pi))

    def grad_fn(point):
        asked.append(np.array(point))
        return slope(point)

    start = rng.normal(size=2)
    submission.minimize(grad_fn, start, heavy_ball, fresh_config(), 5)
    assert_close(np.array(asked), walk(slope, start, 5)[:-1], name="the points asked for")


@pytest.mark.task("minimize", points=1)
@pytest.mark.parametrize("works", ["on new arrays", "in place"])
def test_path(submission, remote, rng, works):
    """The walk takes the steps of the rule that it is given, be it one that works in place.

    Is each step update(w, grad_fn(w), config), and is a copy of every point in history?
    """
    slope, start = valley(rng.uniform(0, np.pi)), rng.normal(size=2)
    points = walk(slope, start, 6)
    rule = heavy_ball if works == "on new arrays" else remote.define(IN_PLACE).heavy_ball
    w, history = submission.minimize(slope, start, rule, fresh_config(), 6)
    assert_close(w, points[-1], name="w")
    if len(history) != len(points):
        credit(0.5, f"w is right, but history holds {len(history)} points, not {len(points)}")
    assert_close(np.array(history), points, name="history")


@pytest.mark.task("minimize", points=1)
def test_valley(submission, rng):
    """With momentum, 90 steps lead to the bottom of a valley of condition number 100.

    Does the velocity live on from step to step, and does the walk take all its steps?
    """
    slope, bottom = valley(rng.uniform(0, np.pi)), rng.normal(size=2)
    start, config = bottom + np.array([3.0, -4.0]), fresh_config()
    w, _ = submission.minimize(lambda w: slope(w - bottom), start, heavy_ball, config, 90)
    assert_close(w, bottom, atol=1e-4, name="w after 90 steps")
