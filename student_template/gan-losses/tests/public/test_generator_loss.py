import numpy as np
import pytest

from autograder.checks import assert_close, tensor

FAKE = np.array([1.0, -2.0])


@pytest.mark.task("generator_loss", points=1)
def test_example(submission, conventions):
    """The loss of the worked example is the same in torch as by hand.

    Which of the two formulas does this course use, and what does the generator want?
    """
    forms = {
        "non_saturating": np.mean(np.log(1 + np.exp(-FAKE))),
        "saturating": -np.mean(np.log(1 + np.exp(FAKE))),
    }
    expected = forms[conventions["generator_loss"]]
    assert_close(submission.generator_loss(tensor(FAKE)), expected, rtol=1e-4, name="loss")


@pytest.mark.task("generator_loss", points=1)
def test_gradient_example(submission, remote, conventions):
    """Gradients flow through the loss, and are those of the worked example by hand.

    Is what you return still a tensor, made from the logits by torch's own functions?
    """
    shares = 1 / (1 + np.exp(FAKE if conventions["generator_loss"] == "non_saturating" else -FAKE))
    _, found = remote.vjp(submission.generator_loss, [tensor(FAKE)], tensor(1.0))
    assert_close(found[0], -shares / 2, rtol=1e-4, name="gradient by logits_fake")
