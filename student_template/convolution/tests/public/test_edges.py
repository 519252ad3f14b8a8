import numpy as np
import pytest

from autograder.checks import assert_close, assert_shape

BANK = {"west": np.array([[1.0, 0.0, -1.0]]), "east": np.array([[-1.0, 0.0, 1.0]])}


def three_in_a_row(x, w, b, conv_param):
    """Answer as a convolution does, for one grey image and filters of one row, three columns."""
    assert_shape(x, (1, 1, *np.shape(x)[2:]), name="x, as given to forward,")
    assert_shape(w, (*np.shape(w)[:1], 1, 1, 3), name="w, as given to forward,")
    x = np.pad(x[0, 0], conv_param["pad"])
    left, centre, right = (w[:, 0, :, k, np.newaxis] for k in range(3))
    out = left * x[:, :-2] + centre * x[:, 1:-1] + right * x[:, 2:]
    return (out + np.reshape(b, (-1, 1, 1)))[np.newaxis], None


@pytest.mark.task("edges", points=1)
def test_a_bright_strip(submission):
    """The example of the handout: a bright strip has a west edge and an east edge.

    Is each edge at the centre of its window, and named by the filter that answers most?
    """
    image = np.array([[0.0, 0.0, 0.0, 9.0, 9.0, 9.0, 9.0, 5.0]])
    edges = submission.find_edges(image, BANK, 4.5, three_in_a_row)
    expected = {
        "west": np.array([[0, 0, 0, 0, 0, 0, 0, 0]]) > 0,
        "east": np.array([[0, 0, 1, 1, 0, 0, 0, 0]]) > 0,
    }
    assert_close(edges, expected, dtype_kind=False, name="edges")


@pytest.mark.task("edges", points=1)
def test_flat_image(submission):
    """A bright image without any change has no edges: each name has a mask of False.

    Did a border of zeros around the image become an edge?
    """
    edges = submission.find_edges(np.full((4, 5), 9.0), BANK, 1.0, three_in_a_row)
    expected = {name: np.zeros((4, 5), dtype=bool) for name in BANK}
    assert_close(edges, expected, dtype_kind=False, name="edges")
