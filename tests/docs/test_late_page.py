"""docs/late-rules.md: its table is what the code says of its rules."""

import re
import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from autograder.model import LatePolicy, Student, Submission, after_lateness
from autograder.scoring import lateness_of

PAGE = (Path(__file__).parents[2] / "docs" / "late-rules.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `(20[^`]+)` \| (\d+) \| (\d+) \| (\d+) % \| (\d+) \|$", PAGE, re.MULTILINE)


def test_the_page_has_its_table() -> None:
    assert len(ROWS) == 7


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_row_of_the_table_is_true(row: tuple[str, ...]) -> None:
    policy = LatePolicy(**tomllib.loads(PAGE.split("```toml\n")[1].split("```")[0])["late"])
    at, *numbers = row
    submission = Submission(
        id="ada", assignment="sums", student=Student(id="ada"),
        submitted_at=datetime.fromisoformat(at),
    )  # fmt: skip
    late = lateness_of(policy, submission)
    assert late is not None
    found = [late.days, late.free_days, late.percent, after_lateness(40, late, 50)]
    assert found == list(map(float, numbers))


def test_each_key_is_in_the_table_of_keys() -> None:
    told = re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)
    assert sorted(told) == sorted(LatePolicy.model_fields)
