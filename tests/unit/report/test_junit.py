"""JUnit XML: well formed whatever a student wrote, and each check by a name of its own."""

from typing import Any
from xml.etree import ElementTree as ET

import pytest

from autograder.model import Grade
from autograder.report import junit_xml, student_view


def suite(grade: Grade) -> ET.Element:
    (found,) = ET.fromstring(junit_xml([student_view(grade)]).encode())
    return found


def test_the_counts_are_those_of_the_cases(middling: Grade) -> None:
    found = suite(middling)
    cases = found.findall("testcase")
    assert found.get("name") == middling.submission_id
    assert int(found.get("tests", "")) == len(cases) == len(middling.checks)
    failed = [check for check in middling.checks if check.outcome != "passed"]
    assert int(found.get("failures", "")) == len(found.findall("testcase/failure")) == len(failed)


def test_no_two_cases_share_a_name(middling: Grade) -> None:
    names = [(case.get("classname"), case.get("name")) for case in suite(middling)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("outcome", "tag"), [("error", "error"), ("skipped", "skipped")])
def test_our_own_fault_and_a_skipped_check_are_no_failures(
    outcome: str, tag: str, make: Any
) -> None:
    (case,) = suite(make.grade(checks=(make.check(outcome=outcome, points=0),)))
    assert [child.tag for child in case] == [tag]


def test_work_that_cannot_be_read_is_one_failed_case(make: Any) -> None:
    (case,) = suite(make.grade(status="unreadable", problem="optim.py is missing", checks=()))
    assert case.findtext("failure") == "optim.py is missing"


def test_hostile_text_stays_text(hostile: str, make: Any) -> None:
    found = suite(make.poisoned(hostile[:5000]))
    assert {part.tag for part in found.iter()} <= {"testsuite", "testcase", "failure"}
