import pytest

from autograder.checks import assert_close


@pytest.mark.task("double", points=2)
def test_double(submission, rng):
    """Each number is doubled."""
    x = rng.normal(size=3)
    assert_close(submission.double(x), 2 * x, name="double(x)")
