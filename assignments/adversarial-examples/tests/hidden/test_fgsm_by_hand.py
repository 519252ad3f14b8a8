import numpy as np
import pytest

from autograder.checks import assert_close

from .nets import Net, draw_case


def gradient(params, X, y):
    """Stand in for a student's input_gradient that is wrong."""
    return Net(params).gradient(X, y)


@pytest.mark.task("fgsm_by_hand", points=2)
@pytest.mark.parametrize("right", [True, False], ids=["rightly", "wrongly"])
def test_each_pixel_moves_by_epsilon(submission, fairly, rng, right):
    """Each pixel moves by epsilon, the way in which the loss of the given label grows.

    Is it X plus epsilon times the sign of the gradient, with the labels y as they are given?
    """
    net, X, y = draw_case(rng, (5, 12), low=0.3, high=0.7, right=right)

    def check():
        got = submission.fgsm(net.params, X, y, 0.05)
        assert_close(got, net.attacked(X, y, 0.05), name="adversarial pictures")

    fairly(check, input_gradient=gradient)


@pytest.mark.task("fgsm_by_hand", points=1)
def test_clipped_at_both_ends(submission, fairly, rng):
    """By default no pixel leaves the range from 0 to 1.

    Which pixels would leave it, and where do they belong?
    """
    net, X, y = draw_case(rng, (4, 12))

    def check():
        got = submission.fgsm(net.params, X, y, 0.4)
        assert_close(got, net.attacked(X, y, 0.4), name="adversarial pictures")

    fairly(check, input_gradient=gradient)


@pytest.mark.task("fgsm_by_hand", points=1)
@pytest.mark.parametrize(("low", "high"), [(-1.0, 1.0), (0.1, 0.8)])
def test_another_range(submission, fairly, rng, low, high):
    """Pixels stay between clip_min and clip_max, whatever the two are.

    Do you clip by the two arguments, or by 0 and 1?
    """
    net, X, y = draw_case(rng, (4, 12), low=low, high=high)

    def check():
        got = submission.fgsm(net.params, X, y, 0.4, clip_min=low, clip_max=high)
        assert_close(got, net.attacked(X, y, 0.4, low, high), name="adversarial pictures")

    fairly(check, input_gradient=gradient)


@pytest.mark.task("fgsm_by_hand", points=1)
def test_pixels_that_do_not_matter(submission, fairly, rng):
    """A pixel on which the loss does not depend stays as it is.

    What is the sign of 0?
    """
    net, X, y = draw_case(rng, (3, 8), low=0.3, high=0.7)
    blind = np.isin(np.arange(8), rng.choice(8, size=3, replace=False))
    net = Net(net.params | {"W1": np.where(blind[:, None], 0.0, net.params["W1"])})

    def check():
        got = submission.fgsm(net.params, X, y, 0.1)
        assert_close(got, net.attacked(X, y, 0.1), name="adversarial pictures")

    fairly(check, input_gradient=gradient)
