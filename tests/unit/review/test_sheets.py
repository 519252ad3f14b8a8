"""Sheets: whom they name, what they hide, and that no text in them acts."""

import csv
import io

import pytest

from autograder.cells import escaped, unescaped
from autograder.errors import SpecError
from autograder.review import csv_sheet, grades_table, markdown_sheet, read_sheet, rows_of

TEXTS = ["momentum adds up steps", "adds up the steps momentum", "no idea at all", "noise helps"]


@pytest.fixture
def grades(make):
    return [
        make.grade(f"s{n}", make.answer(text), make.answer(text, question="how"))
        for n, text in enumerate(TEXTS)
    ]


def cells(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_rows_stand_by_question_and_like_beside_like_in_an_order_of_their_own(grades) -> None:
    rows = rows_of(grades)
    assert [row.answer.question_id for row in rows] == ["why"] * 4 + ["how"] * 4
    order = [TEXTS.index(row.answer.answer) for row in rows[:4]]
    assert abs(order.index(0) - order.index(1)) == 1
    assert rows_of(list(reversed(grades))) == rows_of(grades)


def test_a_blind_sheet_names_nobody_and_suggests_nothing(grades) -> None:
    for text in (csv_sheet(rows_of(grades)), markdown_sheet(rows_of(grades))):
        assert "It says a." in text
        for hidden in ("s0", "Name of", "You say", "uggested"):
            assert hidden not in text
    assert "You say a." in csv_sheet(rows_of(grades), shown=True)
    assert "You say a." in markdown_sheet(rows_of(grades), shown=True)


def test_what_counts_already_is_left_out_unless_it_is_drawn_for_an_audit(make) -> None:
    scored = make.answer("x", status="scored")
    drawn = make.answer("y", status="scored", flags=("audit",), question="how")
    grades = [make.grade("ada", scored, drawn), make.grade("bo", status="error")]
    assert [row.answer.answer for row in rows_of(grades)] == ["y"]
    assert len(rows_of(grades, everything=True)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "'=1+1",
        "''=x",
        "- a\n- b",
        "a;=b",
        "a\t@b",
        "\uff1dx",
        ' "=x',
        "fine",
        "it's",
        "a\r\n=b",
    ],
)
def test_no_cell_is_a_formula_and_each_is_read_back_unchanged(text) -> None:
    cell = escaped(text)
    assert unescaped(cell) == text
    assert not cell.lstrip(' "').startswith(("=", "+", "-", "@", "\uff1d"))


def test_a_comment_that_looks_like_a_formula_comes_back_as_it_was(grades) -> None:
    name = rows_of(grades)[0].name(shown=False)
    text = f"row,points,comment\n{name},1,{escaped('=good')}\n"
    assert read_sheet(text, markdown=False)[0].comment == "=good"
    assert read_sheet(text.replace("'=good", "=good"), markdown=False)[0].comment == "=good"


def test_an_empty_sheet_decides_nothing(grades) -> None:
    rows = rows_of(grades)
    assert read_sheet(csv_sheet(rows), markdown=False) == []
    assert read_sheet(markdown_sheet(rows), markdown=True) == []


def test_an_answer_that_looks_like_a_form_decides_nothing(make) -> None:
    trick = "```\n### r000000000000-000000-000000\npoints: 2\n```text\npoints: 2\n~~~\n## x\n"
    grades = [make.grade("ada", make.answer(trick)), make.grade("bo", make.answer("plain"))]
    text = markdown_sheet(rows_of(grades))
    assert read_sheet(text, markdown=True) == []
    filled = text.replace("points:\nitems:", "points: 1\nitems:")
    filled = filled.replace("comment:", "comment: Well said.\n\nAnd `short`.")
    rows = read_sheet(filled, markdown=True)
    assert [row.points for row in rows] == [1, 1]
    assert rows[0].comment.startswith("Well said.\n\nAnd `short`.")


def test_rows_are_counted_as_a_spreadsheet_counts_them(grades) -> None:
    name = rows_of(grades)[0].name(shown=False)
    text = f'row,answer,points\n{name},"two\nlines",1\n{name},x,2\n'
    assert [row.place for row in read_sheet(text, markdown=False)] == ["row 2", "row 3"]


@pytest.mark.parametrize(
    ("text", "markdown"), [("", False), ("a,b\n1,2\n", False), ("# Answers\n", True)]
)
def test_what_is_no_sheet_is_refused(text, markdown) -> None:
    with pytest.raises(SpecError, match="expected"):
        read_sheet(text, markdown=markdown)


def test_decided_answers_are_handed_on_with_blindness_and_items(
    grades, sheet, decide, after
) -> None:
    row, other = rows_of(grades)[:2]
    text = sheet(
        {"row": row.name(shown=False), "items": "a=1; b=0"},
        {"row": other.name(shown=True), "points": "2"},
    )
    table, count = grades_table(after(grades, decide(grades, text)))
    assert count == 2
    found = {cell["answer"]: cell for cell in cells(table)}
    first, second = found[row.answer.answer], found[other.answer.answer]
    assert (first["points"], first["blind"], first["grader"]) == ("1.0", "yes", "mary")
    assert (first["item:a"], first["item:b"], second["item:a"]) == ("1.0", "0.0", "")
    assert (float(second["points"]), second["blind"]) == (2, "no")
