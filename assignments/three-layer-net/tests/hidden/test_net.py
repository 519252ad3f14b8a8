import numpy as np
import pytest

from autograder.checks import assert_close, assert_shape

from .reference_net import WEIGHTS, activations, loss_and_grads, network


@pytest.mark.task("net", points=1)
def test_scores(submission, rng):
    """The scores are those of three layers with their biases, for layers of different widths.

    Does every layer add its bias, and is the last one free of a ReLU?
    """
    params, X, _ = network(rng)
    scores, _ = submission.forward.keep(1)(params, X)
    assert_close(scores, activations(params, X)[-1][0], name="scores")


@pytest.mark.task("net", points=1)
def test_loss(submission, rng):
    """Without a penalty the loss is the mean cross-entropy of the scores.

    Is reg = 0 the default?
    """
    params, X, y = network(rng)
    loss, _ = submission.loss_and_grads(params, X, y)
    assert_close(loss, loss_and_grads(params, X, y)[0], name="loss")


@pytest.mark.task("net", points=2)
def test_penalty(submission, rng, conventions):
    """The penalty is that of the handout: all three weight matrices and no bias.

    What does reg add to the loss, for which parameters, and with which factor?
    """
    params, X, y = network(rng)
    plain, _ = submission.loss_and_grads(params, X, y, 0.0)
    whole, _ = submission.loss_and_grads(params, X, y, 0.7)
    factor = {"half": 0.5, "full": 1.0}[conventions["l2"]]
    expected = factor * 0.7 * sum(float(np.sum(params[name] ** 2)) for name in WEIGHTS)
    assert_close(whole - plain, expected, name="loss with reg - loss without")


@pytest.mark.task("net", points=1)
def test_shapes_of_gradients(submission, rng):
    """There is one gradient for each parameter, of the same shape.

    Do the keys of grads equal those of params?
    """
    params, X, y = network(rng)
    _, grads = submission.loss_and_grads(params, X, y, 0.1)
    for name, value in params.items():
        assert_shape(grads[name], value.shape, name=f'grads["{name}"]')


@pytest.mark.task("net", points=3)
@pytest.mark.parametrize("layer", [1, 2, 3])
def test_gradients(submission, rng, layer):
    """Without a penalty the gradients of each layer are those of the cross-entropy.

    On the way back, does each ReLU and each affine layer get its own cache, in reverse order?
    """
    params, X, y = network(rng)
    _, want = loss_and_grads(params, X, y)
    _, grads = submission.loss_and_grads(params, X, y)
    for name in (f"W{layer}", f"b{layer}"):
        assert_close(grads[name], want[name], name=f'grads["{name}"]')


@pytest.mark.task("net", points=2)
def test_gradient_of_penalty(submission, rng, conventions):
    """The penalty's gradient is added to each weight matrix, and to no bias.

    What is the derivative of the penalty as the handout writes it?
    """
    params, X, y = network(rng)
    _, plain = submission.loss_and_grads(params, X, y, 0.0)
    _, whole = submission.loss_and_grads(params, X, y, 0.7)
    factor = {"half": 1.0, "full": 2.0}[conventions["l2"]]
    for name, value in params.items():
        difference = whole[name] - plain[name]
        # The shape of a bias gradient is the business of another check.
        none = np.zeros(np.shape(difference))
        expected = factor * 0.7 * value if name in WEIGHTS else none
        title = f'grads["{name}"] with reg - without'
        assert_close(difference, expected, atol=1e-9, name=title)
