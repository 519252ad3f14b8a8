"""Tiny courses in a temporary folder, run for real in the process sandbox."""

import textwrap
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from autograder.model import (
    Assignment,
    CheckResult,
    Feedback,
    Limits,
    Student,
    Submission,
    SubmittedFile,
    Task,
    digest_of,
)
from autograder.sandbox.process import ProcessSandbox
from autograder.suite import SuiteRunner
from autograder.suite.broker import LocalBroker, Workers
from autograder.suite.clock import Clock
from autograder.suite.conversation import Conversation
from autograder.suite.link import Links, cargo_of
from autograder.suite.remote import Remote, SubmissionProxy

QUICK = Limits(import_seconds=10, call_seconds=5, test_seconds=20, submission_seconds=60)


class Course:
    """One assignment with tasks `a` (optim.py) and `b` (net.py)."""

    def __init__(self, folder: Path, sandbox: ProcessSandbox) -> None:
        self.folder = folder
        self.sandbox: Any = sandbox
        self.limits = QUICK
        self.secret = b"a course's secret"
        self.image = "numpy"
        self.diagnosis = True

    @property
    def assignment(self) -> Assignment:
        return Assignment(
            slug="tiny",
            title="Tiny",
            version="1",
            submit=("optim.py", "net.py"),
            image=self.image,
            tasks=(
                Task(id="a", title="A", file="optim.py", points=10),
                Task(id="b", title="B", file="net.py", points=10),
            ),
            folder=self.folder,
            limits=self.limits,
            feedback=Feedback(diagnosis=self.diagnosis),
        )

    def suite(self, text: str, name: str = "public/test_suite.py") -> None:
        path = self.folder / "tests" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")

    def submission(self, code: str, student: str = "ada", **others: str) -> Submission:
        texts = {"optim.py": code, **{f"{stem}.py": text for stem, text in others.items()}}
        files = tuple(
            SubmittedFile(path=path, content=textwrap.dedent(text).encode())
            for path, text in texts.items()
        )
        return Submission(
            id=student,
            assignment="tiny",
            student=Student(id=student),
            files=files,
            digest=digest_of(files),
        )

    def runner(self, *, fork: bool = False, **settings: Any) -> SuiteRunner:
        folders = sorted((self.folder / "tests").iterdir())
        return SuiteRunner(
            self.assignment,
            self.sandbox,
            folders=folders,
            secret=self.secret,
            fork=fork,
            **settings,
        )

    def run(self, code: str = "", *, fork: bool = False, **settings: Any) -> dict[str, CheckResult]:
        """Run the suite on `code`; return the results by the test's name."""
        with self.runner(fork=fork) as runner:
            report = runner.run(self.submission(code), **settings)
        return {result.name.partition("::")[2]: result for result in report.results}

    def check(self, code: str, body: str, **settings: Any) -> CheckResult:
        """Run one test of this body; return its result."""
        self.suite(
            "import numpy as np\nimport pytest\n\n"
            '@pytest.mark.task("a", points=4)\n'
            "def test_it(submission, remote, rng):\n"
            + textwrap.indent(textwrap.dedent(body), "    ")
        )
        return self.run(code, **settings)["test_it"]


@pytest.fixture(scope="session")
def sandbox() -> Iterator[ProcessSandbox]:
    with ProcessSandbox() as sandbox:
        yield sandbox


@pytest.fixture
def course(tmp_path: Path, sandbox: ProcessSandbox) -> Course:
    return Course(tmp_path.resolve() / "tiny", sandbox)


class Talk:
    """A conversation outside pytest: what the fixtures of a test would be."""

    def __init__(self, conversation: Conversation) -> None:
        self.conversation = conversation
        self.submission: Any = SubmissionProxy(conversation, "optim.py", ("optim.py", "net.py"))
        self.remote = Remote(conversation)


OpenTalk = Callable[..., AbstractContextManager[Talk]]


@pytest.fixture(scope="session")
def open_talk(sandbox: ProcessSandbox) -> OpenTalk:
    """Begin a conversation with student code, as a context manager."""

    @contextmanager
    def begin(code: str, *, seed: int = 7, **others: str) -> Iterator[Talk]:
        course = Course(Path("/nowhere"), sandbox)
        files = {file.path: file.content for file in course.submission(code, **others).files}
        with closing(Workers(sandbox, course.limits)) as workers:
            broker = LocalBroker(workers)
            cargo = cargo_of(course.assignment, files)
            links = Links(broker, cargo, workers.loaded, is_guarded=True)
            clock = Clock.start(course.limits, float("inf"))
            with closing(Conversation(links, "numpy", seed=seed, clock=clock)) as conversation:
                yield Talk(conversation)

    return begin


@pytest.fixture
def talk(open_talk: OpenTalk) -> Iterator[Callable[..., Talk]]:
    """Begin a conversation that ends with the test."""
    with ExitStack() as stack:
        yield lambda code, **others: stack.enter_context(open_talk(code, **others))


LIAR = """
class Liar(float):
    '''Equal to everything, true, as long as you like.'''
    velocity = 3.0
    _secret = 1
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 0
    def __bool__(self): return True
    def __len__(self): return 3
    def __iter__(self): return iter(())
    def __array__(self, *args, **kwargs): raise SystemExit
    def __call__(self, x): return x + 1

def liar():
    return Liar()
"""


@pytest.fixture(scope="module")
def liar_code() -> str:
    return LIAR


@pytest.fixture(scope="module")
def liar(open_talk: OpenTalk) -> Iterator[Any]:
    """A handle of an object that would answer every comparison."""
    with open_talk(LIAR) as talk:
        yield talk.submission.liar()
