from typing import Any

from autograder.model import Grade, Outcome, Student, TaskScore
from autograder.report import summary_html
from autograder.report.summary import summarize


def grades(make: Any) -> list[Grade]:
    """Ten students with 0 to 9 of 10 points; those under five fail the hidden check."""
    return [
        make.grade(
            submission_id=f"s{points}",
            student=Student(id=f"s{points}"),
            tasks=(TaskScore(id="adam", title="Adam", points=points, max_points=10),),
            checks=(make.check(), make.hidden() if points < 5 else make.check("p", hidden=True)),
        )
        for points in range(10)
    ]


def test_the_numbers_of_a_class_add_up(make: Any) -> None:
    summary = summarize(grades(make))
    assert (summary.mean, summary.median, summary.settled) == (4.5, 4.5, 10)
    assert [bar.count for bar in summary.bars] == [1] * 10
    assert summary.tasks[0].mean == 4.5


def test_the_checks_that_fail_most_come_first(make: Any) -> None:
    extra = make.grade(submission_id="x", checks=(make.failed(),))
    tallies = summarize([*grades(make), extra]).checks
    assert [(tally.name, tally.failing) for tally in tallies] == [
        ("hidden/test_adam.py::test_decay", 5),
        ("public/test_adam.py::test_step", 1),
    ]
    assert tallies[0].most_often == "value"


def test_a_file_that_cannot_be_imported_does_not_drown_what_the_class_gets_wrong(
    make: Any,
) -> None:
    grades = [make.grade(checks=(make.failed(failure="import"),)) for _ in range(3)]
    grades.append(make.grade(checks=(make.failed(failure="shape"),)))
    summary = summarize(grades)
    assert summary.not_imported == 3
    assert [(tally.most_often, tally.failing, tally.count) for tally in summary.checks] == [
        ("shape", 1, 1)
    ]
    assert "could not be imported, in 3 submissions" in summary_html("Adam", grades)


def test_our_failures_are_named_and_in_no_mean(make: Any) -> None:
    blank = TaskScore(id="adam", title="Adam", points=None, max_points=10)
    broken = make.grade(
        submission_id="broken",
        student=Student(id="broken"),
        status="error",
        problem="the engine went away",
        tasks=(blank,),
        checks=(make.check(outcome=Outcome.ERROR, points=0),),
    )
    summary = summarize([*grades(make), broken])
    assert (summary.mean, summary.settled) == (4.5, 10)
    assert all(tally.count == 5 for tally in summary.checks)
    page = summary_html("Optimizers", [*grades(make), broken])
    assert "the engine went away" in page
    assert "run these again" in page


def test_points_that_wait_for_a_person_are_counted(make: Any) -> None:
    answer = make.answer(points=1, max_points=2.5)
    scored = answer.model_copy(update={"status": "scored"})
    summary = summarize([make.grade(rubric=(answer, scored))])
    assert (summary.waiting, summary.waiting_points, summary.settled) == (1, 2.5, 0)
    assert summary.mean is None


def test_the_order_of_the_grades_does_not_matter(make: Any) -> None:
    ordered = grades(make)
    assert summary_html("A", ordered) == summary_html("A", reversed(ordered))


def test_the_histogram_can_be_read_without_seeing_it(make: Any) -> None:
    page = summary_html("A", grades(make))
    assert 'role="img" aria-labelledby="spread-title spread-text"' in page
    assert "90 to 100 percent: 1." in page


def test_an_empty_class_has_a_page_too() -> None:
    assert "No submission was graded." in summary_html("A", [])


def test_full_points_and_a_bonus_stand_in_the_last_bar(make: Any) -> None:
    tasks = [TaskScore(id="a", title="A", points=points, max_points=10) for points in (10, 12)]
    bars = summarize([make.grade(tasks=(task,)) for task in tasks]).bars
    assert [bar.count for bar in bars] == [0] * 9 + [2]
    assert bars[9].height == 100


def test_staff_pages_are_linked_only_if_they_exist(make: Any) -> None:
    assert "./s3/staff.html" in summary_html("A", grades(make))
    assert "staff.html" not in summary_html("A", grades(make), staff_pages=False)
