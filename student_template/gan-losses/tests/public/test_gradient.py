import numpy as np
import pytest

from autograder.checks import assert_close


@pytest.mark.task("gradient", points=1)
def test_example(submission, conventions):
    """The gradient of the worked example is that of the handout.

    Does every entry point downwards, and is each one share of a mean over two?
    """
    e = np.e
    forms = {
        "non_saturating": np.array([-1 / (1 + e), -1 / (1 + e**-2)]) / 2,
        "saturating": np.array([-e / (1 + e), -(e**-2) / (1 + e**-2)]) / 2,
    }
    got = submission.generator_loss_grad(np.array([1.0, -2.0]))
    assert_close(got, forms[conventions["generator_loss"]], name="gradient")
