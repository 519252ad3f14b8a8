"""P12: nothing of a hidden check reaches a student but what the course allows."""

import io
from collections.abc import Callable
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

from autograder.model import (
    CallRecord,
    CheckResult,
    ComparisonRecord,
    Grade,
    Outcome,
    Override,
    StudentFrame,
)
from autograder.report import (
    StudentView,
    github_annotations,
    gitlab_code_quality,
    junit_xml,
    student_html,
    student_json,
    student_markdown,
    student_terminal,
    student_view,
)
from autograder.report.view import CheckView

MARK = "SENTINEL"
POLICIES: tuple[Literal["hint", "outcome", "nothing"], ...] = ("hint", "outcome", "nothing")


def on_terminal(view: StudentView) -> str:
    console = Console(file=io.StringIO(), width=4000, force_terminal=True)
    console.print(student_terminal(view))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


SINKS: dict[str, Callable[[StudentView], str]] = {
    "html": student_html,
    "markdown": student_markdown,
    "terminal": on_terminal,
    "json": student_json,
}
BUILDS: dict[str, Callable[[StudentView], str]] = {
    "github": lambda view: github_annotations([view]),
    "gitlab": lambda view: gitlab_code_quality([view]),
    "junit": lambda view: junit_xml([view]),
}
"""These tell what did not pass, and no more."""


def secret(field: str) -> str:
    return f"{MARK}-{field}"


def frame(place: str, function: str, source: str) -> StudentFrame:
    return StudentFrame(file=f"{place}.py", line=7, function=function, source=source)


def loaded(make: Any, outcome: Outcome, **fields: Any) -> CheckResult:
    """Return a hidden check with a sentinel in every field that must not leave the house."""
    known = {
        "name": f"hidden/{secret('file')}.py::{secret('test')}[{secret('case')}]",
        "message": secret("message"),
        "output": secret("output"),
        "details": secret("details"),
        "failure": secret("failure"),
        "seed": 7777777,
        "seconds": 8.888888,
        "calls": (
            CallRecord(
                function=secret("call"),
                arguments=secret("arguments"),
                result=secret("result"),
                seconds=0.1,
                given=secret("given"),
                returned=secret("returned"),
            ),
        ),
        "comparisons": (
            ComparisonRecord(
                name=secret("compared"),
                expected=secret("expected"),
                actual=secret("actual"),
                held=False,
                wanted=secret("wanted"),
                found=secret("found"),
            ),
        ),
        "frames": (
            frame(secret("outer"), secret("outer"), secret("outer")),
            frame("optim", secret("inner"), secret("source")),
        ),
    }
    return make.hidden(**known | {"outcome": outcome} | fields)


def test_the_cases_here_cover_every_field_of_a_check(make: Any) -> None:
    allowed = {"task", "title", "hint", "diagnosis", "note"}
    numbers = {"outcome", "points", "max_points", "hidden", "attempts", "seed", "seconds"}
    dumped = loaded(make, Outcome.FAILED).model_dump()
    assert {name for name, v in dumped.items() if MARK not in str(v)} == allowed | numbers


@pytest.mark.parametrize("sink", SINKS | BUILDS)
@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("outcome", Outcome)
def test_no_sink_shows_more_of_a_hidden_check_than_the_course_allows(
    make: Any, sink: str, policy: Literal["hint", "outcome", "nothing"], outcome: Outcome
) -> None:
    check = loaded(make, outcome)
    override = Override(target=f"check:{check.name}", points=1, reason="seen", by="ta", at=make.at)
    grade = make.grade(checks=(make.check(), check), feedback_hidden=policy, overrides=(override,))
    page = (SINKS | BUILDS)[sink](student_view(grade))
    assert MARK not in page
    assert "7777777" not in page
    assert "8.88" not in page


@pytest.mark.parametrize("sink", SINKS | BUILDS)
@pytest.mark.parametrize("policy", ["outcome", "nothing"])
def test_words_and_place_are_shown_only_where_hints_are(make: Any, sink: str, policy: str) -> None:
    check = loaded(
        make, Outcome.FAILED, failure="shape", title=MARK, hint=MARK, diagnosis=MARK
    ).model_copy(update={"frames": (frame(MARK, MARK, MARK),)})
    view = student_view(make.grade(checks=(check,), feedback_hidden=policy))
    page = (SINKS | BUILDS)[sink](view)
    assert MARK not in page
    assert "another shape" not in page


@pytest.mark.parametrize("sink", SINKS)
@pytest.mark.parametrize("policy", POLICIES)
def test_a_note_on_points_is_read_wherever_the_check_is(make: Any, sink: str, policy: str) -> None:
    check = loaded(make, Outcome.PASSED, note="counted by courtesy")
    page = SINKS[sink](student_view(make.grade(checks=(check,), feedback_hidden=policy)))
    assert ("counted by courtesy" in page) == (policy != "nothing")
    assert MARK not in page


@pytest.mark.parametrize("sink", SINKS)
@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("title", ["", MARK])
def test_a_decision_on_a_hidden_check_names_no_more_than_the_course_allows(
    make: Any, sink: str, policy: str, title: str
) -> None:
    check = make.hidden(name=secret("name"), title=title)
    override = Override(target=f"check:{check.name}", points=1, reason="seen", by="ta", at=make.at)
    grade = make.grade(checks=(check,), feedback_hidden=policy, overrides=(override,))
    page = SINKS[sink](student_view(grade))
    assert secret("name") not in page
    assert (MARK in page) == (policy == "hint" and title == MARK)
    assert ("A hidden check" in page) == (policy != "hint" or not title)


@pytest.mark.parametrize("sink", SINKS)
def test_a_hint_gives_sentence_hint_class_and_place(make: Any, sink: str) -> None:
    check = make.hidden(failure="shape", diagnosis="transposed?")
    page = SINKS[sink](student_view(make.grade(checks=(check,))))
    for shown in (
        "Weight decay does not enter the moments",
        "AdamW adds the decay",
        "another shape than expected",
        "transposed?",
        "optim.py",
        "44",
    ):
        assert shown in page
    assert "wd * w" not in page


def test_nothing_says_how_many_and_what_they_earned(make: Any) -> None:
    checks = (make.hidden(), make.check("hidden/t.py::t", hidden=True, points=2))
    view = student_view(make.grade(checks=checks, feedback_hidden="nothing"))
    summary = view.tasks[1].hidden_summary
    assert summary is not None
    assert (summary.count, summary.points, summary.max_points) == (2, 2.0, 6.0)
    assert view.tasks[1].checks == ()
    assert "2 hidden checks" in student_html(view)


@pytest.mark.parametrize("sink", SINKS)
@pytest.mark.parametrize("status", ["suggested", "needs_review"])
def test_suggested_points_and_their_reasons_are_never_shown(
    make: Any, sink: str, status: Literal["suggested", "needs_review"]
) -> None:
    item = make.item(
        item_id=MARK, statement=MARK, reason=MARK, points=0.77, status=status, matched=(MARK,)
    )
    answer = make.answer(
        points=0.77, status=status, items=(item,), confidence=0.66, scorer=MARK, notices=(MARK,),
        misconceptions=(MARK,), flags=(MARK,), calibration=MARK,
    )  # fmt: skip
    grade = make.grade(rubric=(answer,), feedback_written="items")
    page = SINKS[sink](student_view(grade))
    assert "too small at first" in page
    assert "<mark>" not in page
    assert MARK not in page
    assert "0.77" not in page
    assert "20.77" not in page


def test_a_total_waits_until_every_answer_is_settled(make: Any) -> None:
    answer = make.answer(points=1, status="suggested")
    view = student_view(make.grade(rubric=(answer,)))
    assert (view.points, view.points_so_far) == (None, 20.0)
    assert (view.waiting, view.waiting_points) == (1, 2.0)
    settled = answer.model_copy(update={"status": "confirmed"})
    assert student_view(make.grade(rubric=(settled,))).points == 21.0


@pytest.mark.parametrize("sink", SINKS)
def test_what_failed_on_our_side_is_not_told_in_detail(make: Any, sink: str) -> None:
    check = make.check(outcome=Outcome.ERROR, points=0, message=MARK, failure="infrastructure")
    page = SINKS[sink](student_view(make.grade(status="error", problem=MARK, checks=(check,))))
    assert MARK not in page
    assert "not your code" in page


@pytest.mark.parametrize("sink", SINKS)
def test_who_decided_and_what_was_taken_back_stay_with_the_staff(make: Any, sink: str) -> None:
    first = Override(target="total", points=3.21, reason=MARK, by=MARK, at=make.at)
    last = Override(target="total", points=18, reason="late by a day", by=MARK, at=make.at)
    page = SINKS[sink](student_view(make.grade(overrides=(first, last))))
    assert MARK not in page
    assert "3.21" not in page
    assert "late by a day" in page


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_no_combination_of_fields_leaks(make: Any, data: st.DataObject) -> None:
    policy = data.draw(st.sampled_from(POLICIES))
    text = st.text(alphabet=st.characters(codec=None), max_size=20)
    around = data.draw(st.tuples(text, text))
    word = f"{around[0]}{MARK}{around[1]}"
    names = st.sampled_from(["message", "output", "details", "failure"])
    hidden_fields: dict[str, Any] = dict.fromkeys(data.draw(st.sets(names)), word)
    checks = tuple(
        loaded(make, outcome, name=f"{word}{number}", **hidden_fields)
        for number, outcome in enumerate(data.draw(st.lists(st.sampled_from(Outcome), max_size=4)))
    )
    grade: Grade = make.grade(checks=checks, feedback_hidden=policy)
    view = student_view(grade)
    assert all(MARK not in sink(view) for sink in SINKS.values())


def only_check(make: Any, check: CheckResult) -> CheckView:
    tasks = student_view(make.grade(checks=(check,))).tasks
    return next(view for task in tasks for view in task.checks)


@pytest.mark.parametrize("make_check", ["failed", "hidden"])
def test_a_file_that_cannot_be_imported_is_corrected_before_any_hint_helps(
    make: Any, make_check: str
) -> None:
    check = getattr(make, make_check)(failure="import", hint="which axis?", message="SyntaxError")
    view = only_check(make, check)
    assert view.hint.startswith("Correct this first")


@pytest.mark.parametrize(("frames", "words"), [((), "its result"), (None, "raised an exception")])
def test_only_an_exception_of_the_students_own_lines_is_said_to_be_theirs(
    make: Any, frames: tuple[()] | None, words: str
) -> None:
    check = make.hidden(failure="exception")
    check = check if frames is None else check.model_copy(update={"frames": frames})
    assert words in only_check(make, check).failure


def test_a_line_outside_of_every_function_is_not_in_a_module(make: Any) -> None:
    places = (frame("optim", "<module>", "import torch"),)
    check = make.failed().model_copy(update={"frames": places})
    view = student_view(make.grade(checks=(check,)))
    assert "optim.py, line 7: import torch" in student_markdown(view)
    assert "optim.py, line 7: import torch" in on_terminal(view)
