import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from autograder import model
from autograder.model import Grade, Record
from autograder.report import grade_json, grade_schema, read_grade, student_json, student_view

DOCS = Path(__file__).parents[3] / "docs"


def test_the_stored_schema_is_the_schema_of_today() -> None:
    assert json.loads((DOCS / "grade.schema.json").read_text("utf-8")) == grade_schema()


def test_every_written_grade_fits_the_schema(good: Grade, middling: Grade) -> None:
    validator = jsonschema.Draft202012Validator(
        grade_schema(), format_checker=jsonschema.FormatChecker()
    )
    for grade in (good, middling):
        validator.validate(json.loads(grade_json(grade)))


def test_a_field_that_nobody_knows_does_not_fit_the_schema(good: Grade) -> None:
    fields = json.loads(grade_json(good)) | {"bonus_points": 3}
    with pytest.raises(jsonschema.ValidationError, match="bonus_points"):
        jsonschema.validate(fields, grade_schema())


def test_each_field_is_explained_in_the_table_of_its_record() -> None:
    sections = re.split(r"^## ", (DOCS / "grade.md").read_text("utf-8"), flags=re.MULTILINE)
    told = {
        part.split("\n")[0]: re.findall(r"^\| `(\w+)`", part, re.MULTILINE) for part in sections
    }
    for name in [*grade_schema()["$defs"], "Grade"]:
        record = getattr(model, name)
        if issubclass(record, Record):
            known = [*record.model_fields, *record.model_computed_fields]
            assert told[name] == known


def test_a_grade_is_read_as_it_was_written(middling: Grade) -> None:
    text = grade_json(middling)
    assert read_grade(text) == middling
    assert grade_json(read_grade(text.encode())) == text


@pytest.mark.parametrize("text", ["", "[]", "3", '{"schema_version": 2}', "{"])
def test_what_is_no_grade_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_grade(text)


def test_hostile_text_survives_the_round_trip(hostile: str, make: Any) -> None:
    grade = make.poisoned(hostile)
    read = read_grade(grade_json(grade))
    whole = hostile.replace("\ud800", "\\ud800")
    assert read.checks[0].output == whole
    assert read.student.name == whole


def test_json_is_utf8_and_inert_in_any_log(hostile: str, make: Any) -> None:
    grade = make.poisoned(hostile)
    for text in (grade_json(grade), student_json(student_view(grade))):
        text.encode("utf-8")
        assert "##[" not in text
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2066\u200b]", text)
        assert not re.search(r"^\s*::", text, re.MULTILINE)


def test_backslashes_are_not_mistaken_for_escapes(make: Any) -> None:
    text = r"C:\x41\u202e" + "\x7f\u202e\U000e0041"
    grade = make.grade(problem=text)
    assert read_grade(grade_json(grade)).problem == text
