import numpy as np
import pytest

from autograder.checks import assert_close, tensor

WEIGHT = tensor([[1.0, -2.0], [3.0, 1.0], [0.0, 4.0]])
BIAS = tensor([1.3, -2.4, -3.6])
X = tensor([[0.5, 0.9]])
UP, DOWN = np.array([[0.75, 1.0]]), np.array([[0.25, 0.65]])
TOWARDS_CLASS_2 = np.array([[4 / 3, -3.0]])


def step(image, epsilon, data_grad):  # noqa: ARG001 - the names of the handout
    """Stand in for fgsm_attack: look up where the two pixels go."""
    return tensor(np.where(epsilon * data_grad.numpy() > 0, UP, DOWN))


def fgsm(model, x, y, epsilon):  # noqa: ARG001 - the names of the handout
    """Stand in for fgsm: look up where the two pixels go."""
    return tensor(np.where(epsilon * TOWARDS_CLASS_2 > 0, UP, DOWN))


@pytest.mark.task("targeted_fgsm", points=1)
def test_by_hand(submission, fairly, lab):
    """The example of the handout: to be read as class 2, (0.5, 0.9) becomes (0.25, 1).

    Whose loss has to fall?
    """

    def check():
        got = submission.targeted_fgsm(lab.linear(WEIGHT, BIAS), X, tensor([2], "int64"), 0.25)
        assert_close(got, np.array([[0.25, 1.0]]), rtol=1e-4, name="adversarial examples")

    fairly(check, fgsm_attack=step, fgsm=fgsm)
