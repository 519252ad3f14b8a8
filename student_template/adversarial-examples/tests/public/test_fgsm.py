import numpy as np
import pytest

from autograder.checks import assert_close, tensor

WEIGHT = tensor([[1.0, -2.0], [3.0, 1.0], [0.0, 4.0]])
BIAS = tensor([1.3, -2.4, -3.6])
X = tensor([[0.5, 0.9]])
UP, DOWN = np.array([[0.75, 1.0]]), np.array([[0.25, 0.65]])


def step(image, epsilon, data_grad):  # noqa: ARG001 - the names of the handout
    """Stand in for fgsm_attack: look up where the two pixels go."""
    return tensor(np.where(epsilon * data_grad.numpy() > 0, UP, DOWN))


@pytest.mark.task("fgsm", points=2)
def test_by_hand(submission, fairly, lab):
    """The example of the handout: one layer, three classes, label 0: (0.5, 0.9) to (0.75, 1).

    Is the loss the cross-entropy of the logits, and does the step go up its gradient?
    """

    def check():
        got = submission.fgsm(lab.linear(WEIGHT, BIAS), X, tensor([0], "int64"), 0.25)
        assert_close(got, UP, rtol=1e-4, name="adversarial examples")

    fairly(check, fgsm_attack=step)


@pytest.mark.task("fgsm", points=1)
def test_no_graph(submission, lab):
    """The result is a tensor of its own and carries no graph.

    Is it detached from the computation that it came from?
    """
    attack = submission.fgsm.keep()
    got = attack(lab.linear(WEIGHT, BIAS), X, tensor([0], "int64"), 0.25)
    assert_close({"graph": lab.carries_graph(got)}, {"graph": False}, name="the result")
