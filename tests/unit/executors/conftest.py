"""A class in the tiny course, graded by whatever executor a test brings."""

import json
import shutil
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from autograder.batch import ClassRun
from autograder.gradebook import Gradebook
from autograder.grading import Grader
from autograder.intake import discover
from autograder.results import BOOK
from autograder.sandbox.process import ProcessSandbox
from autograder.spec import load_assignment

COURSE = Path(__file__).parents[2] / "cli" / "course"
RIGHT = "def double(x):\n    return 2 * x\n\n\ndef total(x):\n    return x.sum()\n"
HALF = RIGHT.replace("2 * x", "3 * x")
SECRET = b"nobody may read this"
TIMES = {"seconds", "started_at"}


@pytest.fixture(scope="package")
def sandbox():
    with ProcessSandbox() as sandbox:
        yield sandbox


@pytest.fixture(scope="package")
def expected(sandbox):
    assignment = load_assignment(COURSE / "assignments" / "sums")
    with Grader(assignment, sandbox, secret=SECRET) as grader:
        return grader.collect()


class School:
    """Submissions in `folder/class`, each run's results in a folder of its own."""

    def __init__(self, folder, sandbox, expected):
        self.folder = folder
        self._expected = expected
        self.course = Path(shutil.copytree(COURSE, folder / "course"))
        self._sandbox = sandbox

    def hand_in(self, student, text=RIGHT):
        place = self.folder / "class" / student
        place.mkdir(parents=True)
        (place / "work.py").write_text(text)

    @property
    def assignment(self):
        return load_assignment(self.course / "assignments" / "sums")

    @contextmanager
    def grader(self):
        with Grader(self.assignment, self._sandbox, secret=SECRET) as grader:
            grader.adopt(self._expected)
            yield grader

    def grade(self, executor, out="out", but=()):
        """Return each submission's outline by name, of all `but` some."""
        place = self.folder / out
        place.mkdir(exist_ok=True)
        found = discover(self.folder / "class", self.assignment)
        candidates = [one for one in found if one.id not in but]
        with (
            self.grader() as grader,
            Gradebook(place / BOOK) as book,
            closing(ClassRun(grader, place, book).run(candidates, executor)) as graded,
        ):
            return {one.grade.submission_id: one.grade for one in graded}

    def stored(self, out="out"):
        """Return all that is stored of each submission, times apart."""
        files = (self.folder / out).glob("*/grade.json")
        return {file.parent.name: timeless(json.loads(file.read_text())) for file in files}


def timeless(value):
    if isinstance(value, dict):
        return {key: timeless(one) for key, one in value.items() if key not in TIMES}
    return [timeless(one) for one in value] if isinstance(value, list) else value


@pytest.fixture(scope="package")
def new_school(sandbox, expected):
    return lambda folder: School(folder, sandbox, expected)


@pytest.fixture
def school(tmp_path, new_school):
    return new_school(tmp_path)
