import pytest

from autograder.checks import Credit, credit
from autograder.errors import CheckFailure


def test_credit_ends_the_check_with_its_share():
    with pytest.raises(CheckFailure, match="shape right, values wrong") as caught:
        credit(0.5, "shape right, values wrong")
    assert isinstance(caught.value, Credit)
    assert (caught.value.kind, caught.value.fraction) == ("credit", 0.5)


def test_no_points_are_a_share_too():
    with pytest.raises(Credit) as caught:
        credit(0, "nothing yet")
    assert caught.value.fraction == 0.0


@pytest.mark.parametrize(
    "fraction", [1, 1.0, 1.5, -0.1, float("nan"), float("inf"), True, "0.5", None]
)
def test_what_is_no_part_of_the_points_is_the_authors_mistake(fraction):
    with pytest.raises(ValueError, match="a fraction from 0 to below 1"):
        credit(fraction, "why")


@pytest.mark.parametrize("why", ["", "  ", None])
def test_credit_is_never_without_words(why):
    with pytest.raises(ValueError, match="a sentence for the student"):
        credit(0.5, why)
