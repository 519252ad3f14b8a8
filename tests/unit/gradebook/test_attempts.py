"""Attempts as the gradebook keeps them, on each kind of database."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from autograder.gradebook import Gradebook
from autograder.model import Grade, Override, Student

Grades = Callable[..., Grade]
Overrides = Callable[..., Override]
AT = datetime(2026, 3, 14, 15, 9, tzinfo=UTC)


def of_files(grade: Grade, digest: str, **fields: object) -> Grade:
    manifest = grade.manifest.model_copy(update={"submission_digest": f"sha256:{digest}"})
    return grade.model_copy(update={"manifest": manifest, **fields})


def test_the_rule_of_an_assignment_says_which_attempt_counts(
    make_grade: Grades, where: Path | str
) -> None:
    with Gradebook(where) as book:
        for points, digest in ((4, "a"), (2, "b")):
            book.append(of_files(make_grade("s1", points), digest))
        assert book.rule("optimizers") == "last"
        assert [one.points for one in book.latest("optimizers")] == [2]
        book.set_rule("optimizers", "best")
        book.set_rule("optimizers", "best")
        (grade,) = book.latest("optimizers")
        assert (grade.points, grade.notes) == (4, ("attempt 1 of 2 counts: the best one",))
        assert book.rule("convolution") == "last"
    with Gradebook(where) as book:
        first, second = book.attempts("optimizers", "s1")
    assert (first.number, first.counts, first.why) == (1, True, "the best one")
    assert (second.number, second.counts) == (2, False)
    assert second.why == "attempt 1 of 2 counts: the best one"
    assert (second.digest, second.grade.points) == ("sha256:b", 2)


def test_a_regrade_replaces_the_grade_of_its_attempt(make_grade: Grades, where: Path | str) -> None:
    with Gradebook(where) as book:
        book.append(of_files(make_grade("s1", 5), "a", submitted_at=AT))
        book.append(of_files(make_grade("s1", 2), "b", submitted_at=AT + timedelta(hours=1)))
        book.append(of_files(make_grade("s1", 1), "a", submitted_at=AT))
        attempts = book.attempts("optimizers", "s1")
        assert [(one.number, one.grade.points) for one in attempts] == [(1, 1), (2, 2)]
        assert [one.points for one in book.latest("optimizers")] == [2]
        assert len(book.history("optimizers", "s1")) == 3


def test_a_decision_on_code_holds_for_every_attempt(
    make_grade: Grades, make_override: Overrides, where: Path | str
) -> None:
    with Gradebook(where) as book:
        for points, digest in ((4, "a"), (2, "b")):
            book.append(of_files(make_grade("s1", points), digest))
        book.override("optimizers", "s1", make_override("task:adam", 3))
        assert [one.grade.points for one in book.attempts("optimizers", "s1")] == [3, 3]


def test_one_of_a_students_submissions_stands_in_the_class(
    make_grade: Grades, where: Path | str
) -> None:
    ada = Student(id="ada")
    with Gradebook(where) as book:
        book.set_rule("optimizers", "best")
        for name, points in (("ada", 2), ("ada-2", 5), ("ada-3", 1)):
            book.append(make_grade(name, points, student=ada))
        assert [one.submission_id for one in book.latest("optimizers")] == ["ada-2"]
        assert len(book.of_submissions("optimizers")) == 3


def test_what_could_not_be_read_by_our_fault_is_no_attempt(
    make_grade: Grades, where: Path | str
) -> None:
    with Gradebook(where) as book:
        book.append(of_files(make_grade("s1", 4), "a"))
        unread = make_grade("s1", None, status="error", problem="disk")
        manifest = unread.manifest.model_copy(update={"submission_digest": ""})
        book.append(unread.model_copy(update={"manifest": manifest}))
        (attempt,) = book.attempts("optimizers", "s1")
        assert attempt.grade.points is None
        book.append(of_files(make_grade("s1", 4), "a"))
        (attempt,) = book.attempts("optimizers", "s1")
        assert attempt.grade.points == 4
