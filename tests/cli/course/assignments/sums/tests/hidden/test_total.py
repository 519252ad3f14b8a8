import pytest

from autograder.checks import assert_close


@pytest.mark.task("total", points=4)
@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_total(submission, rng, size):
    """The numbers are added up."""
    x = rng.normal(size=size)
    assert_close(submission.total(x), x.sum(), name="total(x)")
