import numpy as np
import pytest

from autograder.checks import assert_close, assert_shape


@pytest.mark.task("max_pool_forward", points=1)
def test_worked_example(submission):
    """The example of the handout: windows of 2 by 2, first side by side, then overlapping.

    Is the stride a thing of its own, apart from the size of the window?
    """
    x = np.array([[[[1.0, 3.0, 2.0, 4.0], [5.0, 0.0, 1.0, 2.0]]]])
    for stride, expected in ((2, [[[[5.0, 4.0]]]]), (1, [[[[5.0, 3.0, 4.0]]]])):
        param = {"pool_height": 2, "pool_width": 2, "stride": stride}
        out, _ = submission.max_pool_forward(x, param)
        assert_close(out, np.array(expected), name=f"out with stride {stride}")


@pytest.mark.task("max_pool_forward", points=1)
def test_output_shape(submission):
    """Images and windows need not be square: height and width each have their own count.

    Does every image and every channel stay apart, and is the width computed from W?
    """
    param = {"pool_height": 3, "pool_width": 2, "stride": 2}
    out, _ = submission.max_pool_forward(np.zeros((2, 3, 5, 8)), param)
    assert_shape(out, (2, 3, 2, 4), name="out")
