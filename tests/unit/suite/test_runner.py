import gc
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.errors import SandboxError, SpecError
from autograder.model import BoxSpec
from autograder.sandbox.process import ProcessSandbox
from autograder.suite.job import Job

CODE = """
import os, time
def add(a, b): return a + b
def leave(): os._exit(3)
def spin():
    while True: pass
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


def _outcomes(results) -> list[str]:
    return [str(results[name].outcome) for name in ("test_first", "test_second", "test_third")]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def _open_descriptors() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


@pytest.mark.parametrize("fork", [False, True])
def test_a_crash_costs_one_check(fork, course) -> None:
    course.suite(THREE.format(body="submission.leave()"))
    results = course.run(CODE, fork=fork)
    assert _outcomes(results) == ["passed", "failed", "passed"]


def test_results_are_handed_on_the_moment_a_check_ends(course) -> None:
    course.suite(THREE.format(body="pass"))
    heard = []
    with course.runner(fork=True) as runner:
        report = runner.run(course.submission(CODE), on_result=heard.append)
    assert [result.name for result in heard] == [result.name for result in report.results]
    assert report.problem == ""
    assert report.seconds > 0
    assert report.images[0].name == "numpy"
    assert "numpy" in report.images[0].packages


FIVE = """
    import pytest
    @pytest.mark.task("a")
    @pytest.mark.parametrize("n", range(5))
    def test_add(submission, n): submission.add(1, n)
"""


def test_the_reference_has_to_pass_every_check(course) -> None:
    course.suite(THREE.format(body="assert submission.add(1, 1) == 3"))
    with course.runner(fork=True) as runner:
        with pytest.raises(SpecError, match=r"reference does not pass.*\n.*test_second: failed"):
            runner.expected(course.submission(CODE))
        course.suite(THREE.format(body="pass"))
        checks = runner.expected(course.submission(CODE))
    assert [check.name.partition("::")[2] for check in checks] == [
        "test_first",
        "test_second",
        "test_third",
    ]


class SlowToClaim:
    """A sandbox in which every worker has to be waited for."""

    name = "slow"

    def __init__(self, sandbox) -> None:
        self._sandbox = sandbox
        self.guarantees = sandbox.guarantees

    def claim(self, spec: BoxSpec):
        time.sleep(0.6)
        return self._sandbox.claim(spec)


def test_waiting_for_a_worker_is_not_the_checks_time(course) -> None:
    course.limits = course.limits.model_copy(update={"test_seconds": 0.5})
    course.sandbox = SlowToClaim(course.sandbox)
    course.suite(THREE.format(body="pass"))
    assert _outcomes(course.run(CODE, fork=True)) == ["passed"] * 3


@pytest.mark.parametrize("plain", [False, True])
def test_a_system_without_fork_gives_the_same_results(plain, course) -> None:
    course.suite(THREE.format(body="submission.leave()"))
    with ProcessSandbox(plain=plain) as course.sandbox:
        results = course.run(CODE, fork=False)
    assert _outcomes(results) == ["passed", "failed", "passed"]
    assert results["test_second"].failure == "ended"


class NoEngine:
    """A sandbox whose engine is gone."""

    name = "none"
    guarantees = frozenset()

    def __init__(self) -> None:
        self.claims = 0

    def claim(self, spec: BoxSpec) -> None:
        self.claims += 1
        msg = "the engine does not answer"
        raise SandboxError(msg)

    def close(self) -> None: ...


@pytest.mark.parametrize("fork", [False, True])
def test_a_sandbox_that_fails_is_our_error_and_is_not_asked_again_and_again(fork, course) -> None:
    course.sandbox = NoEngine()
    course.suite(FIVE)
    with course.runner(fork=fork) as runner:
        report = runner.run(course.submission("def add(a, b): pass"))
        with pytest.raises(SandboxError, match="engine does not answer"):
            runner.expected(course.submission("def add(a, b): pass"))
    assert {str(result.outcome) for result in report.results} == {"error"}
    assert "the engine does not answer" in report.problem
    assert course.sandbox.claims == 4


def test_many_threads_may_run_at_once(course) -> None:
    course.suite(THREE.format(body="assert submission.add(1, 1) == 2"))
    with course.runner(fork=True) as runner, ThreadPoolExecutor(4) as pool:
        students = [course.submission(CODE, f"s{n}") for n in range(8)]
        reports = list(pool.map(runner.run, students))
    assert {str(result.outcome) for report in reports for result in report.results} == {"passed"}


def test_in_one_process_threads_wait_for_each_other(course) -> None:
    course.suite(THREE.format(body="pass"))
    with course.runner(fork=False) as runner, ThreadPoolExecutor(3) as pool:
        reports = list(pool.map(runner.run, [course.submission(CODE)] * 3))
    assert [len(report.results) for report in reports] == [3, 3, 3]


@pytest.mark.parametrize("fork", [False, True])
def test_nothing_is_left_behind(fork, course, temporary: Path) -> None:
    course.suite(THREE.format(body="submission.leave()"))
    course.run(CODE, fork=fork)
    before = (_open_descriptors(), threading.active_count())
    course.run(CODE, fork=fork)
    assert (_open_descriptors(), threading.active_count()) == before
    assert list(temporary.iterdir()) == []
    assert not course.sandbox._claimed


@pytest.mark.parametrize("fork", [False, True])
@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_nothing_is_left_behind_by_an_interrupt(
    fork, error: type[BaseException], course, temporary: Path
) -> None:
    course.suite(THREE.format(body="submission.spin()"))

    def interrupt(_result: object) -> None:
        raise error

    with pytest.raises(error), course.runner(fork=fork) as runner:
        runner.run(course.submission(CODE), on_result=interrupt)
    assert list(temporary.iterdir()) == []
    assert not course.sandbox._claimed


def test_an_interrupt_in_a_test_without_a_process_of_its_own_is_the_users(course) -> None:
    course.suite(THREE.format(body="raise KeyboardInterrupt"))
    with pytest.raises(KeyboardInterrupt):
        course.run(CODE, fork=False)


def test_a_lost_warm_parent_is_started_again(course) -> None:
    course.suite(THREE.format(body="pass"))
    with course.runner(fork=True) as runner:
        runner.run(course.submission(CODE))
        runner._warm._control.close()
        with pytest.raises(SandboxError, match="next run starts another"):
            runner.run(course.submission(CODE))
        assert len(runner.run(course.submission(CODE)).results) == 3


def test_a_closed_runner_says_so(course) -> None:
    course.suite(THREE.format(body="pass"))
    with course.runner(fork=True) as runner:
        pass
    with pytest.raises(SandboxError, match="closed"):
        runner.run(course.submission(CODE))


def test_a_module_that_cannot_be_preloaded_is_named(course) -> None:
    course.suite(THREE.format(body="pass"))
    with (
        course.runner(fork=True, preload=["nothing_of_this_name"]) as runner,
        pytest.raises(SandboxError, match="nothing_of_this_name"),
    ):
        runner.run(course.submission(CODE))


def test_no_test_process_outlives_its_run(course) -> None:
    # A length of sleep that no other test asks for.
    body = "import subprocess; subprocess.Popen(['sleep', '300.25']); os._exit(0)"
    course.suite(THREE.format(body=body))
    with course.runner(fork=True) as runner:
        runner.run(course.submission(CODE))
        deadline = time.monotonic() + 10
        while (left := _sleepers()) and time.monotonic() < deadline:
            time.sleep(0.05)
    assert left == []


def _sleepers() -> list[str]:
    commands = Path("/proc").glob("[0-9]*/cmdline")
    return [path.parent.name for path in commands if _command(path) == "sleep 300.25"]


def _command(path: Path) -> str:
    try:
        return path.read_bytes().replace(b"\0", b" ").decode().strip()
    except OSError:
        return ""


def test_to_end_the_process_while_it_loads_is_the_students_fault_where_nothing_forks(
    course,
) -> None:
    course.suite("""
        import pytest

        @pytest.mark.task("a")
        def test_first(submission): submission.add(1, 2)
    """)
    with ProcessSandbox(plain=True) as course.sandbox:
        result = course.run("import os\nos._exit(3)\n", fork=False)["test_first"]
    assert (str(result.outcome), result.failure) == ("failed", "ended")


def test_a_submission_that_has_ended_is_held_by_nothing(course) -> None:
    course.suite(THREE.format(body="submission.leave()"))
    gc.disable()  # what lies in cycles waits for a full search, and a large class grows with it
    try:
        with course.runner(fork=True) as runner:
            assert len(runner.run(course.submission(CODE, "weighed")).results) == 3
            held = [one.student for one in gc.get_objects() if isinstance(one, Job)]
    finally:
        gc.enable()
    assert "weighed" not in held
