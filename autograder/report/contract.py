"""Grades as JSON: the public, versioned contract, and its schema."""

import json
from typing import Any

from autograder.model import Grade, Record

from .text import escaped_json
from .view import StudentView

_SCHEMA_ID = "urn:autograder-dl:grade:1"


def grade_json(grade: Grade) -> str:
    """Return `grade` as JSON for staff and other programs: equal grades, equal text."""
    return _dump(grade)


def student_json(view: StudentView) -> str:
    """Return `view` as JSON, safe to hand to its student."""
    return _dump(view)


def read_grade(text: str | bytes) -> Grade:
    """Return the grade that `grade_json` wrote.

    Raises:
        ValueError: `text` is not JSON, or not a grade of this version.
    """
    fields = json.loads(text)
    if isinstance(fields, dict):
        fields = {key: v for key, v in fields.items() if key not in Grade.model_computed_fields}
    return Grade.model_validate(fields)


def grade_schema() -> dict[str, Any]:
    """Return the JSON Schema of what `grade_json` writes."""
    schema = Grade.model_json_schema(mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": _SCHEMA_ID}
    return head | schema


def _dump(record: Record) -> str:
    """Write text that is readable, valid UTF-8, and harmless if a log shows it."""
    text = json.dumps(record.model_dump(mode="json"), indent=2, ensure_ascii=False)
    return escaped_json(text) + "\n"
