import numpy as np
import pytest

from autograder.checks import assert_close, tensor


@pytest.mark.task("fgsm_attack", points=2)
def test_by_hand(submission):
    """The example of the handout: four pixels, their gradients, an epsilon of 0.25.

    Which pixels go up, which go down, and which would leave the range from 0 to 1?
    """
    image = tensor([[0.5, 0.5, 0.875, 0.125]])
    grad = tensor([[0.001, -7.0, 2.0, -0.3]])
    want = np.array([[0.75, 0.25, 1.0, 0.0]])
    assert_close(submission.fgsm_attack(image, 0.25, grad), want, name="adversarial image")
