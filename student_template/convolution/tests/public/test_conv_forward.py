import numpy as np
import pytest

from autograder.checks import assert_close, assert_shape


@pytest.mark.task("conv_forward", points=2)
def test_worked_example(submission):
    """The example of the handout: two windows, one filter, a bias of 0.5.

    Is the bias added once for each window, and is the filter used as it is, not turned round?
    """
    x = np.array([[[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]])
    w = np.array([[[[1.0, 0.0], [0.0, -1.0]]]])
    out, _ = submission.conv_forward(x, w, np.array([0.5]), {"stride": 1, "pad": 0})
    assert_close(out, np.array([[[[1.0 - 5.0 + 0.5, 2.0 - 6.0 + 0.5]]]]), name="out")


@pytest.mark.task("conv_forward", points=1)
def test_output_shape(submission):
    """Images and filters need not be square: height and width each have their own count.

    Is the output's width computed from W and WW, and its height from H and HH?
    """
    x, w = np.zeros((2, 3, 5, 8)), np.zeros((4, 3, 3, 2))
    out, _ = submission.conv_forward(x, w, np.zeros(4), {"stride": 2, "pad": 1})
    assert_shape(out, (2, 4, 3, 5), name="out")
