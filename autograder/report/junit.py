"""Student views as JUnit XML, which GitLab, Jenkins and others list check by check."""

from collections import Counter
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from autograder.model import Outcome

from . import words
from .findings import told
from .view import CheckView, StudentView, TaskView

_UNSETTLED = {Outcome.ERROR: "error", Outcome.SKIPPED: "skipped"}


def junit_xml(views: Sequence[StudentView]) -> str:
    """Return a test suite for each submission and a test case for each check that it may see."""
    root = ET.Element("testsuites")
    for view in views:
        _add_suite(root, view)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _add_suite(root: ET.Element, view: StudentView) -> None:
    suite = ET.SubElement(root, "testsuite", name=view.submission_id)
    if view.status == "unreadable":
        case = ET.SubElement(suite, "testcase", name=view.assignment_title, classname="submission")
        ET.SubElement(case, "failure", message=words.UNREADABLE).text = view.problem
    else:
        for task in view.tasks:
            _add_task(suite, view, task)
    count = Counter(part.tag for part in suite.iter())
    suite.set("tests", str(count["testcase"]))
    suite.set("failures", str(count["failure"]))
    suite.set("errors", str(count["error"]))
    suite.set("skipped", str(count["skipped"]))


def _add_task(suite: ET.Element, view: StudentView, task: TaskView) -> None:
    seen: Counter[str] = Counter()
    for check in task.checks:
        name = f"{check.title}{' (hidden)' if check.hidden else ''}"
        seen[name] += 1
        # Of two cases with one name, readers keep the first only.
        unique = name if seen[name] == 1 else f"{name} ({seen[name]})"
        named = {"name": unique, "classname": f"{view.assignment}.{task.id}", "file": task.file}
        case = ET.SubElement(suite, "testcase", {key: at for key, at in named.items() if at})
        if check.outcome is not Outcome.PASSED:
            _add_failure(case, check)


def _add_failure(case: ET.Element, check: CheckView) -> None:
    outcome = ET.SubElement(case, _UNSETTLED.get(check.outcome, "failure"))
    outcome.set("message", words.OUTCOMES[check.outcome])
    places = [f"{frame.file}, line {frame.line}" for frame in check.frames]
    outcome.text = "\n".join(part for part in (*told(check, check.hint), *places) if part)
