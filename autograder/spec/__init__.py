"""`assignments/<slug>/` -> `Assignment`: the only package that knows the folder layout."""

from .course import assignment_folder, assignment_slugs, find_course
from .identity import reference_submission, suite_files, suite_folders, suite_hash
from .loading import load_assignment

__all__ = [
    "assignment_folder",
    "assignment_slugs",
    "find_course",
    "load_assignment",
    "reference_submission",
    "suite_files",
    "suite_folders",
    "suite_hash",
]
