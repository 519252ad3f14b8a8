import pytest

from autograder.checks import assert_close

from .expected import convolve


def compare(submission, rng, x_shape, w_shape, *, stride, pad, bias=0.0):
    """Hold if the responses to random images and filters are right."""
    x, w = rng.normal(size=x_shape), rng.normal(size=w_shape)
    b = bias * rng.uniform(1, 2, size=len(w))
    out, _ = submission.conv_forward(x, w, b, {"stride": stride, "pad": pad})
    assert_close(out, convolve(x, w, b, stride, pad), name="out")


@pytest.mark.task("conv_forward", points=1)
def test_channels_and_filters(submission, rng):
    """Each filter sums over all channels and has its own bias.

    Is there one output channel for each filter, for every image of the batch?
    """
    compare(submission, rng, (3, 2, 5, 5), (4, 2, 3, 3), stride=1, pad=0, bias=1.0)


@pytest.mark.task("conv_forward", points=2)
def test_stride_and_pad(submission, rng):
    """Stride and padding together, with nothing square.

    Does each window start at i * stride and j * stride of the padded image?
    """
    compare(submission, rng, (2, 3, 5, 8), (4, 3, 3, 2), stride=2, pad=1)


@pytest.mark.task("conv_forward", points=1)
def test_wide_padding(submission, rng):
    """A border of two zeros on every side.

    Is the border as wide as conv_param says, and only on the two image axes?
    """
    compare(submission, rng, (2, 2, 3, 4), (3, 2, 3, 5), stride=1, pad=2)


@pytest.mark.task("conv_forward", points=1)
def test_leftover_pixels(submission, rng):
    """A window that does not fit any more is left out.

    Do you divide with // when you count the windows?
    """
    compare(submission, rng, (2, 2, 6, 7), (3, 2, 3, 2), stride=3, pad=1)


@pytest.mark.task("conv_forward", points=1)
def test_filter_as_large_as_the_image(submission, rng):
    """A filter as large as the image has one window, and the layer is fully connected.

    Does out keep its two last axes, of length 1?
    """
    compare(submission, rng, (3, 2, 4, 3), (5, 2, 4, 3), stride=2, pad=0)
