"""Records to rows and back."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from autograder.model import Grade, Override
from autograder.scoring import settled_points
from autograder.scoring.attempts import HandIn

from .tables import OverrideRow


def attempt_row(grade: Grade, number: int) -> dict[str, Any]:
    """Return the row of the attempt that `grade` opens."""
    at = grade.submitted_at
    return storable(
        {
            "assignment": grade.assignment,
            "submission_id": grade.submission_id,
            "student_id": grade.student.id,
            "number": number,
            "digest": grade.manifest.submission_digest,
            "submitted_at": at.isoformat() if at else None,
        }
    )


def grade_row(grade: Grade, attempt_id: int) -> dict[str, Any]:
    """Return the row of `grade`, which is of the attempt `attempt_id`."""
    manifest = grade.manifest
    return storable(
        {
            "submission_id": grade.submission_id,
            "student_id": grade.student.id,
            "assignment": grade.assignment,
            "version": grade.assignment_version,
            "points": settled_points(grade),
            "max_points": grade.max_points,
            "status": grade.status,
            "digest": manifest.submission_digest,
            "suite_hash": manifest.suite_hash,
            "graded_at": manifest.started_at.isoformat(),
            # Only ASCII: a lone surrogate in what a student printed has no UTF-8 form.
            "payload": json.dumps(grade.model_dump(mode="json", round_trip=True)),
            "attempt_id": attempt_id,
        }
    )


def manifest_row(grade: Grade, grade_id: int) -> dict[str, Any]:
    """Return the row of what gave `grade`."""
    manifest = grade.manifest
    names = ("autograder", "sandbox", "isolated", "rubric_hash", "seed_id", "python", "numpy")
    images = json.dumps([image.model_dump(mode="json") for image in manifest.images])
    return storable(
        {
            "grade_id": grade_id,
            **{name: getattr(manifest, name) for name in names},
            "images": images,
            "seconds": manifest.seconds,
        }
    )


def override_row(assignment: str, submission_id: str, override: Override) -> dict[str, Any]:
    """Return the row of a decision on a submission."""
    fields = override.model_dump() | {"at": override.at.isoformat()}
    return storable(fields | {"assignment": assignment, "submission_id": submission_id})


def hand_in(row: Mapping[Any, Any]) -> HandIn:
    """Return the attempt of a row of `attempts`."""
    at = row["submitted_at"]
    return HandIn(
        number=row["number"],
        digest=row["digest"],
        submitted_at=datetime.fromisoformat(at) if at else None,
    )


def decisions_on(
    connection: Connection, assignment: str, submission_id: str | None = None
) -> dict[str, list[Override]]:
    """Return the decisions by the stored id of their submission, oldest first."""
    query = (
        select(OverrideRow)
        .where(OverrideRow.assignment == text_of(assignment))
        .order_by(OverrideRow.id)
    )
    if submission_id is not None:
        query = query.where(OverrideRow.submission_id == text_of(submission_id))
    found: dict[str, list[Override]] = {}
    for row in connection.execute(query).mappings():
        fields = {name: row[name] for name in Override.model_fields}
        found.setdefault(row["submission_id"], []).append(Override.model_validate(fields))
    return found


def storable(values: dict[str, Any]) -> dict[str, Any]:
    """Return `values` with texts that every database takes."""
    return {key: text_of(v) if isinstance(v, str) else v for key, v in values.items()}


def text_of(value: str) -> str:
    """Return `value` with a visible form of what has no UTF-8, or no place in PostgreSQL."""
    return value.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")
