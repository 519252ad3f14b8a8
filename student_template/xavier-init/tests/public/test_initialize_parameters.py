import numpy as np
import pytest

from autograder.checks import assert_close, assert_shape

SHAPES = {"W1": (5, 4), "W2": (4, 7), "W3": (7, 2)}


@pytest.mark.task("initialize_parameters", points=2)
@pytest.mark.parametrize("method", ["xavier", "he"])
def test_names_and_shapes(submission, judged, method):
    """For the sizes 5, 4, 7, 2 there are W1, b1 to W3, b3, and W1 has the shape (5, 4).

    Is there a layer between any two neighbouring sizes, counted from 1?
    """

    def judge():
        params = submission.initialize_parameters([5, 4, 7, 2], method, seed=3)
        names = ("W1", "b1", "W2", "b2", "W3", "b3")
        assert_close(dict.fromkeys(params, 0), dict.fromkeys(names, 0), name="the parameters")
        for name, shape in SHAPES.items():
            assert_shape(params[name], shape, name=name)

    judged(judge)


@pytest.mark.task("initialize_parameters", points=1)
def test_biases_are_zero(submission, judged):
    """All biases are zero, with one number for each unit: the shape is (n,).

    Is a bias a row of n numbers, and not a column of shape (n, 1)?
    """

    def judge():
        params = submission.initialize_parameters([3, 6, 2])
        assert_close(params["b1"], np.zeros(6), name="b1")
        assert_close(params["b2"], np.zeros(2), name="b2")

    judged(judge)


@pytest.mark.task("initialize_parameters", points=1)
def test_same_seed(submission, judged):
    """The same seed gives the same parameters, and without a seed it is 0.

    Do all draws come from one generator that is made from seed?
    """

    def judge():
        first = submission.initialize_parameters([4, 8, 3], "he", seed=0)
        again = submission.initialize_parameters([4, 8, 3], "he")
        for name in ("W1", "W2"):
            assert_close(again[name], np.array(first[name]), name=name)

    judged(judge)


@pytest.mark.task("initialize_parameters", points=1)
@pytest.mark.parametrize("method", ["orthogonal", "zeros"])
def test_unknown_method(submission, method):
    """A method other than "xavier" and "he" is refused with a ValueError.

    What does your function do with a name that it does not know?
    """
    with pytest.raises(ValueError):  # noqa: PT011 - the message is the student's
        submission.initialize_parameters([4, 3], method)
