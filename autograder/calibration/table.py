"""Grades that people gave, from a CSV file; what cannot be is named with its line."""

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path

from autograder.cells import text_of, unescaped
from autograder.errors import SpecError
from autograder.model import GradedAnswer, Question

_NEEDED = ("question", "answer", "points")
_OPTIONAL = ("grader", "group", "blind")
_ITEM = "item:"
_BLIND = {"yes": True, "true": True, "1": True, "": True, "no": False, "false": False, "0": False}
_MOST_BYTES = 100_000_000
_LONGEST_ANSWER = 1_000_000


def read_grades(file: Path, questions: Mapping[str, Question]) -> list[GradedAnswer]:
    """Return the grades of a CSV file with a header; a row is blind unless it says `no`.

    Raises:
        SpecError: the file, its header or a row cannot be read.
    """
    text = text_of(file, "a CSV file of grades", most_bytes=_MOST_BYTES)
    return parse_grades(text, file, questions)


def parse_grades(text: str, file: Path, questions: Mapping[str, Question]) -> list[GradedAnswer]:
    """Return the grades of a table's text, as `read_grades` does; `file` stands in messages."""
    csv.field_size_limit(_LONGEST_ANSWER)
    rows = csv.DictReader(StringIO(text, newline=""), strict=True)
    try:
        _check_header(file, rows.fieldnames or (), questions)
        # A row may hold line breaks: the number is that of its last line.
        found = [_graded(f"{file}:{rows.line_num}", row, questions) for row in rows]
    except csv.Error as error:
        msg = f"{file}:{rows.line_num + 1}: expected a CSV file, found a line that is none: {error}"
        raise SpecError(msg) from error
    if not found:
        msg = f"{file}: expected a grade on each line below the header, found none"
        raise SpecError(msg)
    return found


def _check_header(file: Path, names: Sequence[str], questions: Mapping[str, Question]) -> None:
    missing = [name for name in _NEEDED if name not in names]
    items = {_ITEM + item.id for question in questions.values() for item in question.items}
    unknown = [name for name in names if name not in {*_NEEDED, *_OPTIONAL, *items}]
    twice = sorted({name for name in names if list(names).count(name) > 1})
    for what, found in (("missing", missing), ("unknown", unknown), ("twice", twice)):
        if found:
            msg = (
                f"{file}:1: the column {found[0]!r} is {what}; expected {', '.join(_NEEDED)}, and "
                f"at most {', '.join(_OPTIONAL)} and item:<id> for items of the rubric; found "
                f"{', '.join(map(repr, names)) or 'nothing'}"
            )
            raise SpecError(msg)


def _graded(
    place: str, row: dict[str, str | None], questions: Mapping[str, Question]
) -> GradedAnswer:
    if None in row or None in row.values():
        msg = (
            f"{place}: expected as many fields as the header has, found "
            f"{'more' if None in row else 'fewer'}; put an answer with commas in quotes"
        )
        raise SpecError(msg)
    cells = {name: value or "" for name, value in row.items()}
    question = questions.get(cells["question"].strip())
    if question is None:
        msg = f"{place}: no question {cells['question']!r}; the rubric has {', '.join(questions)}"
        raise SpecError(msg)
    blind = _BLIND.get(cells.get("blind", "").strip().lower())
    if blind is None:
        msg = f"{place}: blind: expected yes or no, found {cells['blind']!r}"
        raise SpecError(msg)
    return GradedAnswer(
        question_id=question.id,
        answer=unescaped(cells["answer"]),
        points=_number(place, "points", cells["points"], question.max_points),
        max_points=question.max_points,
        blind=blind,
        group=cells.get("group", "").strip(),
        grader=cells.get("grader", "").strip(),
        items=dict(_items(place, cells, question)),
    )


def _items(place: str, cells: Mapping[str, str], question: Question) -> Iterator[tuple[str, float]]:
    known = {item.id: item.points for item in question.items}
    for name, value in cells.items():
        if name.startswith(_ITEM) and value.strip():
            item = name.removeprefix(_ITEM)
            if item not in known:
                msg = (
                    f"{place}: {name}: question {question.id!r} has no item {item!r}; expected an "
                    f"empty field; its items are {', '.join(known)}"
                )
                raise SpecError(msg)
            yield item, _number(place, name, value, known[item])


def _number(place: str, name: str, text: str, most: float) -> float:
    """Read a number from 0 to `most`, with a decimal point or a decimal comma."""
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        number = math.nan
    if not 0 <= number <= most + 1e-9:
        msg = f"{place}: {name}: expected a number from 0 to {most:g}, found {text!r}"
        raise SpecError(msg)
    return min(number, most)
