import numpy as np
import pytest

from autograder.checks import assert_close, assert_shape

from .expected import convolve


def forward(x, w, b, conv_param):
    """Answer as a convolution does, for one grey image."""
    assert_shape(x, (1, 1, *np.shape(x)[2:]), name="x, as given to forward,")
    assert_shape(w, (*np.shape(w)[:1], 1, *np.shape(w)[2:]), name="w, as given to forward,")
    return convolve(x, w, b, **conv_param), None


def draw(rng, names, shape):
    """Return a bank of random filters that answer 0 where nothing changes."""
    kernels = rng.normal(size=(len(names), *shape))
    kernels -= kernels.mean(axis=(1, 2), keepdims=True)
    return dict(zip(names, kernels, strict=True))


def named(image, bank, threshold):
    """Return the mask of each name, pixel by pixel."""
    masks = {name: np.zeros(image.shape, dtype=bool) for name in bank}
    HH, WW = next(iter(bank.values())).shape
    for i in range(image.shape[0] - HH + 1):
        for j in range(image.shape[1] - WW + 1):
            patch = image[i : i + HH, j : j + WW]
            responses = {name: (patch * kernel).sum() for name, kernel in bank.items()}
            best = max(responses, key=responses.__getitem__)
            masks[best][i + HH // 2, j + WW // 2] = responses[best] > threshold
    return masks


@pytest.mark.task("edges", points=2)
def test_strongest_filter_gives_the_name(submission, rng):
    """Each edge has one name, that of the filter with the strongest response.

    What if two filters of the bank are above the threshold, or one far below zero?
    """
    image, bank = rng.uniform(size=(7, 9)), draw(rng, ("north", "west", "south", "east"), (3, 3))
    edges = submission.find_edges(image, bank, 0.3, forward)
    assert_close(edges, named(image, bank, 0.3), dtype_kind=False, name="edges")


@pytest.mark.task("edges", points=2)
def test_centre_of_a_window_that_is_not_square(submission, rng):
    """Filters of one row or of five columns name the pixel in the centre of their window.

    How far is the centre from the first row, and how far from the first column?
    """
    for shape in ((1, 5), (5, 3)):
        image, bank = rng.uniform(size=(8, 7)), draw(rng, ("rise", "fall"), shape)
        edges = submission.find_edges(image, bank, 0.1, forward)
        words = f"edges, filters of {shape[0]} by {shape[1]}"
        assert_close(edges, named(image, bank, 0.1), dtype_kind=False, name=words)


@pytest.mark.task("edges", points=1)
def test_threshold_itself_is_no_edge(submission, rng):
    """A response that equals the threshold is no edge: only stronger ones are.

    Is it > or >=?
    """
    image = rng.permutation(64).reshape(8, 8).astype(float)
    bank = {"spot": np.array([[0.0, 0.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 0.0]])}
    threshold = float(2 * rng.choice(np.sort(image[1:-1, 1:-1].ravel())[9:-9]))
    edges = submission.find_edges(image, bank, threshold, forward)
    assert_close(edges, named(image, bank, threshold), dtype_kind=False, name="edges")
