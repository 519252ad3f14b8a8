"""One assignment's rows into another gradebook: whole, once, beside others."""

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.errors import SpecError
from autograder.gradebook import Gradebook
from autograder.model import Grade, Override

Grades = Callable[..., Grade]
Overrides = Callable[..., Override]


def fill(book: Gradebook, make_grade: Grades, make_override: Overrides) -> None:
    book.set_rule("optimizers", "best")
    for name, points in (("s1", 4), ("s2", 1), ("s1", 2)):
        grade = make_grade(name, points)
        digest = {"submission_digest": f"sha256:{points}"}
        manifest = grade.manifest.model_copy(update=digest)
        book.append(grade.model_copy(update={"manifest": manifest}))
    book.override("optimizers", "s2", make_override())


def test_a_copy_holds_all_of_an_assignment_beside_what_was_there(
    make_grade: Grades, make_override: Overrides, where: Path | str, tmp_path: Path
) -> None:
    with Gradebook(tmp_path / "from.db") as source, Gradebook(where) as target:
        fill(source, make_grade, make_override)
        source.append(make_grade("s9", assignment="unasked"))
        target.append(make_grade("s1", 5, assignment="convolution"))
        assert source.copy_to(target, "optimizers") == 3
        assert target.assignments() == ["convolution", "optimizers"]
        assert target.latest("optimizers") == source.latest("optimizers")
        assert target.attempts("optimizers", "s1") == source.attempts("optimizers", "s1")
        assert target.rule("optimizers") == "best"
        # Ended before the folder was told: the next try finds it done.
        assert source.copy_to(target, "optimizers") == 3
        assert len(target.history("optimizers", "s1")) == 2


def test_other_grades_of_the_assignment_are_not_mixed_in(
    make_grade: Grades, make_override: Overrides, where: Path | str, tmp_path: Path
) -> None:
    with Gradebook(tmp_path / "from.db") as source, Gradebook(where) as target:
        fill(source, make_grade, make_override)
        target.append(make_grade("s7"))
        with pytest.raises(SpecError, match="has other grades of 'optimizers'; name one without"):
            source.copy_to(target, "optimizers")
        assert [one.submission_id for one in target.latest("optimizers")] == ["s7"]
