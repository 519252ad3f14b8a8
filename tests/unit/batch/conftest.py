"""A class of three in the tiny course, and a way to grade it."""

import shutil
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from autograder.batch import ClassRun
from autograder.executors.local import LocalExecutor
from autograder.gradebook import Gradebook
from autograder.grading import Grader
from autograder.intake import discover
from autograder.results import BOOK
from autograder.sandbox.process import ProcessSandbox
from autograder.spec import load_assignment

COURSE = Path(__file__).parents[2] / "cli" / "course"
RIGHT = "def double(x):\n    return 2 * x\n\n\ndef total(x):\n    return x.sum()\n"


@pytest.fixture(scope="session")
def sandbox():
    with ProcessSandbox() as sandbox:
        yield sandbox


class Class:
    """Submissions in `folder/class`, results in `folder/out`."""

    def __init__(self, folder, sandbox):
        self.out = folder / "out"
        self.course = Path(shutil.copytree(COURSE, folder / "course"))
        self.submissions = folder / "class"
        self._sandbox = sandbox
        for student in ("ada", "bo", "chi"):
            self.hand_in(student)

    @property
    def assignment(self):
        return load_assignment(self.course / "assignments" / "sums")

    def hand_in(self, student, text=RIGHT):
        folder = self.submissions / student
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "work.py").write_text(text)

    def candidates(self):
        return discover(self.submissions, self.assignment)

    @contextmanager
    def open(self, **settings):
        """Yield a run and its gradebook."""
        self.out.mkdir(exist_ok=True)
        with (
            Grader(self.assignment, self._sandbox, secret=b"secret", **settings) as grader,
            Gradebook(self.out / BOOK) as book,
        ):
            yield ClassRun(grader, self.out, book), book

    def grade(self, candidates=None, others=(), **settings):
        """Return which submissions were run, and the points of all."""
        chosen = self.candidates() if candidates is None else candidates
        with (
            self.open(**settings) as (run, _),
            closing(run.run(chosen, LocalExecutor(2), others=others)) as graded,
        ):
            ended = list(graded)
        ran = sorted(one.grade.submission_id for one in ended if one.again)
        return ran, {one.grade.submission_id: one.grade.points for one in ended}

    def history(self, student):
        with Gradebook(self.out / BOOK) as book:
            return [grade.points for grade in book.history("sums", student)]


@pytest.fixture
def whole(tmp_path, sandbox):
    return Class(tmp_path, sandbox)
