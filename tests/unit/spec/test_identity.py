from pathlib import Path

import pytest

from autograder.errors import SpecError
from autograder.model import digest_of
from autograder.spec import (
    load_assignment,
    reference_submission,
    suite_files,
    suite_folders,
    suite_hash,
)


def test_hidden_tests_are_given_only_when_asked_for(folder: Path) -> None:
    assignment = load_assignment(folder)
    public, hidden = folder / "tests" / "public", folder / "tests" / "hidden"
    assert suite_folders(assignment, hidden=False) == (public,)
    assert suite_folders(assignment, hidden=True) == (public, hidden)
    assert suite_files(assignment, hidden=False) == (public / "test_step.py",)
    assert suite_files(assignment, hidden=True) == (
        hidden / "test_step.py",
        public / "test_step.py",
    )


@pytest.mark.parametrize(
    ("file", "changes_public", "changes_all"),
    [
        ("tests/public/test_step.py", True, True),
        ("tests/public/data.npz", True, True),
        ("tests/hidden/test_step.py", False, True),
        ("tests/conftest.py", True, True),
        ("assignment.toml", True, True),
        ("../../reference/small-steps/step.py", True, True),
        ("../../reference/small-steps/notes.txt", False, False),
        ("README.md", False, False),
        ("tests/hidden/__pycache__/test_step.cpython-311.pyc", False, False),
        ("tests/public/.DS_Store", False, False),
    ],
)
def test_the_hash_changes_with_the_suite_and_nothing_else(
    folder: Path, file: str, *, changes_public: bool, changes_all: bool
) -> None:
    assignment = load_assignment(folder)
    public = suite_hash(assignment, hidden=False)
    whole = suite_hash(assignment, hidden=True)
    assert public.startswith("sha256:")
    assert public != whole
    target = folder / file
    target.parent.mkdir(exist_ok=True)
    target.write_bytes((target.read_bytes() if target.exists() else b"") + b"\n# changed\n")
    assert (suite_hash(assignment, hidden=False) != public) == changes_public
    assert (suite_hash(assignment, hidden=True) != whole) == changes_all


def test_the_reference_is_a_submission_with_its_markers(folder: Path) -> None:
    submission = reference_submission(load_assignment(folder))
    assert submission.student.id == submission.id == "reference"
    assert [file.path for file in submission.files] == ["step.py"]
    assert b"BEGIN SOLUTION" in submission.files[0].content
    assert submission.digest == digest_of(submission.files)


def test_an_incomplete_reference_says_what_is_absent(folder: Path) -> None:
    assignment = load_assignment(folder)
    (folder.parent.parent / "reference" / "small-steps" / "step.py").unlink()
    with pytest.raises(SpecError, match=r"expected the file 'step\.py'"):
        reference_submission(assignment)


def test_without_reference_there_is_no_reference_submission(folder: Path) -> None:
    assignment = load_assignment(folder).model_copy(update={"reference": None})
    with pytest.raises(SpecError, match="has no reference"):
        reference_submission(assignment)
