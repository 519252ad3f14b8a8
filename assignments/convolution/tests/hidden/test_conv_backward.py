import pytest

from autograder.checks import assert_close, numeric_gradient

from .expected import convolve


def draw(rng, x_shape, w_shape):
    """Return random images, filters and biases."""
    x, w, b = (rng.normal(size=shape) for shape in (x_shape, w_shape, w_shape[0]))
    return {"x": x, "w": w, "b": b}


def compare(submission, rng, name, x_shape, w_shape, *, stride, pad):
    """Hold if one gradient agrees with finite differences; the cache stays with the student."""
    variables = draw(rng, x_shape, w_shape)
    param = {"stride": stride, "pad": pad}

    def forward(value):
        return convolve(**{**variables, name: value}, **param)

    dout = rng.normal(size=forward(variables[name]).shape)
    _, cache = submission.conv_forward.keep(1)(*variables.values(), param)
    dx, dw, db = submission.conv_backward(dout, cache)
    expected = numeric_gradient(forward, variables[name], dout=dout)
    assert_close({"x": dx, "w": dw, "b": db}[name], expected, name=f"d{name}")


@pytest.mark.task("conv_backward", points=2)
def test_without_padding(submission, rng):
    """Without padding, dx has the shape of x, and overlapping windows add up in it.

    What does dx[:, :, pad:-pad, pad:-pad] give when pad is 0, and do you use += for dx?
    """
    compare(submission, rng, "x", (2, 2, 4, 5), (3, 2, 3, 2), stride=1, pad=0)


@pytest.mark.task("conv_backward", points=3)
@pytest.mark.parametrize("name", ["x", "w", "b"])
def test_stride_and_pad(submission, rng, name):
    """The gradients agree with finite differences, for stride 2, padding and nothing square.

    Does each response send its gradient to the same window that it came from?
    """
    compare(submission, rng, name, (2, 3, 4, 7), (4, 3, 4, 3), stride=2, pad=1)


@pytest.mark.task("conv_backward", points=2)
def test_wide_padding(submission, rng):
    """With a border of two zeros, dx agrees with finite differences.

    Is the border that was added on the way forward the one that is cut off on the way back?
    """
    compare(submission, rng, "x", (2, 2, 4, 4), (3, 2, 3, 3), stride=1, pad=2)


@pytest.mark.task("conv_backward", points=1)
def test_leftover_pixels(submission, rng):
    """Pixels that no window saw have gradient zero, and dx still has the shape of x.

    Does dx get its size from x, and not from the windows?
    """
    compare(submission, rng, "x", (2, 2, 6, 7), (3, 2, 3, 2), stride=3, pad=1)


@pytest.mark.task("conv_backward", points=1)
def test_two_layers_keep_their_own_cache(submission, rng):
    """Two layers run forward one after the other, then the first of them is sent back.

    Is all that conv_backward needs in the cache, and nothing in a global variable?
    """
    param = {"stride": 1, "pad": 1}
    first, second = draw(rng, (2, 2, 3, 3), (2, 2, 3, 3)), draw(rng, (2, 2, 3, 3), (2, 2, 3, 3))
    _, cache = submission.conv_forward.keep(1)(*first.values(), param)
    submission.conv_forward.keep(1)(*second.values(), param)
    dout = rng.normal(size=(2, 2, 3, 3))
    _, dw, _ = submission.conv_backward(dout, cache)
    expected = numeric_gradient(
        lambda w: convolve(first["x"], w, first["b"], **param), first["w"], dout=dout
    )
    assert_close(dw, expected, name="dw of the first layer")
