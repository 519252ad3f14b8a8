"""Many jobs at once, few ahead, and no error that nobody hears of."""

import threading
from contextlib import closing

import pytest

from autograder.executors.local import LocalExecutor

PATIENCE = 30


class Feed:
    """An endless supply that counts what was taken."""

    def __init__(self, count):
        self.left = iter(range(count))
        self.taken = 0

    def __iter__(self):
        return self

    def __next__(self):
        job = next(self.left)
        self.taken += 1
        return job


def test_every_job_is_done_once_in_whatever_order():
    assert sorted(LocalExecutor(3).map(lambda job: job * 2, range(20))) == list(range(0, 40, 2))


def test_no_jobs_give_no_grades():
    assert list(LocalExecutor(2).map(lambda job: job, [])) == []


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_at_most_as_many_jobs_as_places_are_taken_ahead(jobs):
    feed, ended = Feed(30), 0
    with closing(LocalExecutor(jobs).map(lambda job: job, feed)) as grades:
        for _ in grades:
            ended += 1
            assert feed.taken - ended < jobs


def test_jobs_run_at_the_same_time_up_to_the_number_of_places():
    barrier = threading.Barrier(3)
    assert sorted(LocalExecutor(3).map(lambda _: barrier.wait(PATIENCE), range(3))) == [0, 1, 2]


def test_a_job_that_raises_is_heard_and_no_other_is_begun():
    feed = Feed(30)

    def grade(job):
        if job == 3:
            msg = "job 3"
            raise LookupError(msg)
        return job

    with pytest.raises(LookupError, match="job 3"):
        list(LocalExecutor(2).map(grade, feed))
    assert feed.taken <= 6


def test_what_runs_beside_a_job_that_raises_is_finished_first():
    begun, finished = threading.Event(), threading.Event()

    def grade(job):
        if job == 0:
            assert begun.wait(PATIENCE)
            raise LookupError
        begun.set()
        finished.set()
        return job

    with pytest.raises(LookupError):
        list(LocalExecutor(2).map(grade, range(2)))
    assert finished.is_set()


def test_who_leaves_waits_for_nothing():
    begun, release, ended = threading.Event(), threading.Event(), threading.Event()

    def grade(job):
        if job == 0:
            assert begun.wait(PATIENCE)
            return job
        begun.set()
        assert release.wait(PATIENCE)
        ended.set()
        return job

    grades = LocalExecutor(2).map(grade, range(2))
    assert next(grades) == 0
    grades.close()
    assert not ended.is_set()
    release.set()
    assert ended.wait(PATIENCE)


def test_a_supply_that_fails_is_heard():
    def jobs():
        yield 1
        msg = "no more"
        raise OSError(msg)

    with pytest.raises(OSError, match="no more"):
        list(LocalExecutor(1).map(lambda job: job, jobs()))


def test_without_a_number_all_cores_are_used():
    assert LocalExecutor().jobs >= 1


def test_who_finishes_takes_no_other_job_and_waits_for_those_that_run():
    feed, executor = Feed(30), LocalExecutor(2)
    begun = threading.Barrier(3)
    release = threading.Event()

    def grade(job):
        begun.wait(PATIENCE)
        assert release.wait(PATIENCE)
        return job

    counts = []

    def interrupt():
        begun.wait(PATIENCE)
        counts.append(executor.finish())
        release.set()

    thread = threading.Thread(target=interrupt)
    thread.start()
    assert sorted(executor.map(grade, feed)) == [0, 1]
    thread.join()
    assert counts == [2]
    assert feed.taken <= 3


def test_where_memory_and_not_cores_decides_one_line_says_so():
    said = []
    assert LocalExecutor(memory_mb=1 << 40, tell=said.append).jobs == 1
    assert len(said) == 1
    assert "1 at once" in said[0]
    LocalExecutor(3, memory_mb=1 << 40, tell=said.append)
    assert len(said) == 1
