import pytest

from autograder.checks import assert_close


@pytest.mark.task("sizes", points=1)
def test_examples_of_the_handout(submission):
    """The four examples of the handout: 3, 5, 4 and 1 windows.

    Is the border counted on both ends, and the window at the very start too?
    """
    examples = {(5, 3, 1, 0): 3, (5, 3, 1, 1): 5, (8, 2, 2, 0): 4, (4, 6, 3, 1): 1}
    for (size, kernel, stride, pad), expected in examples.items():
        found = submission.output_size(size, kernel, stride, pad)
        assert_close(found, expected, name=f"output_size({size}, {kernel}, {stride}, {pad})")


@pytest.mark.task("sizes", points=1)
def test_a_small_layer(submission):
    """Ten filters of 3 by 5 on three channels: 450 weights and, if wanted, ten biases.

    Does every filter have a weight for each channel, row and column, and one bias?
    """
    assert_close(submission.parameter_count(3, 3, 5, 10), 460, name="with biases")
    found = submission.parameter_count(3, 3, 5, 10, bias=False)
    assert_close(found, 450, name="without biases")
