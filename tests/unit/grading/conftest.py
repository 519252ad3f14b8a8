"""The tiny course of the command line's tests, loaded; student code runs in processes."""

import shutil
from pathlib import Path

import pytest

from autograder.grading import Grader
from autograder.model import Student, Submission, SubmittedFile, digest_of
from autograder.sandbox.process import ProcessSandbox
from autograder.spec import load_assignment

COURSE = Path(__file__).parents[2] / "cli" / "course"
RIGHT = "def double(x):\n    return 2 * x\n\n\ndef total(x):\n    return x.sum()\n"


@pytest.fixture(scope="session")
def sandbox():
    with ProcessSandbox() as sandbox:
        yield sandbox


@pytest.fixture
def course(tmp_path):
    return Path(shutil.copytree(COURSE, tmp_path / "course"))


@pytest.fixture
def assignment(course):
    return load_assignment(course / "assignments" / "sums")


@pytest.fixture
def grader(assignment, sandbox):
    with Grader(assignment, sandbox, secret=b"secret") as grader:
        yield grader


@pytest.fixture
def submit():
    def make(text=RIGHT, problem=None):
        files = (SubmittedFile(path="work.py", content=text.encode()),)
        return Submission(
            id="ada", assignment="sums", student=Student(id="ada"), problem=problem,
            digest=digest_of(files), files=() if problem else files,
        )  # fmt: skip

    return make
