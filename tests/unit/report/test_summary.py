from typing import Any

import pytest

from autograder.model import ClassList, Grade, Lateness, Outcome, Student, TaskScore
from autograder.report import Outlines, summary_html
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


def with_points(make: Any, *points: float, most: float = 10) -> list[Grade]:
    tasks = [TaskScore(id="a", title="A", points=one, max_points=most) for one in points]
    return [
        make.grade(submission_id=f"s{n}", student=Student(id=f"s{n}"), tasks=(task,), checks=())
        for n, task in enumerate(tasks)
    ]


def unread(make: Any, name: str = "chi", problem: str = "expected optim.py, found essay") -> Grade:
    made: Grade = make.grade(
        submission_id=name,
        student=Student(id=name, name=name.title()),
        status="unreadable",
        problem=problem,
        tasks=(TaskScore(id="adam", title="Adam", points=0, max_points=10),),
        checks=(make.check(outcome=Outcome.MISSING, points=0, failure="missing"),),
    )
    return made


def broken(make: Any, name: str = "broken", problem: str = "the engine went away") -> Grade:
    made: Grade = make.grade(
        submission_id=name,
        student=Student(id=name),
        status="error",
        problem=problem,
        tasks=(TaskScore(id="adam", title="Adam", points=None, max_points=10),),
        checks=(make.check(outcome=Outcome.ERROR, points=0),),
    )
    return made


def test_the_numbers_of_a_class_add_up(make: Any) -> None:
    summary = summarize(grades(make))
    spread = summary.spread
    assert (spread.mean, spread.median, spread.middle) == (4.5, 4.5, (2.25, 6.75))
    assert (spread.unit, spread.top, spread.count, spread.full) == ("points", 10, 10, 0)
    assert [bar.count for bar in spread.bars] == [1] * 10
    assert (summary.settled, summary.tasks[0].mean, summary.tasks[0].full) == (10, 4.5, 0)


@pytest.mark.parametrize(
    ("most", "step", "count"), [(57, 5, 12), (20, 2, 10), (6, 0.5, 12), (1, 0.1, 10), (120, 10, 12)]
)
def test_bars_have_round_edges_whatever_the_points(
    make: Any, most: float, step: float, count: int
) -> None:
    spread = summarize(with_points(make, most, most=most)).spread
    assert [bar.low for bar in spread.bars] == pytest.approx([step * n for n in range(count)])
    assert [bar.count for bar in spread.bars] == [0] * (count - 1) + [1]


def test_full_points_and_a_bonus_stand_in_the_last_bar(make: Any) -> None:
    spread = summarize(with_points(make, 10, 12)).spread
    assert [bar.count for bar in spread.bars] == [0] * 9 + [2]
    assert (spread.bars[9].height, spread.full) == (100, 2)


def test_the_histogram_can_be_read_without_seeing_it(make: Any) -> None:
    page = summary_html("A", grades(make))
    assert 'role="img" aria-labelledby="spread-title spread-text"' in page
    assert "Median 4.5 of 10. 0 to 1: 1." in page
    assert '<th scope="row">9 or more</th><td class="right">1</td>' in page


def test_before_anybody_read_the_answers_the_class_is_shown_by_what_is_decided(make: Any) -> None:
    answer = make.answer(max_points=2.5)
    class_ = [one.model_copy(update={"rubric": (answer,)}) for one in grades(make)]
    summary = summarize(class_)
    assert (summary.settled, summary.waiting, summary.waiting_points) == (0, 10, 25)
    assert (summary.spread.unit, summary.spread.top, summary.spread.mean) == ("points", 10, 4.5)
    assert "by what is decided so far: 25 points still wait" in summary_html("A", class_)


def test_shares_are_shown_where_not_the_same_points_are_decided(make: Any) -> None:
    scored = make.answer(points=2.5, max_points=2.5, status="scored")
    waits = scored.model_copy(update={"status": "suggested"})
    class_ = with_points(make, 10, 5)
    class_ = [
        one.model_copy(update={"rubric": (answer,)})
        for one, answer in zip(class_, (scored, waits), strict=True)
    ]
    spread = summarize(class_).spread
    assert (spread.unit, spread.top, spread.mean, spread.full) == ("percent", 100, 75, 1)
    assert "as a share of what could be had by now" in summary_html("A", class_)


def test_the_checks_that_fail_most_come_first(make: Any) -> None:
    extra = make.grade(submission_id="x", checks=(make.failed(),))
    tallies = summarize([*grades(make), extra]).tallies
    assert [(tally.name, tally.failing) for tally in tallies.checks] == [
        ("hidden/test_adam.py::test_decay", 5),
        ("public/test_adam.py::test_step", 1),
    ]
    assert tallies.checks[0].most_often == "value"
    assert (tallies.count, tallies.passed_all) == (11, 5)


def test_the_inputs_of_one_test_are_one_check(make: Any) -> None:
    def rolled(signs: str) -> Grade:
        checks = [
            (make.check if sign == "+" else make.failed)(f"r.py::test_r[{n}]")
            for n, sign in enumerate(signs)
        ]
        graded: Grade = make.grade(checks=tuple(checks))
        return graded

    tallies = summarize([rolled("++"), rolled("+-"), rolled("--")]).tallies
    assert [(one.name, one.failing, one.count, one.inputs) for one in tallies.checks] == [
        ("r.py::test_r", 2, 3, 2)
    ]


def test_a_check_that_many_fail_and_nothing_else_stands_out(make: Any) -> None:
    only = [make.grade(checks=(make.failed("a.py::t"), make.check("b.py::t"))) for _ in range(3)]
    both = make.grade(checks=(make.failed("a.py::t"), make.failed("b.py::t")))
    unread = make.grade(checks=(make.failed("a.py::t"), make.failed("b.py::t", failure="import")))
    class_ = [*only, both, unread]
    checks = summarize(class_).tallies.checks
    assert [(one.name, one.failing, one.alone) for one in checks] == [
        ("a.py::t", 5, 3),
        ("b.py::t", 1, 0),
    ]
    assert summary_html("Adam", class_).count("the only failed check of") == 1
    assert "the only failed check of 3 submissions" in summary_html("Adam", class_)


def test_a_mistake_is_counted_once_a_submission(make: Any) -> None:
    says = "your output equals Adam without bias correction"
    failing = [make.failed(f"a.py::test_a[{n}]", diagnosis=says) for n in range(2)]
    other = make.failed("b.py::test_b", diagnosis=says)
    class_ = [make.grade(checks=(*failing, other)) for _ in range(3)]
    class_.append(make.grade(checks=(make.check("a.py::test_a[0]"),)))
    tallies = summarize(class_).tallies
    assert [(one.says, one.count) for one in tallies.mistakes] == [(says, 3)]
    assert [[one.count for one in check.mistakes] for check in tallies.checks] == [[3], [3]]
    assert f"<strong>3 of 4:</strong> {says}" in summary_html("Adam", class_)


def test_a_file_that_cannot_be_imported_does_not_drown_what_the_class_gets_wrong(
    make: Any,
) -> None:
    grades = [make.grade(checks=(make.failed(failure="import"),)) for _ in range(3)]
    grades.append(make.grade(checks=(make.failed(failure="shape"),)))
    tallies = summarize(grades).tallies
    assert tallies.not_imported == 3
    assert [(tally.most_often, tally.failing, tally.count) for tally in tallies.checks] == [
        ("shape", 1, 1)
    ]
    assert "could not be imported, in 3 submissions" in summary_html("Adam", grades)


def test_our_failures_are_named_and_in_no_mean(make: Any) -> None:
    class_ = [*grades(make), broken(make)]
    summary = summarize(class_)
    assert (summary.spread.mean, summary.settled, summary.ungraded) == (4.5, 10, 1)
    assert all(tally.count == 5 for tally in summary.tallies.checks)
    page = summary_html("Optimizers", class_)
    assert "Not graded, our fault: 1 of 11" in page
    assert "the engine went away" in page
    assert "./broken/staff.html" in page


def test_one_reason_is_told_once_however_many_it_stopped(make: Any) -> None:
    class_ = [broken(make, f"b{n:03}") for n in range(100)]
    class_ += [broken(make, f"c{n:03}", problem=f"port {n} is taken") for n in range(25)]
    first, *others = summarize(class_).errors
    assert (first.reason, first.count, len(first.named)) == ("the engine went away", 100, 12)
    assert len(others) == 19
    page = summary_html("A", class_)
    assert "and 88 more" in page
    assert "6 submissions more, for other reasons" in page
    assert "Task means" not in page


def test_what_could_not_be_read_is_in_no_mean_and_fails_no_check(make: Any) -> None:
    summary = summarize([*grades(make), unread(make)])
    assert (summary.unreadable, summary.spread.count, summary.spread.mean) == (1, 10, 4.5)
    assert [tally.failing for tally in summary.tallies.checks] == [5]
    assert "expected optim.py, found essay" in summary_html("A", [unread(make)])


def test_questions_show_what_is_decided_and_what_waits(make: Any) -> None:
    decided = make.answer(points=1, max_points=2, status="confirmed")
    waiting = make.answer(points=2, max_points=2)
    class_ = [make.grade(rubric=(decided,)), make.grade(rubric=(waiting,))]
    (question,) = summarize(class_).questions
    assert (question.mean, question.counted) == (1, 1)
    assert (question.waiting, question.waiting_points) == (1, 2)
    page = summary_html("A", class_)
    assert "1 answer of 1 submission waits for a person" in page
    assert "autograder review export OUT momentum-and-adam -o sheet.csv" in page


def test_who_came_late_is_counted(make: Any) -> None:
    def came(days: int, free: int = 0, percent: float = 0, **more: Any) -> Grade:
        late = Lateness(due=make.at, days=days, free_days=free, percent=percent, **more)
        graded: Grade = make.grade(lateness=late)
        return graded

    class_ = [came(0), came(1, free=1), came(2, percent=20), came(0, unknown="no time is known")]
    late = summarize(class_).lateness
    assert (late.in_time, late.late, late.free, late.unknown, late.taken) == (1, 2, 1, 1, 4)
    page = summary_html("A", class_)
    assert "1 in time, 2 late (1 of them on free days). Lateness took 4 points in all." in page
    assert "Lateness" not in summary_html("A", grades(make))
    assert "The platform calls 1 submission late" in summary_html("A", [make.grade(late=True)])


def test_outlines_of_the_grades_make_the_same_page(make: Any) -> None:
    class_ = [make.poisoned("a & b"), *grades(make), broken(make), unread(make)]
    assert summary_html("A", Outlines(class_)) == summary_html("A", class_)


def test_the_order_of_the_grades_does_not_matter(make: Any) -> None:
    ordered = grades(make)
    assert summary_html("A", ordered) == summary_html("A", reversed(ordered))


def test_an_empty_class_has_a_page_too() -> None:
    assert "No submission was graded." in summary_html("A", [])


def test_all_full_marks_leave_nothing_to_list(make: Any) -> None:
    page = summary_html("A", [make.grade(submission_id=f"s{n}") for n in range(3)])
    assert "3 of 3 submissions passed every check." in page
    assert "Typical mistakes" not in page


def test_who_handed_in_nothing_is_counted_above_and_named_below(make: Any) -> None:
    people = ClassList(assignment="a", missing=(Student(id="zoe", name="Zoe Zuse"),))
    page = summary_html("A", grades(make), people)
    assert "1 of the roster handed in nothing" in page
    assert "Zoe Zuse" in page


def test_two_thousand_students_make_a_page_that_a_browser_opens_at_once(make: Any) -> None:
    page = summary_html("A", with_points(make, *[7.5] * 2000))
    assert len(page) < 1_200_000
    assert page.count("<svg") < 100


def test_staff_pages_are_linked_only_if_they_exist(make: Any) -> None:
    assert "./s3/staff.html" in summary_html("A", grades(make))
    assert "staff.html" not in summary_html("A", grades(make), staff_pages=False)
