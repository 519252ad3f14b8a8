import pytest

from autograder.checks import assert_close


@pytest.mark.task("scale", points=1)
def test_ones(submission, rng):
    """A factor of 1 changes nothing.

    What is 1 * x?
    """
    x = rng.normal(size=4)
    assert_close(submission.scale(x, 1.0), x, name="scaled")
