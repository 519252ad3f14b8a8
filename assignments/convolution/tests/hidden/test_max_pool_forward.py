import pytest

from autograder.checks import assert_close

from .expected import pool


def compare(submission, x, height, width, *, stride):
    """Hold if the maxima are right."""
    param = {"pool_height": height, "pool_width": width, "stride": stride}
    out, _ = submission.max_pool_forward(x, param)
    assert_close(out, pool(x, height, width, stride), name="out")


@pytest.mark.task("max_pool_forward", points=2)
def test_nothing_square(submission, rng):
    """Neither the image nor the window is square, and the stride is no side of the window.

    Which of H, W, pool_height, pool_width and stride does each slice depend on?
    """
    compare(submission, rng.normal(size=(2, 3, 7, 8)), 3, 4, stride=2)


@pytest.mark.task("max_pool_forward", points=1)
def test_negative_numbers(submission, rng):
    """Where all numbers are negative, so is the largest of them.

    Does the search for the maximum start at 0?
    """
    compare(submission, -rng.uniform(1, 2, size=(2, 2, 4, 4)), 2, 2, stride=2)


@pytest.mark.task("max_pool_forward", points=1)
def test_gaps_and_leftover_pixels(submission, rng):
    """A stride longer than the window leaves gaps, and a window that does not fit is left out.

    Do you divide with // when you count the windows?
    """
    compare(submission, rng.normal(size=(2, 2, 7, 9)), 2, 1, stride=3)


@pytest.mark.task("max_pool_forward", points=1)
def test_whole_image(submission, rng):
    """A window as large as the image leaves one number for each channel of each image.

    Does out keep its two last axes, of length 1?
    """
    compare(submission, rng.normal(size=(3, 4, 2, 5)), 2, 5, stride=1)
