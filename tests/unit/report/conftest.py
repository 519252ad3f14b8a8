"""Grades to render: a good one, a middling one, one full of hostile text."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from autograder.model import (
    AnswerScore,
    CallRecord,
    CheckResult,
    ComparisonRecord,
    Grade,
    ImageRecord,
    ItemScore,
    Manifest,
    Neighbour,
    Outcome,
    Override,
    Quote,
    Student,
    StudentFrame,
    TaskScore,
)

AT = datetime(2026, 3, 14, 15, 9, tzinfo=UTC)

MANIFEST = Manifest(
    autograder="1.0.0",
    sandbox="docker",
    isolated=True,
    images=(
        ImageRecord(
            name="numpy",
            digest="sha256:" + "4f" * 32,
            packages={"numpy": "2.4.6", "pytest": "9.2.0"},
        ),
    ),
    suite_hash="sha256:" + "a1" * 32,
    submission_digest="sha256:" + "b2" * 32,
    seed_id="c3d4e5f6",
    python="3.11.2",
    numpy="2.4.6",
    started_at=AT,
    seconds=2.25,
)


def check(name: str = "public/test_adam.py::test_step", **fields: Any) -> CheckResult:
    """Return a public check of task `adam` that passed, but for `fields`."""
    known = {
        "name": name,
        "task": "adam",
        "title": "The first step is as large as the learning rate.",
        "outcome": Outcome.PASSED,
        "points": 3.0,
        "max_points": 3.0,
        "seconds": 0.04,
        "seed": 1234,
    }
    return CheckResult(**known | fields)


def failed(name: str = "public/test_adam.py::test_step", **fields: Any) -> CheckResult:
    """Return a public check that failed on a value."""
    known = {
        "outcome": Outcome.FAILED,
        "points": 0.0,
        "failure": "value",
        "hint": "Did you divide both moments by `1 - beta**t`, with t counted from 1?",
        "message": "expected next_w[0, 3] = 0.4813\nfound    next_w[0, 3] = 0.0481, "
        "off by a factor of 10",
        "frames": (
            StudentFrame(file="optim.py", line=41, function="adam", source="m_hat = m / b1"),
        ),
        "comparisons": (
            ComparisonRecord(
                name="next_w", expected="array(4, 5) 0.4813 ...", actual="0.0481 ...", held=False
            ),
        ),
        "calls": (
            CallRecord(
                function="adam",
                arguments="array(4, 5), array(4, 5), {'learning_rate': 0.1}",
                result="(array(4, 5), handle 7: dict)",
                seconds=0.0021,
            ),
        ),
        "details": "test_adam.py:14: CheckFailure\n    assert_close(got, expected)",
    }
    return check(name, **known | fields)


def hidden(**fields: Any) -> CheckResult:
    """Return a hidden check that failed, holding much that its student must not see."""
    known = {
        "name": "hidden/test_adam.py::test_decay",
        "hidden": True,
        "title": "Weight decay does not enter the moments.",
        "hint": "AdamW adds the decay to the weights after the step: where do you add it?",
        "frames": (
            StudentFrame(file="optim.py", line=12, function="train", source="adam(w, g, c)"),
            StudentFrame(file="optim.py", line=44, function="adam", source="g += wd * w"),
        ),
        "output": "step 1\n",
    }
    return failed(**known | fields)


def item(**fields: Any) -> ItemScore:
    """Return an item of 2 points that a scorer suggests to be met, but for `fields`."""
    known = {
        "item_id": "start",
        "statement": "The averages start at zero.",
        "verdict": "met",
        "credit": 1.0,
        "points": 2.0,
        "max_points": 2.0,
        "status": "suggested",
        "evidence": Quote(start=8, end=32, text="the averages start at 0;"),
        "reason": "Your words say this.",
    }
    return ItemScore(**known | fields)


def answer(**fields: Any) -> AnswerScore:
    """Return an answer of one item that waits for a person, but for `fields`."""
    known = {
        "question_id": "why-bias-correction",
        "prompt": "Why does Adam correct its bias?",
        "answer": "Because the averages start at 0; they are too small at first.",
        "points": 2.0,
        "max_points": 2.0,
        "status": "suggested",
        "items": (item(),),
        "language": "en",
        "scorer": "lexical/1",
        "rubric_hash": "sha256:aa",
    }
    return AnswerScore(**known | fields)


def grade(**fields: Any) -> Grade:
    """Return a grade with every check passed, but for `fields`."""
    known = {
        "submission_id": "s1024",
        "student": Student(id="s1024", name="Ada Lovelace", email="ada@example.edu"),
        "assignment": "momentum-and-adam",
        "assignment_title": "Momentum and Adam",
        "assignment_version": "1.0",
        "status": "graded",
        "tasks": (
            TaskScore(id="momentum", title="Momentum", points=8, max_points=8),
            TaskScore(id="adam", title="Adam", points=12, max_points=12),
        ),
        "checks": (
            check("public/test_momentum.py::test_rest", task="momentum", points=8, max_points=8),
            check(),
        ),
        "manifest": MANIFEST,
    }
    return Grade(**known | fields)


def _rollout(case: int) -> CheckResult:
    name = f"public/test_momentum.py::test_rollout[{case}]"
    fields: dict[str, Any] = {
        "task": "momentum",
        "title": "Ten steps follow the hand-computed path.",
        "points": 0.5 if case < 4 else 0,
        "max_points": 0.5,
    }
    if case < 4:
        return check(name, **fields)
    return failed(name, **fields, output=f"velocity {case} [0.1 0.2]\nw [0.9 0.8]\n")


@pytest.fixture
def good() -> Grade:
    """Everything right but one hidden check."""
    return grade(
        tasks=(
            TaskScore(id="momentum", title="Momentum", points=8, max_points=8),
            TaskScore(id="adam", title="Adam", points=11, max_points=12),
        ),
        checks=(
            check(
                "public/test_momentum.py::test_rest",
                task="momentum",
                title="A ball at rest rolls down the gradient.",
                points=5,
                max_points=5,
            ),
            *(_rollout(case % 4).model_copy(update={"name": f"r[{case}]"}) for case in range(6)),
            check(),
            check("public/test_adam.py::test_time", title="The counter `t` grows by one a step."),
            hidden(points=0.0, max_points=1.0),
        ),
    )


@pytest.fixture
def middling() -> Grade:
    """A bit of everything: failures, credit, a time-out, a bonus, answers, an override."""
    return grade(
        notes=("`notes.txt` is not one of the files to submit and was left out.",),
        tasks=(
            TaskScore(id="momentum", title="Momentum", points=6, max_points=8),
            TaskScore(id="adam", title="Adam", points=3.33, max_points=12),
            TaskScore(id="nag", title="Nesterov", points=0, max_points=2, bonus=True),
        ),
        checks=(
            *(_rollout(case) for case in range(6)),
            failed(),
            check(
                "public/test_adam.py::test_shape",
                title="Weights keep their shape.",
                outcome=Outcome.FAILED,
                failure="credit",
                points=0.33,
                max_points=1,
                message="shape right, values wrong",
                diagnosis="your code behaves as if `epsilon` stood inside the root.",
            ),
            hidden(),
            check(
                "hidden/test_adam.py::test_many", hidden=True, title="A thousand steps converge."
            ),
            failed(
                "public/test_adam.py::test_long",
                outcome=Outcome.TIMEOUT,
                failure="timeout",
                title="A long run ends in time.",
                message="expected an answer within 10 s, found none",
                hint="Is there a loop over single weights that numpy could do at once?",
            ),
            failed(
                "public/test_nag.py::test_look",
                task="nag",
                title="The gradient is taken at the point looked ahead to.",
                failure="exception",
                message="expected an array, found an exception\nNameError: name 'look' is not "
                "defined",
                hint="",
                max_points=2,
            ),
        ),
        rubric=(
            answer(points=1.5, status="confirmed"),
            answer(
                question_id="when-sgd",
                prompt="When would you take plain SGD?",
                answer="With large batches.",
                points=1.0,
                items=(item(item_id="why", reason="SUGGESTED REASON", evidence=None),),
                confidence=0.62,
                scorer="offline",
            ),
        ),
        overrides=(
            Override(
                target="task:momentum",
                points=6,
                reason="The handout had the sign wrong in step 3.",
                by="ta-mary",
                at=AT,
            ),
        ),
    )


HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    '"><svg onload=alert(3)>',
    "\x1b[2J\x1b]8;;http://evil.example\x07click\x1b]8;;\x07\x9b31m\x00",
    "[click](http://evil.example) ![x](http://evil.example/p.png) <http://evil.example>",
    '=HYPERLINK("http://evil.example","x")',
    "::error file=a.py::pwned\n##[error]pwned\n  ::add-mask::x",
    "user\u202etxt.exe \u2066hidden\u2069 zero\u200bwidth",
    "lone \ud800 surrogate",
    "```\n</pre></details># heading\n~~~\n- @everyone #1 www.evil.example",
    "{{ 7 * 7 }}{% include 'style.css' %}",
    "M" * 1_000_000,
    "z" + "\u0301" * 200,
    "[bold red]markup[/] [link=http://evil.example]x[/link]",
)


def poisoned(text: str) -> Grade:
    """Return a grade with `text` in every field that text may stand in."""
    frame = StudentFrame(file=text, line=3, function=text, source=text)
    bad = failed(
        text,
        task=text,
        title=text,
        failure=text,
        message=text,
        hint=text,
        diagnosis=text,
        note=text,
        output=text,
        frames=(frame, frame),
        details=text,
        calls=(
            CallRecord(
                function=text, arguments=text, result=text, seconds=0, given=text, returned=text
            ),
        ),
        comparisons=(
            ComparisonRecord(
                name=text, expected=text, actual=text, held=False, wanted=text, found=text
            ),
        ),
    )
    found = item(
        item_id=text, statement=text, reason=text, matched=(text,), points=1, status="scored",
        evidence=Quote(start=0, end=len(text), text=text),
    )  # fmt: skip
    written = answer(
        question_id=text, prompt=text, source=text, answer=text, note=text, points=1,
        status="scored", items=(found,), misconceptions=(text,), flags=(text,), language=text,
        neighbours=(Neighbour(answer=text, points=1, similarity=1),), scorer=text,
        notices=(text,), calibration=text, rubric_hash=text,
    )  # fmt: skip
    waiting = written.model_copy(update={"question_id": f"2 {text}", "status": "suggested"})
    image = ImageRecord(name=text, digest=text, packages={text: text})
    return grade(
        submission_id=text,
        student=Student(id=text, name=text, email=text),
        assignment=text,
        assignment_title=text,
        assignment_version=text,
        problem=text,
        notes=(text,),
        tasks=(TaskScore(id=text, title=text, points=1, max_points=2),),
        checks=(bad, bad.model_copy(update={"hidden": True, "name": f"hidden {text}"})),
        rubric=(written, waiting),
        feedback_written="items",
        overrides=(
            Override(target=f"check:{text}", points=1, reason=text, by=text, at=AT),
            Override(target=f"question:{text}", points=1, reason=text, by=text, at=AT),
        ),
        manifest=MANIFEST.model_copy(
            update={"images": (image,), "sandbox": text, "suite_hash": text, "seed_id": text}
        ),
    )


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def hostile(request: pytest.FixtureRequest) -> str:
    """One piece of text that means harm."""
    return str(request.param)


@pytest.fixture
def poison() -> Callable[[str], Grade]:
    """A grade with one text in every field."""
    return poisoned


@pytest.fixture
def make() -> Any:
    """The builders by name: `make.grade(...)`, `make.check(...)`, `make.hidden(...)`."""

    class Builders:
        grade = staticmethod(grade)
        answer = staticmethod(answer)
        item = staticmethod(item)
        check = staticmethod(check)
        failed = staticmethod(failed)
        hidden = staticmethod(hidden)
        poisoned = staticmethod(poisoned)
        manifest = MANIFEST
        at = AT

    return Builders
