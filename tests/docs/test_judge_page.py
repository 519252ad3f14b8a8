"""docs/judge.md says what the code does."""

import re
from pathlib import Path

from autograder.rubric.judge import JudgeSettings
from autograder.rubric.judge.prompt import FEWEST_QUOTED_WORDS, MOST_REASON_WORDS
from autograder.rubric.judge.retries import MOST_PAUSE

PAGE = (Path(__file__).parents[2] / "docs" / "judge.md").read_text()


def test_every_setting_stands_in_the_table_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `AUTOGRADER_JUDGE_(\w+)` \| (.*) \|$", PAGE, re.MULTILINE))
    fields = JudgeSettings.model_fields
    assert {name.lower() for name in rows} == set(fields)
    for name in ("most_tokens", "most_calls", "seconds"):
        assert rows[name.upper()].endswith(f"{fields[name].default:,}")


def test_the_numbers_of_the_rules_are_those_of_the_code() -> None:
    assert f"at least {FEWEST_QUOTED_WORDS} words" in PAGE
    assert f"at most {MOST_REASON_WORDS} words" in PAGE
    assert f"at most {MOST_PAUSE:g} seconds" in PAGE
