"""GitLab's code quality report: a list of findings that have a file."""

import json
from typing import Any

from autograder.model import Grade
from autograder.report import gitlab_code_quality, student_view


def issues(grade: Grade) -> list[dict[str, Any]]:
    return list(json.loads(gitlab_code_quality([student_view(grade)])))


def test_a_finding_has_all_that_gitlab_asks_for(make: Any) -> None:
    (found,) = issues(make.grade(checks=(make.failed(),)))
    assert found["location"] == {"path": "optim.py", "lines": {"begin": 41}}
    assert found["severity"] == "major"
    assert found["description"].startswith("Adam: The first step is as large")
    assert set(found) == {"description", "check_name", "fingerprint", "severity", "location"}


def test_fingerprints_tell_findings_apart_and_stay_the_same(middling: Grade) -> None:
    prints = [found["fingerprint"] for found in issues(middling)]
    assert len(set(prints)) == len(prints) > 1
    assert prints == [found["fingerprint"] for found in issues(middling)]


def test_what_is_about_no_file_is_left_out(make: Any) -> None:
    assert issues(make.grade(status="unreadable", problem="empty", checks=())) == []


def test_hostile_text_is_one_string(hostile: str, make: Any) -> None:
    text = gitlab_code_quality([student_view(make.poisoned(hostile[:5000]))])
    assert "\x1b" not in text
    assert json.loads(text)
