"""What a student is to look at first stands under the points, and leads there."""

import re
from typing import Any

from autograder.model import Grade, Outcome
from autograder.report import student_html, student_view

FAILED = {"outcome": Outcome.FAILED, "points": 0.0}


def graded(make: Any, *checks: dict[str, Any]) -> Grade:
    """Return a grade of checks that pass, but for what each of `checks` says."""
    made = (make.check(f"public/test_adam.py::test_{n}", **one) for n, one in enumerate(checks))
    return make.grade(checks=tuple(made))


def said(grade: Grade) -> str:
    found = re.search(r'<ul class="next".*?</ul>', student_html(student_view(grade)), re.DOTALL)
    return found[0] if found else ""


def test_who_has_everything_right_is_sent_nowhere(make: Any) -> None:
    assert not said(graded(make, {}))


def test_the_first_three_that_failed_are_named_and_the_others_counted(make: Any) -> None:
    checks = [FAILED | {"title": f"Sentence {number}."} for number in range(5)]
    text = said(graded(make, *checks))
    assert re.findall(r"Sentence \d", text) == ["Sentence 0", "Sentence 1", "Sentence 2"]
    assert "and 2 sentences more" in text


def test_one_likely_cause_is_told_once_for_all_that_it_broke_in_a_task(make: Any) -> None:
    causes = ["it is a sum", "it is a sum", "the sign", "", "it is a sum"]
    checks = [FAILED | {"title": f"Sentence {k}.", "diagnosis": c} for k, c in enumerate(causes)]
    text = said(graded(make, *checks))
    assert re.findall(r"Sentence \d", text) == ["Sentence 0", "Sentence 2", "Sentence 3"]
    assert "and 2 sentences more" in text


def test_each_leads_to_its_check(make: Any) -> None:
    grade = graded(make, {"title": "Right."}, FAILED | {"title": "Wrong."})
    page = student_html(student_view(grade))
    (place,) = re.findall(r'href="#(check-[\d-]+)"', said(grade))
    assert "Wrong." in page[page.index(f'id="{place}"') :]
    assert "Right." not in page[page.index(f'id="{place}"') :]


def test_a_typical_mistake_is_told_before_what_failed_and_that_before_the_hint(make: Any) -> None:
    hinted = FAILED | {"hint": "Is it squared?"}
    assert "Is it squared?" in said(graded(make, hinted | {"failure": "value"}))
    shaped = said(graded(make, hinted | {"failure": "shape"}))
    assert "another shape" in shaped
    assert "squared" not in shaped
    known = hinted | {"failure": "shape", "diagnosis": "it is a sum"}
    assert "it is a sum" in said(graded(make, known))


def test_what_failed_through_our_fault_is_nothing_to_look_at(make: Any) -> None:
    ours = {"outcome": Outcome.ERROR, "points": 0.0, "failure": "infrastructure"}
    assert not said(graded(make, ours))
