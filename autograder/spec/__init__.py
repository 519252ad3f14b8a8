"""`assignments/<slug>/` -> `Assignment`: the only package that knows the folder layout."""

from .catalogue import load_catalogue
from .course import assignment_folder, assignment_slugs, find_course
from .editing import convention_edits, edited, is_due, with_conventions, with_files, with_tasks
from .handout import read_handout
from .identity import (
    reference_submission,
    rubric_hash,
    run_hash,
    suite_files,
    suite_folders,
    suite_hash,
)
from .loading import lint_assignment, load_assignment
from .rubric import load_rubric, rubric_findings
from .samples import load_samples

__all__ = [
    "assignment_folder",
    "assignment_slugs",
    "convention_edits",
    "edited",
    "find_course",
    "is_due",
    "lint_assignment",
    "load_assignment",
    "load_catalogue",
    "load_rubric",
    "load_samples",
    "read_handout",
    "reference_submission",
    "rubric_findings",
    "rubric_hash",
    "run_hash",
    "suite_files",
    "suite_folders",
    "suite_hash",
    "with_conventions",
    "with_files",
    "with_tasks",
]
