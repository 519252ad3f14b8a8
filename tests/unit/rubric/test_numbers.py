import pytest

from autograder.model import RubricItem
from autograder.rubric.numbers import match_number, numbers_of


def item(value: float, unit: str = "", tolerance: float = 0) -> RubricItem:
    return RubricItem(
        id="n", points=1, kind="number", statement="x", value=value, unit=unit, tolerance=tolerance
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.9", 0.9),
        ("0,9", 0.9),
        ("1,024 weights", 1024),
        ("1,234,567.5", 1234567.5),
        ("about -3", -3),
        ("6.4 x 10^3", 6400),
        (r"$6.4 \times 10^{-3}$", 0.0064),
        ("1e-3", 0.001),
        ("1/4", 0.25),
    ],
)
def test_a_number_is_read_in_its_usual_forms(text: str, value: float) -> None:
    assert numbers_of(text, "")[0].value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "wanted", "match"),
    [
        ("at least 40 kHz", item(40_000, "Hz"), "met"),
        ("40000Hz", item(40_000, "Hz"), "met"),
        ("40 mHz", item(40_000, "Hz"), "none"),
        ("it is 40000", item(40_000, "Hz"), "no unit"),
        ("it is 40 kg", item(40, "Hz"), "no unit"),
        ("2 * 20 kHz = 40 kHz", item(40, "kHz"), "met"),
        ("about 41 kHz", item(40, "kHz", 2), "met"),
        ("42.1 kHz", item(40, "kHz", 2), "none"),
        ("With 3*3*3+1 = 28 weights each, 64 filters have 1792", item(1792), "met"),
        ("1792 or 1728 or 64", item(1792), "among others"),
        ("the result is 1792, for 64 filters", item(1792), "met"),
        ("a few", item(1792), "none"),
        ("1/0", item(1), "none"),
        ("version1792", item(1792), "none"),
        ("1,000,000,2", item(1), "none"),
        ("1e999 or 10 x 10^999", item(1792), "none"),
    ],
)
def test_the_result_counts_with_its_unit(text: str, wanted: RubricItem, match: str) -> None:
    assert match_number(text, wanted)[0] == match


def test_many_digits_do_not_take_long() -> None:
    assert match_number("1,000" * 4_000, item(7))[0] == "none"
    assert match_number("9" * 20_000, item(7))[0] == "none"
