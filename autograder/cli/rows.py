"""One submission's result in a few fields, for programs that read `grade --json`."""

from typing import Any

from autograder.model import Grade


def row_of(grade: Grade) -> dict[str, Any]:
    """Return what `--json` and `--json-lines` tell of one submission."""
    return {
        "submission": grade.submission_id,
        "student": grade.student.id,
        "status": grade.status,
        "isolated": grade.manifest.isolated,
        "problem": grade.problem,
        "points": grade.points,
        "points_before_late": grade.points_before_late,
        "lateness": grade.lateness and grade.lateness.model_dump(mode="json"),
        "max_points": grade.max_points,
        "tasks": {task.id: task.points for task in grade.tasks},
    }
