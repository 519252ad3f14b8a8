"""Sheets to fill in: CSV for a spreadsheet, Markdown for an editor."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import groupby

from autograder.cells import escaped
from autograder.model import AnswerScore
from autograder.report import number
from autograder.report.markdown import code, fence, prose
from autograder.report.text import line, visible

from .rows import Row

HEAD = ("row", "question", "prompt", "answer", "note", "rubric", "worth")
SHOWN = ("suggested", "why")
TO_FILL = ("points", "items", "comment")


def csv_sheet(rows: Sequence[Row], *, shown: bool = False) -> str:
    """Return one line for each row; with `shown`, what is suggested stands in it too."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([*HEAD, *(SHOWN if shown else ()), *TO_FILL])
    for row in rows:
        answer = row.answer
        cells = [row.name(shown=shown), answer.question_id, answer.prompt, answer.answer]
        cells += [answer.note, _rubric(answer), _worth(answer)]
        cells += [_suggested(answer), _why(answer)] if shown else []
        writer.writerow([escaped(visible(cell)) for cell in [*cells, "", _form(answer), ""]])
    return file.getvalue()


def markdown_sheet(rows: Sequence[Row], *, shown: bool = False) -> str:
    """Return a section for each question with a form for each row."""
    parts = ["# Written answers to review", _HOW]
    for _, group in groupby(rows, key=lambda row: row.answer.question_id):
        section = list(group)
        parts += _question(section[0].answer)
        parts += [part for row in section for part in _row(row, shown=shown)]
    return "\n\n".join(parts) + "\n"


_HOW = (
    "Write points, or points for each item, behind the colons; what stays empty stays open. "
    "The student reads the comment. Leave the headings as they are."
)


def _question(answer: AnswerScore) -> Iterator[str]:
    yield f"## {prose(line(answer.question_id))}"
    yield prose(line(answer.prompt, 4_000))
    yield f"Worth {_worth(answer)}."
    yield "\n".join(
        f"- {prose(line(item.item_id))} ({number(item.max_points)}): "
        f"{prose(line(item.statement, 1_000))}"
        for item in answer.items
    )


def _row(row: Row, *, shown: bool) -> Iterator[str]:
    answer = row.answer
    yield f"### {row.name(shown=shown)}"
    if answer.note:
        yield prose(line(answer.note, 1_000))
    yield fence(visible(answer.answer)) or "(nothing was written)"
    if shown:
        yield f"Suggested: {code(_suggested(answer))}"
        yield fence(visible(_why(answer)))
    yield f"points:\nitems: {_form(answer)}\ncomment:"


def _rubric(answer: AnswerScore) -> str:
    return "\n".join(
        f"{item.item_id} ({number(item.max_points)}): {item.statement}" for item in answer.items
    )


def _worth(answer: AnswerScore) -> str:
    steps = f" in steps of {number(answer.rule.step)}" if answer.rule else ""
    return f"0 to {number(answer.max_points)}{steps}"


def _form(answer: AnswerScore) -> str:
    return " ".join(f"{item.item_id}=;" for item in answer.items)


def _suggested(answer: AnswerScore) -> str:
    flags = f" ({', '.join(answer.flags)})" if answer.flags else ""
    return ("none" if answer.points is None else number(answer.points)) + flags


def _why(answer: AnswerScore) -> str:
    return "\n".join(
        f"{item.item_id}: {number(item.points)} of {number(item.max_points)}. {item.reason}"
        for item in answer.items
    )
