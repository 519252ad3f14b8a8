"""A cluster gives the grades that this machine gives, whatever becomes of its workers."""

import gc
import logging
import re
import sys

import pytest

distributed = pytest.importorskip("distributed")

from autograder.errors import SandboxError, SpecError  # noqa: E402 - they need the extra
from autograder.executors.cluster import DaskExecutor  # noqa: E402
from autograder.executors.connection import OWN_CLUSTER  # noqa: E402
from autograder.executors.local import LocalExecutor  # noqa: E402
from autograder.model import GradeJob, Student, Submission, Ungraded  # noqa: E402

from .conftest import HALF, SECRET  # noqa: E402

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="needs /proc to find its worker"),
    # Dask leaves the sockets with which it tried to reach a worker that was killed.
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning"
    ),
]

KILLS_ITS_WORKER = """
import os
import signal
from pathlib import Path


def double(x):
    MARK
    zygote = os.getppid()
    worker = int(Path(f"/proc/{zygote}/stat").read_text().rpartition(")")[2].split()[1])
    assert b"multiprocessing" in Path(f"/proc/{worker}/cmdline").read_bytes()
    os.kill(worker, signal.SIGKILL)


def total(x):
    return x.sum()
"""


@pytest.fixture(scope="module")
def cluster():
    """Four workers under their nannies, as `dask worker` starts them; who is lost stays away."""
    import dask

    with (
        dask.config.set(OWN_CLUSTER),
        distributed.LocalCluster(
            n_workers=4,
            threads_per_worker=1,
            memory_limit=0,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        ) as cluster,
    ):
        for nanny in cluster.workers.values():
            nanny.close_gracefully()  # which only says: do not start another
        yield cluster
    gc.collect()  # a lost worker's sockets are warned of here, not in another test


class Run:
    """A class graded on four workers, of which three are killed, and what was said and left."""

    def __init__(self, school, cluster):
        self.school = school
        self.said = []
        mark = school.folder / "mark"
        once = f"if Path({str(mark)!r}).exists():\n        return 2 * x\n"
        once += f"    Path({str(mark)!r}).touch()"
        school.hand_in("killer", KILLS_ITS_WORKER.replace("MARK", ""))
        school.hand_in("unlucky", KILLS_ITS_WORKER.replace("MARK", once))
        hand_in_all(school)
        self.grades = school.grade(on(cluster, self.said.append))
        self.stored = school.stored()
        with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
            self.plugins = client.run(lambda dask_worker: [*dask_worker.plugins])
            self.shown = repr(client.get_events()) + client.run_on_scheduler(
                lambda dask_scheduler: repr([dask_scheduler.tasks, dask_scheduler.worker_plugins])
            )


def hand_in_all(school):
    school.hand_in("ada")
    school.hand_in("bo", HALF)
    school.hand_in("chi", "def double(x):\n    raise ValueError(x)\n")
    school.hand_in("dana", "import nothing_of_that_name\n")
    school.hand_in("essay", "")
    (school.folder / "class/essay/work.py").rename(school.folder / "class/essay/essay.txt")


@pytest.fixture(scope="module")
def run(new_school, cluster, tmp_path_factory):
    return Run(new_school(tmp_path_factory.mktemp("run")), cluster)


def on(cluster, tell=lambda _line: None):
    return DaskExecutor(scheduler=cluster.scheduler_address, tell=tell)


def test_one_core_two_cores_and_four_workers_give_the_same_grades(run):
    for jobs in (1, 2):
        run.school.grade(LocalExecutor(jobs), f"out-{jobs}", but={"killer", "unlucky"})
    one, two = run.school.stored("out-1"), run.school.stored("out-2")
    points = {name: grade["points"] for name, grade in one.items()}
    assert points == {"ada": 6, "bo": 4, "chi": 0, "dana": 0, "essay": 0}
    assert two == one
    assert {name: run.stored[name] for name in one} == one


def test_what_kills_its_workers_twice_is_set_aside_and_named_and_the_others_go_on(run):
    assert run.grades["killer"].status == "error"
    assert run.grades["killer"].points is None
    assert "2 workers were lost" in run.grades["killer"].problem
    assert [line for line in run.said if "'killer'" in line] == [
        "worker 1 was lost while it graded 'killer'",
        "worker 2 was lost while it graded 'killer'",
    ]
    assert run.stored.keys() == run.grades.keys() - {"killer"}


def test_a_submission_whose_worker_was_lost_once_is_graded_elsewhere(run):
    assert run.grades["unlucky"].points == 6
    assert [line for line in run.said if "'unlucky'" in line] == [
        "worker 1 was lost while it graded 'unlucky'"
    ]


def test_no_worker_is_left_with_a_grader_and_no_dashboard_shows_a_secret_or_a_name(run):
    assert len(run.plugins) == 1
    assert not [name for names in run.plugins.values() for name in names if "autograder" in name]
    assert SECRET.decode() not in run.shown
    assert "unlucky" not in run.shown


def test_who_has_another_suite_is_refused_with_words(school, small_cluster):
    with school.grader() as grader:
        setup = grader.setup()
        other = setup.identity.model_copy(update={"suite_hash": "sha256:another"})
        setup = setup.model_copy(update={"identity": other})
        said = []
        with (
            pytest.raises(SandboxError, match="no worker of the cluster may grade; the first of"),
            on(small_cluster, said.append).opened(lambda: setup, None),
        ):
            pytest.fail("all workers were refused")
    assert re.fullmatch(r"worker tcp://\S+ was refused: its copy of the assignment .*", said[0])


@pytest.fixture
def small_cluster():
    """A scheduler and one worker in this process."""
    with distributed.LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=False,
        protocol="tcp://",
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    ) as cluster:
        yield cluster


def job(school, student):
    submission = Submission(id=student, assignment="sums", student=Student(id=student))
    return GradeJob(submission=submission, journal=school.folder / "none" / "journal", key="k")


def test_a_scheduler_that_is_lost_is_named(school, small_cluster):
    with school.grader() as grader, on(small_cluster).opened(grader.setup, None) as perform:
        small_cluster.close()
        with pytest.raises(SandboxError, match="was lost"):
            perform(job(school, "ada"), lambda _result: None)


def test_a_scheduler_that_does_not_answer_is_named(school, monkeypatch):
    from autograder.executors import connection

    monkeypatch.setattr(connection, "CONNECT_SECONDS", 0.2)
    with (
        school.grader() as grader,
        pytest.raises(SandboxError, match=r"no Dask scheduler answers at 'tcp://127\.0"),
        DaskExecutor(scheduler="tcp://127.0.0.1:1").opened(grader.setup, None),
    ):
        pytest.fail("nobody is there")


def test_a_cluster_has_its_own_workers():
    with pytest.raises(SpecError, match="leave --workers out"):
        DaskExecutor(scheduler="tcp://127.0.0.1:8786", workers=2)


def test_a_worker_that_cannot_reach_the_folder_sends_its_checks_back(school, small_cluster):
    heard = []
    with (
        school.grader() as grader,
        on(small_cluster).opened(grader.setup, None) as perform,
    ):
        grade = perform(job(school, "ada"), heard.append)
    assert not isinstance(grade, Ungraded)
    assert [check.name for check in heard] == [check.name for check in grade.checks] != []


def test_who_finishes_begins_nothing_elsewhere(school, small_cluster):
    executor = on(small_cluster)
    with (
        school.grader() as grader,
        executor.opened(grader.setup, None) as perform,
    ):
        assert executor.finish() == 0
        assert perform(job(school, "ada"), lambda _result: None) is None
