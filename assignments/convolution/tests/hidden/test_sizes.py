import pytest

from autograder.checks import assert_close


@pytest.mark.task("sizes", points=2)
def test_windows_counted_one_by_one(submission, rng):
    """The number of windows is what counting their starting places gives, for any sizes.

    What becomes of pixels that are left over, and what if exactly one window fits?
    """
    for windows, leftover in ((1, 0), (2, 1), (7, 0), (5, 2)):
        kernel, stride, pad = (int(rng.integers(low, low + 4)) for low in (8, 3, 0))
        size = (windows - 1) * stride + kernel + leftover - 2 * pad
        found = submission.output_size(size, kernel, stride, pad)
        count = len(range(0, size + 2 * pad - kernel + 1, stride))
        words = f"output_size({size}, {kernel}, {stride}, {pad})"
        assert_close(found, count, name=words)


@pytest.mark.task("sizes", points=1)
def test_no_window_fits(submission, rng):
    """A filter that is larger than the padded image is refused with a ValueError.

    Do you compare the filter with the image before or after padding?
    """
    stride, pad = int(rng.integers(2, 5)), int(rng.integers(1, 3))
    kernel = int(rng.integers(2 * pad + 2, 2 * pad + 9))
    with pytest.raises(ValueError):  # noqa: PT011 - in the student's own words
        submission.output_size(kernel - 2 * pad - 1, kernel, stride, pad)


@pytest.mark.task("sizes", points=1)
def test_parameters_of_any_layer(submission, rng):
    """The number of parameters is that of the arrays w and b.

    How many entries has an array of shape (F, C, HH, WW), and how many has b?
    """
    C, HH, WW, F = (int(rng.integers(low, low + 9)) for low in (2, 12, 2, 22))
    weights = F * C * HH * WW
    found = submission.parameter_count(C, HH, WW, F, bias=True)
    assert_close(found, weights + F, name="with biases")
    found = submission.parameter_count(C, HH, WW, F, bias=False)
    assert_close(found, weights, name="without biases")
