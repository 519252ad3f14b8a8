import numpy as np
import pytest

from autograder.checks import assert_close


@pytest.mark.task("adam", points=2)
def test_first_step(submission, rng):
    """The first Adam step is as large as the learning rate, whatever the gradient.

    Did you divide both moments by 1 - beta**t, with t counted from 1?
    """
    w = rng.normal(size=4)
    dw = np.array([0.5, -1.0, 2.0, -8.0])
    got, _ = submission.adam(w, dw, {"learning_rate": 0.1})
    assert_close(got, w - 0.1 * np.sign(dw), name="next_w")


@pytest.mark.task("adam", points=1)
def test_unchanging_gradient(submission):
    """With an unchanging gradient every Adam step is as large as the first.

    Are m, v and t all in the config that you return, and is the exponent the step's number?
    """
    w, dw, config = np.array([0.0, 0.0]), np.array([3.0, -0.5]), {"learning_rate": 0.1}
    for count in range(1, 9):
        w, config = submission.adam(w, dw, config)
        assert_close(w, np.array([-0.1 * count, 0.1 * count]), name=f"w after step {count}")
