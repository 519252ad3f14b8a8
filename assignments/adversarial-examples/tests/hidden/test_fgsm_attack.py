import numpy as np
import pytest

from autograder.checks import assert_close, tensor


def draw(rng, low, high):
    """Return images and gradients: far from 0, of very different sizes."""
    shape = (3, 2, 4, 5)
    steep = 10.0 ** rng.uniform(-6, 3, size=shape) * rng.choice([-1, 1], size=shape)
    return rng.uniform(low, high, size=shape), steep


@pytest.mark.task("fgsm_attack", points=1)
def test_sizes_do_not_count(submission, rng):
    """Each pixel moves by epsilon, however large or small its gradient is.

    Do you use the sign of the gradient, and move up it?
    """
    image, grad = draw(rng, 0.3, 0.7)
    got = submission.fgsm_attack(tensor(image), 0.1, tensor(grad))
    assert_close(got, image + 0.1 * np.sign(grad), rtol=1e-4, name="adversarial image")


@pytest.mark.task("fgsm_attack", points=1)
def test_pixels_stay_pixels(submission, rng):
    """The result has pixels from 0 to 1, at both ends.

    Is the sum clamped, and not the step?
    """
    image, grad = draw(rng, 0, 1)
    got = submission.fgsm_attack(tensor(image), 0.4, tensor(grad))
    want = np.minimum(np.maximum(image + 0.4 * np.sign(grad), 0), 1)
    assert_close(got, want, rtol=1e-4, name="adversarial image")


@pytest.mark.task("fgsm_attack", points=1)
def test_no_gradient_no_step(submission, rng):
    """Where the gradient is exactly 0, the pixel stays.

    What is the sign of 0?
    """
    image, grad = draw(rng, 0.3, 0.7)
    grad = np.where(rng.uniform(size=grad.shape) < 0.3, 0, grad)
    got = submission.fgsm_attack(tensor(image), 0.1, tensor(grad))
    assert_close(got, image + 0.1 * np.sign(grad), rtol=1e-4, name="adversarial image")
