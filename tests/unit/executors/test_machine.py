"""How many submissions fit: by cores, by memory, by the limit of a container or batch job."""

import pytest

from autograder.executors.machine import OWN_MB, free_megabytes, places, usable_cores

MEMINFO = "MemTotal:       16000000 kB\nMemAvailable:    8192000 kB\n"


@pytest.mark.parametrize(
    ("cores", "free", "count"),
    [(2, 100_000, 4), (8, 100_000, 16), (8, 4 * (512 + OWN_MB), 4), (8, 3 * (512 + OWN_MB) - 1, 2)],
)
def test_cores_or_memory_decide_whichever_is_less(cores, free, count):
    found = places(512, cores=cores, free_mb=free)
    assert found.count == count
    assert bool(found.reason) == (count < 2 * cores)


def test_one_submission_runs_however_small_the_machine():
    found = places(4096, cores=2, free_mb=100)
    assert found.count == 1
    assert found.reason.startswith("1 at once: 100 MB of memory are free")


def test_free_memory_is_what_the_system_says(tmp_path):
    (tmp_path / "meminfo").write_text(MEMINFO)
    assert free_megabytes(tmp_path / "meminfo", tmp_path) == 8000


@pytest.mark.parametrize(
    ("limit", "used"),
    [
        ("memory.max", "memory.current"),
        ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes"),
    ],
)
def test_the_limit_of_a_container_or_batch_job_counts(tmp_path, limit, used):
    (tmp_path / "meminfo").write_text(MEMINFO)
    (tmp_path / limit).parent.mkdir(exist_ok=True)
    (tmp_path / limit).write_text(f"{1000 << 20}\n")
    (tmp_path / used).write_text(f"{300 << 20}\n")
    assert free_megabytes(tmp_path / "meminfo", tmp_path) == 700


def test_no_limit_is_no_number(tmp_path):
    (tmp_path / "meminfo").write_text(MEMINFO)
    (tmp_path / "memory.max").write_text("max\n")
    (tmp_path / "memory.current").write_text("1\n")
    assert free_megabytes(tmp_path / "meminfo", tmp_path) == 8000


def test_a_system_that_does_not_tell_leaves_it_to_the_cores(tmp_path):
    assert free_megabytes(tmp_path / "none", tmp_path) is None
    assert usable_cores() >= 1
