import numpy as np
import pytest

from autograder.checks import assert_close, assert_gradient

PARAMS = {
    "W1": np.array([[1.0, -1.0]]),
    "b1": np.array([0.0, 1.0]),
    "W2": np.array([[0.5], [3.0]]),
    "b2": np.array([1.0]),
    "W3": np.array([[1.0, 0.0]]),
    "b3": np.array([0.0, 2.0]),
}
X = np.array([[2.0]])
LABELS = np.array([0])


@pytest.mark.task("net", points=1)
def test_scores_by_hand(submission):
    """The network of the handout gives both classes the score 2.

    Are there three affine layers, and a ReLU after the first two only?
    """
    scores, _ = submission.forward.keep(1)(PARAMS, X)
    assert_close(scores, np.array([[2.0, 2.0]]), name="scores")


@pytest.mark.task("net", points=1)
def test_penalty_by_hand(submission, conventions):
    """With reg = 0.1 the loss grows by what the handout says.

    Are the squares of all three weight matrices in the penalty, with the handout's factor?
    """
    plain, _ = submission.loss_and_grads(PARAMS, X, LABELS)
    whole, _ = submission.loss_and_grads(PARAMS, X, LABELS, 0.1)
    factor = {"half": 0.5, "full": 1.0}[conventions["l2"]]
    assert_close(whole - plain, factor * 0.1 * 12.25, name="loss with reg - loss without")


@pytest.mark.task("net", points=1)
def test_gradients_agree_with_the_loss(submission, rng):
    """Moving a parameter a little changes the loss as its gradient says, with reg > 0.

    Which term of the loss has no counterpart in the gradient, or the other way round?
    """
    sizes = {"W1": (3, 4), "b1": 4, "W2": (4, 2), "b2": 2, "W3": (2, 3), "b3": 3}
    # Far from the ReLU's kink: all hidden numbers are above 1.
    params = {name: rng.uniform(0.2, 1.0, size=size) for name, size in sizes.items()}
    params["b1"] += 1
    X, y = rng.uniform(0.1, 1.0, size=(5, 3)), np.array([0, 2, 1, 1, 0])

    def loss(*values):
        return submission.loss_and_grads(dict(zip(sizes, values, strict=True)), X, y, 0.3)[0]

    _, grads = submission.loss_and_grads(params, X, y, 0.3)
    assert_gradient(loss, params, grads)
