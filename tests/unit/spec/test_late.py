import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from autograder.errors import SpecError
from autograder.model import LatePolicy
from autograder.spec import load_assignment, suite_hash

TABLE = """
[late]
deadline = 2026-03-01T23:59:00+01:00
percent_per_day = 10
"""


def write(folder: Path, text: str) -> None:
    file = folder / "assignment.toml"
    file.write_text(file.read_text() + text)


def test_without_the_table_nothing_is_late(folder: Path) -> None:
    assert load_assignment(folder).late is None


def test_the_table_is_read_with_the_zone_of_its_deadline(folder: Path) -> None:
    write(folder, TABLE + 'grace_minutes = 15\ncap_percent = 50\nlate_days = 2\nof = "max"\n')
    late = load_assignment(folder).late
    assert late == LatePolicy(
        deadline=datetime(2026, 3, 1, 22, 59, tzinfo=UTC),
        grace_minutes=15, percent_per_day=10, cap_percent=50, late_days=2, of="max",
    )  # fmt: skip
    assert late is not None
    assert late.deadline.isoformat() == "2026-03-01T23:59:00+01:00"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (
            "deadline = 2026-03-01T23:59:00",
            "such as 2026-03-01T23:59:00+01:00, found '2026-03-01 23:59:00'; change the value",
        ),
        (
            "deadline = 2026-03-01T23:59:00",
            "assignment.toml:24: 'deadline' of [late]: expected a date-time with its offset",
        ),
        ("deadline = 2026-03-01", "expected a date-time with its offset"),
        ('deadline = "tomorrow"', "expected a date-time with its offset"),
        ("deadline = 20260301", "expected a date-time with its offset"),
        ("", "expected this key, found nothing; add, for example, `deadline = 2026-03-01T23:59:00"),
    ],
)
def test_a_deadline_without_its_offset_is_refused_with_words(
    folder: Path, line: str, words: str
) -> None:
    write(folder, TABLE.replace("deadline = 2026-03-01T23:59:00+01:00", line))
    with pytest.raises(SpecError, match=re.escape(words)):
        load_assignment(folder)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("percent_per_day = 101", "expected a value less than or equal to 100, found 101"),
        ("percent_per_day = -1", "expected a value greater than or equal to 0, found -1"),
        ("percent_per_day = 10\nlate_days = 1.5", "expected a whole number, found 1.5"),
        ("percent_per_day = 10\ncourse_late_days = -1", "greater than or equal to 0, found -1"),
        ("percent_per_day = 10\nper_day = 1", "did you mean 'percent_per_day'?"),
        ("", "add, for example, `percent_per_day = 10`"),
    ],
)
def test_an_impossible_rule_is_refused(folder: Path, line: str, words: str) -> None:
    write(folder, TABLE.replace("percent_per_day = 10", line))
    with pytest.raises(SpecError, match=re.escape(words)):
        load_assignment(folder)


@pytest.mark.parametrize("place", ["[limits]", '[[task]]\nid = "many', "the end"])
def test_the_hash_of_the_suite_knows_nothing_of_deadlines(folder: Path, place: str) -> None:
    plain = suite_hash(load_assignment(folder), hidden=True)
    file = folder / "assignment.toml"
    text = file.read_text() + "the end"
    file.write_text(text.replace(place, TABLE[1:] + "\n" + place).removesuffix("the end"))
    assert load_assignment(folder).late is not None
    assert suite_hash(load_assignment(folder), hidden=True) == plain
