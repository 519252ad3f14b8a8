import pytest

from autograder.model import Outcome
from autograder.suite import process

CODE = """
import os, time
def add(a, b): return a + b
def leave(): os._exit(3)
def spin():
    while True: pass
def killed(marker=None):
    if marker is None or not os.path.exists(marker):
        marker and open(marker, "w").close()
        os.kill(os.getpid(), 9)
    return 1
def once(marker):
    if not os.path.exists(marker):
        open(marker, "w").close()
        while True: pass
    return 1
"""
THREE = """
    import os, time
    import pytest

    @pytest.mark.task("a")
    def test_first(submission): assert submission.add(1, 2) == 3

    @pytest.mark.task("a")
    def test_second(submission):
        {body}

    @pytest.mark.task("b")
    def test_third(submission): assert submission.module("optim").add(1, 2) == 3
"""


LOADS = """
    import pytest
    @pytest.mark.task("a")
    @pytest.mark.parametrize("n", range(5))
    def test_add(submission, n): submission.add(1, n)
    @pytest.mark.task("b")
    def test_other(submission): assert submission.sub(1, 1) == 0
"""


def _outcomes(results) -> list[str]:
    return [str(results[name].outcome) for name in ("test_first", "test_second", "test_third")]


@pytest.fixture
def short_grace(monkeypatch) -> None:
    monkeypatch.setattr(process, "GRACE_SECONDS", 0.3)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("os._exit(0)", "ended by itself"),
        ("os.kill(os.getpid(), 9)", "ended by itself"),
        ("pytest.exit('stop')", "ended the whole test process"),
        ("raise KeyboardInterrupt", "ended by itself"),
    ],
)
def test_a_test_that_ends_its_own_process_is_our_error_and_the_rest_goes_on(
    body: str, words: str, course
) -> None:
    course.suite(THREE.format(body=f"submission.add(1, 2); {body}"))
    results = course.run(CODE, fork=True)
    assert _outcomes(results) == ["passed", "error", "passed"]
    assert words in results["test_second"].message
    assert results["test_second"].failure == "infrastructure"


def test_a_test_that_is_made_to_take_all_memory_fails_and_the_rest_goes_on(course) -> None:
    body = "__import__('numpy').ones((submission.add(200_000, 0), 200_000))"
    course.suite(THREE.format(body=body))
    results = course.run(CODE, fork=True)
    assert _outcomes(results) == ["passed", "failed", "passed"]
    assert "memory" in results["test_second"].message.lower()


def test_a_test_that_hangs_by_itself_is_stopped_and_the_rest_goes_on(course, short_grace) -> None:
    course.limits = course.limits.model_copy(update={"test_seconds": 1, "import_seconds": 1})
    course.suite(THREE.format(body="\n        while True: pass"))
    results = course.run(CODE, fork=True)
    assert _outcomes(results) == ["passed", "error", "passed"]
    assert "stopped on the grader's side" in results["test_second"].message


def test_a_check_that_timed_out_counts_by_its_second_run_alone(course, tmp_path) -> None:
    course.limits = course.limits.model_copy(update={"call_seconds": 0.5})
    course.suite(THREE.format(body=f"assert submission.once({str(tmp_path / 'mark')!r}) == 1"))
    heard = []
    results = course.run(CODE, fork=True, on_result=heard.append)
    assert _outcomes(results) == ["passed", "passed", "passed"]
    assert results["test_second"].attempts == 2
    assert [result.name.partition("::")[2] for result in heard] == [
        "test_first",
        "test_third",
        "test_second",
    ]


def test_a_process_that_somebody_killed_counts_by_its_second_run_alone(course, tmp_path) -> None:
    course.suite(THREE.format(body=f"assert submission.killed({str(tmp_path / 'mark')!r}) == 1"))
    results = course.run(CODE, fork=True)
    assert _outcomes(results) == ["passed", "passed", "passed"]
    assert results["test_second"].attempts == 2


def test_code_that_kills_its_process_is_tried_twice_and_fails(course) -> None:
    course.suite(THREE.format(body="submission.killed()"))
    result = course.run(CODE, fork=True)["test_second"]
    assert (result.outcome, result.failure, result.attempts) == (Outcome.FAILED, "killed", 2)
    assert "signal 9" in result.message


def test_checks_past_the_submissions_time_are_not_run_and_say_so(course) -> None:
    limits = {"call_seconds": 5, "submission_seconds": 1.0}
    course.limits = course.limits.model_copy(update=limits)
    course.suite(THREE.format(body="submission.spin()"))
    results = course.run(CODE, fork=True)
    assert _outcomes(results)[1:] == ["timeout", "timeout"]
    assert "the submission's 1 s were used up in `spin`" in results["test_second"].message
    assert "not run: the submission's 1 s were used up" in results["test_third"].message


@pytest.mark.parametrize(
    ("code", "verdict"),
    [("import os; os._exit(1)", "failed ended"), ("while True: pass", "timeout timeout")],
)
def test_a_file_that_fails_to_load_twice_is_not_loaded_again(
    code: str, verdict: str, course
) -> None:
    course.limits = course.limits.model_copy(update={"import_seconds": 0.5})
    course.suite(LOADS)
    submission = course.submission(code, net="def sub(a, b): return a - b")
    with course.runner(fork=True) as runner:
        results = runner.run(submission).results
    assert [f"{result.outcome} {result.failure}" for result in results[:5]] == [verdict] * 5
    assert [result.message.startswith("not run") for result in results[:5]] == [False] * 2 + [
        True
    ] * 3
    assert results[5].outcome is Outcome.PASSED


def test_a_file_that_loads_in_time_alone_costs_nothing(course, tmp_path) -> None:
    course.limits = course.limits.model_copy(update={"import_seconds": 0.7})
    course.suite(LOADS)
    folder = tmp_path / "loads"
    folder.mkdir()
    code = f"""
import os, time
if len(os.listdir({str(folder)!r})) < 2:
    open(os.path.join({str(folder)!r}, str(os.getpid())), "w").close()
    time.sleep(60)
def add(a, b): return a + b
"""
    submission = course.submission(code, net="def sub(a, b): return a - b")
    with course.runner(fork=True) as runner:
        results = runner.run(submission).results
    assert [str(result.outcome) for result in results] == ["passed"] * 6
