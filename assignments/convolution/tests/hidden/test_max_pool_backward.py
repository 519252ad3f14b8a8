import numpy as np
import pytest

from autograder.checks import assert_close, numeric_gradient

from .expected import pool


def compare(submission, rng, shape, height, width, *, stride):
    """Hold if dx agrees with finite differences; no two pixels are nearly equal."""
    x = rng.permutation(np.linspace(-1, 1, np.prod(shape))).reshape(shape)
    param = {"pool_height": height, "pool_width": width, "stride": stride}
    dout = rng.normal(size=pool(x, height, width, stride).shape)
    _, cache = submission.max_pool_forward.keep(1)(x, param)
    dx = submission.max_pool_backward(dout, cache)
    expected = numeric_gradient(lambda x: pool(x, height, width, stride), x, dout=dout)
    assert_close(dx, expected, name="dx")


@pytest.mark.task("max_pool_backward", points=2)
def test_images_and_channels(submission, rng):
    """Each channel of each image sends its gradients to its own largest pixels.

    Is the largest pixel looked for within one channel of one image, for each window anew?
    """
    compare(submission, rng, (3, 2, 4, 4), 2, 2, stride=2)


@pytest.mark.task("max_pool_backward", points=2)
def test_nothing_square(submission, rng):
    """Neither the image nor the window is square.

    When you turn the place of the maximum into row and column, do you divide by the width?
    """
    compare(submission, rng, (2, 2, 5, 9), 2, 3, stride=3)


@pytest.mark.task("max_pool_backward", points=2)
def test_overlapping_windows(submission, rng):
    """Where windows overlap, a pixel collects the gradients of all windows that it won.

    What happens in your code to a gradient that is already there?
    """
    compare(submission, rng, (2, 2, 5, 5), 3, 3, stride=1)


@pytest.mark.task("max_pool_backward", points=1)
def test_gaps_and_leftover_pixels(submission, rng):
    """Pixels that no window saw have gradient zero, and dx has the shape of x.

    Does dx get its size from x, and does the stride have its place on the way back?
    """
    compare(submission, rng, (2, 2, 6, 8), 2, 2, stride=3)
