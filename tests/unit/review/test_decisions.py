"""What comes back from a sheet: all of it, or none with the lines that cannot be."""

import pytest

from autograder.errors import SpecError
from autograder.review import rows_of
from autograder.scoring import basis_of


@pytest.fixture
def grades(make):
    return [make.grade("ada", make.answer("One.")), make.grade("bo", make.answer("Two."))]


@pytest.fixture
def names(grades):
    rows = rows_of(grades)
    return {row.grade.submission_id: row.name(shown=False) for row in rows}


def test_points_and_items_become_overrides_with_who_why_and_basis(
    grades, names, sheet, decide, after
) -> None:
    text = sheet(
        {"row": names["ada"], "points": "1,5", "comment": "half"},
        {"row": names["bo"], "items": "a=1; b=0.5"},
        delimiter=";",
    )
    verdicts = decide(grades, text)
    assert (verdicts.rows, verdicts.known) == (2, 0)
    told = [(name, o.target, o.points) for name, o in verdicts.overrides]
    assert told == [
        ("ada", "question:why", 1.5), ("bo", "rubric:why.a", 1), ("bo", "rubric:why.b", 0.5),
        ("bo", "question:why", 1.5),
    ]  # fmt: skip
    first = verdicts.overrides[0][1]
    assert (first.by, first.reason, first.blind) == ("mary", "half", True)
    assert first.basis == basis_of(grades[0].rubric[0])
    assert [one.points for one in after(grades, verdicts)] == [1.5, 1.5]


def test_a_row_of_a_sheet_that_showed_suggestions_is_not_blind(grades, sheet, decide) -> None:
    name = rows_of(grades)[0].name(shown=True)
    assert not decide(grades, sheet({"row": name, "points": "1"})).overrides[0][1].blind


def test_some_items_leave_the_answer_waiting(grades, names, sheet, decide, after) -> None:
    verdicts = decide(grades, sheet({"row": names["ada"], "items": "a=1; b="}))
    decided = after(grades, verdicts)[0]
    assert decided.needs_review
    assert decided.rubric[0].items[0].status == "confirmed"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"points": "2.5"}, "points: expected 0 to 2, found 2.5"),
        ({"points": "-1"}, "points: expected 0 to 2, found -1"),
        ({"points": "0.7"}, "expected a multiple of 0.5, found 0.7"),
        ({"points": "two"}, "expected a number such as 1.5, found 'two'"),
        ({"points": "nan"}, "expected a number such as 1.5, found 'nan'"),
        ({"points": "1e0"}, "expected a number such as 1.5, found '1e0'"),
        ({"items": "c=1"}, "no item 'c'; this question has a, b"),
        ({"items": "a=3"}, "item 'a': expected 0 to 1, found 3"),
        ({"items": "a=1; a=0"}, "item 'a' stands there twice"),
        ({"items": "a=1; b=1", "points": "1"}, "points say 1, the items add up to 2"),
        ({"items": "a"}, "expected `id=points` for each, found 'a'"),
        ({"comment": "nice"}, "a comment without points decides nothing"),
        ({"row": "r000000000000-000000-000000", "points": "1"}, "no row 'r000000000000"),
        ({"row": "", "points": "1"}, "no row ''"),
    ],
)
def test_what_cannot_be_is_refused_with_its_row(grades, sheet, decide, cells, words) -> None:
    first, second = ({"row": row.name(shown=False), "points": "1"} for row in rows_of(grades))
    with pytest.raises(SpecError) as refused:
        decide(grades, sheet(first, second | {"points": ""} | cells))
    assert str(refused.value).startswith("row 3: ")
    assert words in str(refused.value)
    assert "nothing was imported" in str(refused.value)


def test_two_decisions_on_one_row_are_refused_and_equal_ones_are_one(
    grades, names, sheet, decide
) -> None:
    row = {"row": names["ada"], "points": "1"}
    with pytest.raises(SpecError, match="row 3: row 2 decides this row otherwise"):
        decide(grades, sheet(row, row | {"points": "2"}))
    assert decide(grades, sheet(row, row)).rows == 1


def test_a_sheet_that_comes_twice_decides_once(grades, names, sheet, decide, after) -> None:
    text = sheet({"row": names["ada"], "points": "1"}, {"row": names["bo"], "items": "a=1; b=1"})
    decided = after(grades, decide(grades, text))
    again = decide(decided, text)
    assert (again.overrides, again.rows, again.known) == ((), 0, 2)


def test_what_another_person_decided_meanwhile_stands(grades, names, sheet, decide, after) -> None:
    decided = after(grades, decide(grades, sheet({"row": names["ada"], "points": "1"})))
    with pytest.raises(SpecError, match=r"decided since the export \(1 points by 'mary'\)"):
        decide(decided, sheet({"row": names["ada"], "points": "2"}), by="bo")
    fresh = rows_of(decided, everything=True)[0]
    row = next(r for r in rows_of(decided, everything=True) if r.grade.submission_id == "ada")
    changed = decide(decided, sheet({"row": row.name(shown=False), "points": "2"}), by="bo")
    assert after(decided, changed)[0].points == 2
    assert fresh.owner in {one.owner for one in rows_of(grades)}


@pytest.mark.parametrize(
    "update", [{"answer": "Three."}, {"rubric_hash": "other"}, {"max_points": 3}]
)
def test_a_row_that_changed_since_the_export_is_refused(
    grades, names, sheet, decide, update
) -> None:
    other = grades[0].rubric[0].model_copy(update=update)
    changed = [grades[0].model_copy(update={"rubric": (other,)}), grades[1]]
    with pytest.raises(SpecError, match="is another one since the export"):
        decide(changed, sheet({"row": names["ada"], "points": "1"}))
