"""Hidden checks; "zq7f3a9c" stands for all that must never reach a student."""

import numpy as np
import pytest

from autograder.checks import assert_close, assert_unchanged

KEY_zq7f3a9c = "answer-key-zq7f3a9c"


def expected_zq7f3a9c(x, factor):
    """Return what scale must return, and say so where only staff can hear it."""
    print(KEY_zq7f3a9c)  # noqa: T201 - what a suite prints is part of what must not leak
    return {"zq7f3a9c": x * factor}["zq7f3a9c"]


@pytest.mark.task("numbers", points=2)
def test_scale_zq7f3a9c(submission, rng):
    """A matrix is scaled.

    Is every entry multiplied?
    """
    x, factor = rng.normal(size=(4, 5)), 3.0
    got = submission.scale(x, factor)
    assert_close(got, expected_zq7f3a9c(x, factor), name="scaled_zq7f3a9c")


@pytest.mark.task("numbers", points=2)
def test_inout_zq7f3a9c(submission, rng):
    """Scaling leaves the argument as it was."""
    x = rng.normal(size=6)
    result, after = submission.scale.inout(x, -2.0)
    assert_close(result, expected_zq7f3a9c(x, -2.0), name="result")
    assert_unchanged(x, after[0], name="x")


@pytest.mark.task("numbers", points=2)
def test_loss_zq7f3a9c(submission, rng):
    """The loss is half the sum of squares."""
    x = rng.normal(size=(3, 4))
    assert_close(submission.loss(x), 0.5 * float((x**2).sum()), name="loss")


@pytest.mark.task("state", points=2)
def test_step_zq7f3a9c(submission, rng):
    """One step goes against the gradient."""
    params = {"W1": rng.normal(size=(2, 3)), "b1": rng.normal(size=3)}
    grads = {name: rng.normal(size=value.shape) for name, value in params.items()}
    want = {name: params[name] - 0.1 * grads[name] for name in params}
    assert_close(submission.step(params, grads), want, name="params")


@pytest.mark.task("state", points=2)
def test_several_zq7f3a9c(submission, rng):
    """Four steps in a row go where they should."""
    want = got = {"w": rng.normal(size=4)}
    for count in range(4):
        grads = {"w": rng.normal(size=4)}
        want = {"w": want["w"] - 0.1 * grads["w"]}
        got = submission.step(got, grads)
        assert_close(got, want, name=f"params after step {count + 1}")


@pytest.mark.task("state", points=2)
def test_state_zq7f3a9c(submission, rng):
    """The state remembers what was added."""
    state, numbers = submission.make_state(), rng.normal(size=3)
    for count, number in enumerate(numbers, start=1):
        mean = submission.use_state(state, float(number))
        assert_close(mean, float(numbers[:count].mean()), name="mean")


@pytest.mark.task("calls", points=2)
def test_callback_zq7f3a9c(submission, rng):
    """A function is asked twice, at x and at -x."""
    asked = []

    def f_zq7f3a9c(x):
        asked.append(x)
        return x**3 + 7.5

    x = rng.normal(size=3)
    got = submission.with_callback(f_zq7f3a9c, x)
    assert_close(got, np.full(3, 15.0), name="sum")
    assert_close(asked, [x, -x], name="what f was asked")


@pytest.mark.task("calls", points=1)
def test_pairs_zq7f3a9c(submission, rng):
    """Three arrays are scaled, one after the other."""
    arrays = [rng.normal(size=2) for _ in range(3)]
    # An exception that ended this loop in silence would pass it.
    scaled = map(lambda x: submission.scale(x, 5.0), arrays)  # noqa: C417 - the loop in question
    for got, x in zip(scaled, arrays, strict=False):
        assert_close(got, 5.0 * x, name="pair")


@pytest.mark.task("calls", points=1)
def test_raises_zq7f3a9c(submission):
    """A factor of None is refused, a factor of 0 is not."""
    with pytest.raises(ValueError, match="factor"):
        submission.scale(np.ones(2), None)
    assert_close(submission.scale(np.ones(2), 0.0), np.zeros(2), name="zeros")


@pytest.mark.task("calls", points=2)
def test_stream_zq7f3a9c(submission, remote, rng):
    """Batches come one at a time, and then end."""
    x = rng.normal(size=6)
    stream = submission.batches(x, 2)
    for start in (0, 2, 4):
        assert_close(remote.next(stream), x[start : start + 2], name="batch")
    with pytest.raises(LookupError):
        remote.next(stream)
