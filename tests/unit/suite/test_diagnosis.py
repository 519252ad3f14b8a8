"""What is told of a failure's cause: the one mistake that fits three times, else nothing."""

import textwrap
from contextlib import ExitStack
from typing import Any

import pytest

from autograder.model import CheckResult, Outcome
from autograder.sandbox.docker import DockerSandbox
from autograder.suite import AuthorsCode, Suspect, diagnosis

REFERENCE = """
    import numpy as np

    def scale(x, factor):
        return x * factor, {"factor": factor}

    def norm(x):
        return float(np.sqrt((x ** 2).sum()))

    def ones(x):
        return np.ones_like(x)
"""
MISTAKES = {
    "added": ("return x * factor,", "return x + factor,"),
    "squared": ("return x * factor,", "return x * factor ** 2,"),
    "cut": ("return x * factor,", "return x[1:] * factor,"),
    "rootless": ("float(np.sqrt((x ** 2).sum()))", "float((x ** 2).sum())"),
    "zeros": ("np.ones_like(x)", "np.zeros_like(x)"),
}
SUITE = """
    import numpy as np
    import pytest
    from autograder.checks import assert_close, credit

    @pytest.mark.task("a")
    def test_scale(submission, rng):
        x = rng.normal(size=5)
        got, _ = submission.scale(x, 3.0)
        assert_close(got, x * 3, name="scaled")

    @pytest.mark.task("a")
    def test_again(submission, rng):
        x = rng.normal(size=(2, 3))
        for turn in range(3):
            got, _ = submission.scale(x, 1.0 + turn)
            assert_close(got, x * (1 + turn), name="scaled")

    @pytest.mark.task("a")
    def test_by_itself(submission, rng):
        x = rng.normal(size=5)
        got, _ = submission.scale(x, 3.0)
        if got.shape != x.shape or not (got == x * 3).all():
            credit(0.5, "not yet")

    @pytest.mark.task("a")
    def test_norm(submission, rng):
        x = rng.normal(size=5)
        assert_close(submission.norm(x), np.sqrt((x ** 2).sum()), name="norm")

    @pytest.mark.task("a")
    def test_fixed_norm(submission):
        assert_close(submission.norm(np.array([3.0, 4.0])), 5.0, name="norm")

    @pytest.mark.task("a")
    def test_ones(submission, rng):
        assert_close(submission.ones(rng.normal(size=7)), np.ones(7), name="ones")
"""


def says(name: str) -> str:
    return f"your output equals what you get with {name}"


def code(*wrong: str) -> str:
    text = textwrap.dedent(REFERENCE)
    for name in wrong:
        assert text.count(MISTAKES[name][0]) == 1
        text = text.replace(*MISTAKES[name])
    return text


def suspect(name: str, text: str | None = None, tasks: tuple[str, ...] | None = ("a",)) -> Suspect:
    files = {"optim.py": (text or code(name)).encode()}
    return Suspect(id=name, says=says(name), tasks=tasks, files=files)


SUSPECTS = tuple(suspect(name) for name in MISTAKES)


@pytest.fixture
def diagnosed(request, course) -> Any:
    """Run one test of the suite on a submission; return its result."""
    course.suite(SUITE, "hidden/test_suite.py")

    def run(test: str, text: str, *suspects: Suspect) -> CheckResult:
        author = AuthorsCode(reference={"optim.py": code().encode()}, suspects=suspects or SUSPECTS)
        with course.runner(fork=getattr(request, "param", True), author=lambda: author) as runner:
            name = f"hidden/test_suite.py::{test}"
            report = runner.run(course.submission(text), only=[name])
        return report.results[0]

    return run


@pytest.mark.parametrize("diagnosed", [True, False], ids=["forked", "here"], indirect=True)
@pytest.mark.parametrize("test", ["test_scale", "test_again", "test_by_itself"])
@pytest.mark.parametrize("wrong", ["squared", "cut"])
def test_the_one_mistake_that_fits_is_told(diagnosed, test: str, wrong: str) -> None:
    result = diagnosed(test, code(wrong))
    assert (result.outcome, result.diagnosis) == (Outcome.FAILED, says(wrong))


def test_other_code_with_the_same_mistake_is_recognised(diagnosed) -> None:
    own = """
def scale(x, factor):
    import math
    out = x.copy()
    for i in range(len(x)):
        out[i] = math.exp(2 * math.log(factor)) * x[i]
    return out, "my own cache"
"""
    assert diagnosed("test_scale", own).diagnosis == says("squared")


def test_a_mistake_that_nobody_knows_is_not_told(diagnosed) -> None:
    own = code().replace("x * factor,", "x * factor * 1.001,")
    assert diagnosed("test_scale", own).diagnosis == ""


def test_of_two_that_fit_none_is_told(diagnosed) -> None:
    twins = (suspect("squared"), suspect("twin", code("squared")))
    assert diagnosed("test_scale", code("squared"), *twins).diagnosis == ""


def test_two_that_say_the_same_are_one(diagnosed) -> None:
    twin = suspect("twin", code("squared")).model_copy(update={"says": says("squared")})
    result = diagnosed("test_scale", code("squared"), suspect("squared"), twin)
    assert result.diagnosis == says("squared")


def test_a_mistake_that_fits_by_chance_on_one_input_is_not_told(diagnosed) -> None:
    # Wrong alike where the first number is the largest, and only there.
    chance = """
def scale(x, factor):
    return (x * factor ** 2 if abs(x[0]) > 0.3 else x + factor), None
"""
    told = {diagnosed("test_scale", chance, suspect("squared")).diagnosis}
    assert told <= {"", says("squared")}
    never = "def scale(x, f, seen=[]):\n    return x + id(seen) % 97 + f, None\n"
    assert diagnosed("test_scale", never, suspect("added")).diagnosis == ""


def test_a_single_number_tells_only_if_fresh_inputs_give_others(diagnosed) -> None:
    assert diagnosed("test_norm", code("rootless")).diagnosis == says("rootless")
    assert diagnosed("test_fixed_norm", code("rootless")).diagnosis == ""


def test_a_result_that_is_the_same_whatever_is_asked_tells_nothing(diagnosed) -> None:
    assert diagnosed("test_ones", code("zeros")).diagnosis == ""


def test_only_mistakes_of_the_checks_task_are_tried(diagnosed) -> None:
    elsewhere = suspect("squared", tasks=("b",))
    assert diagnosed("test_scale", code("squared"), elsewhere).diagnosis == ""
    anywhere = suspect("squared", tasks=None)
    assert diagnosed("test_scale", code("squared"), anywhere).diagnosis == says("squared")


def test_it_never_turns_an_outcome(diagnosed) -> None:
    with_it = diagnosed("test_by_itself", code("squared"))
    assert (with_it.outcome, with_it.points, with_it.failure) == (Outcome.FAILED, 0.5, "credit")


@pytest.mark.parametrize(
    "text",
    [
        "import sys; sys.exit(3)",
        "def scale(x, factor): raise SystemExit",
        "while True: pass",
        "def scale(x, factor):\n    while True: pass",
        "def scale(x, factor:",
    ],
)
def test_a_mistake_that_cannot_run_is_no_match_and_no_harm(diagnosed, text: str) -> None:
    broken = suspect("broken", text)
    result = diagnosed("test_scale", code("squared"), broken)
    assert (result.outcome, result.diagnosis) == (Outcome.FAILED, "")


def test_it_can_be_switched_off_for_hidden_checks(course, diagnosed) -> None:
    course.diagnosis = False
    assert diagnosed("test_scale", code("squared")).diagnosis == ""


def test_public_checks_keep_theirs(course) -> None:
    course.diagnosis = False
    course.suite(SUITE)
    author = AuthorsCode(reference={}, suspects=SUSPECTS)
    with course.runner(fork=True, author=lambda: author) as runner:
        results = runner.run(course.submission(code("squared"))).results
    told = {result.name.partition("::")[2]: result.diagnosis for result in results}
    assert told["test_scale"] == says("squared")
    assert told["test_norm"] == ""


def test_a_submission_that_passes_runs_nothing_again(course) -> None:
    course.suite(SUITE)
    count = "\ncalls = 0\ndef scale(x, factor):\n    print('called')\n    return x * factor, None\n"
    author = AuthorsCode(reference={}, suspects=SUSPECTS)
    with course.runner(fork=True, author=lambda: author) as runner:
        results = runner.run(course.submission(code() + count)).results
    assert {str(result.outcome) for result in results} == {"passed"}
    assert [result.output.count("called") for result in results][:2] == [1, 3]


def test_what_the_student_prints_when_asked_again_is_not_shown(diagnosed) -> None:
    loud = code("squared").replace(
        "    return x * factor", "    print('once')\n    return x * factor"
    )
    result = diagnosed("test_scale", loud)
    assert (result.diagnosis, result.output.count("once")) == (says("squared"), 1)
    assert len(result.calls) == 1


HYPOTHESIS = """
    import numpy as np
    import pytest
    from autograder.checks import assert_close
    from hypothesis import given, strategies as st

    @pytest.mark.task("a")
    @given(st.integers(1, 9))
    def test_scale(submission, n):
        got, _ = submission.scale(np.arange(float(n)), 3.0)
        assert_close(got, np.arange(float(n)) * 3, name="scaled")
"""


def test_inputs_that_are_searched_for_are_left_alone(course) -> None:
    pytest.importorskip("hypothesis")
    course.suite(HYPOTHESIS)
    author = AuthorsCode(reference={}, suspects=SUSPECTS)
    with course.runner(fork=True, author=lambda: author) as runner:
        (result,) = runner.run(course.submission(code("squared"))).results
    assert (result.outcome, result.diagnosis) == (Outcome.FAILED, "")


@pytest.mark.parametrize("test", ["test_scale", "test_again"])
def test_code_whose_libraries_are_not_here_is_run_in_a_worker(
    course, monkeypatch: pytest.MonkeyPatch, test: str
) -> None:
    monkeypatch.setattr(diagnosis, "HERE", ())
    course.suite(SUITE, "hidden/test_suite.py")
    author = AuthorsCode(reference={}, suspects=SUSPECTS)
    told = []
    with course.runner(fork=False, author=lambda: author) as runner:
        for wrong in ("squared", "cut"):
            only = [f"hidden/test_suite.py::{test}"]
            report = runner.run(course.submission(code(wrong)), only=only)
            told += [(one.outcome, one.diagnosis) for one in report.results]
            # The author's worker is none of the student's environments.
            assert [image.name for image in report.images] == ["numpy"]
    assert told == [(Outcome.FAILED, says(wrong)) for wrong in ("squared", "cut")]


def test_a_worker_of_the_authors_serves_one_submission_after_the_other(
    course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnosis, "HERE", ())
    course.suite(SUITE, "hidden/test_suite.py")
    claimed = []
    claim = course.sandbox.claim
    monkeypatch.setattr(course.sandbox, "claim", lambda spec: claimed.append(spec) or claim(spec))
    author = AuthorsCode(reference={}, suspects=SUSPECTS)
    with course.runner(fork=False, author=lambda: author) as runner:
        for _ in range(3):
            runner.run(course.submission(code("squared")))
    assert len(claimed) == 3 + 1


@pytest.mark.docker
@pytest.mark.torch_image
def test_mistakes_of_the_torch_image_are_recognised_in_a_container(course) -> None:
    course.suite(SUITE, "hidden/test_suite.py")
    course.image = "torch"
    course.limits = course.limits.model_copy(update={"memory_mb": 2048})
    author = AuthorsCode(reference={}, suspects=SUSPECTS[:3])
    only = ["hidden/test_suite.py::test_scale"]
    with ExitStack() as stack:
        course.sandbox = stack.enter_context(DockerSandbox(pool_size=0))
        runner = stack.enter_context(course.runner(fork=True, author=lambda: author))
        (result,) = runner.run(course.submission(code("squared")), only=only).results
    assert (result.outcome, result.diagnosis) == (Outcome.FAILED, says("squared"))
