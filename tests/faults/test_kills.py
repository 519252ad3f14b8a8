"""kill -9 in the middle of a class: words, no lost point, and a rerun that ends it."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.sandbox.owner import parse_owner

pytestmark = pytest.mark.docker

COURSE = Path(__file__).parent / "course"
SLOW = """
import time


def double(x):
    return 2 * x


def total(x):
    time.sleep(1)
    return x.sum()
"""
STUDENTS = ("ada", "bo", "chi", "dana")
PATIENCE = 60


@pytest.fixture
def course(tmp_path):
    shutil.copytree(COURSE, tmp_path / "course")
    for student in STUDENTS:
        folder = tmp_path / "class" / student
        folder.mkdir(parents=True)
        (folder / "work.py").write_text(SLOW)
    return tmp_path


@pytest.fixture
def start(course):
    """Start graders; whatever of them still runs is ended with the test."""
    started = []

    def run():
        started.append(launch(course))
        return started[-1]

    yield run
    for process in started:
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


def launch(course):
    command = [sys.executable, "-m", "autograder", "grade", "slow", "class", "-o", "out"]
    command += ["--course", "course", "--jobs", "2"]
    return subprocess.Popen(
        command, cwd=course, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip


def finish(course):
    process = launch(course)
    output, _ = process.communicate(timeout=5 * PATIENCE)
    return process.returncode, output


def until(condition):
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    pytest.fail("the moment to kill did not come")


def grades(course):
    return {
        path.parent.name: json.loads(path.read_text()) for path in course.glob("out/*/grade.json")
    }


def journal_lines(course):
    return sum(path.read_text().count("total") for path in course.glob("out/*/journal.jsonl"))


def outcomes(course):
    found = grades(course)
    checks = {name: [(c["name"], c["outcome"]) for c in g["checks"]] for name, g in found.items()}
    return {name: (g["points"], checks[name]) for name, g in found.items()}


def descendants(pid):
    found, front = [], [pid]
    while front:
        parent = front.pop()
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            children = [int(text) for text in task.read_text().split()]
            found += children
            front += children
    return found


def command_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def containers():
    import docker

    client = docker.from_env()
    everyone = {"label": "autograder.owner"}
    # Other graders may remove theirs while the engine is asked.
    found = client.containers.list(all=True, filters=everyone, ignore_removed=True)
    return client, found


def ours(process):
    """Containers of the grader `process`."""
    client, found = containers()
    client.close()
    owners = {one: parse_owner(one.labels["autograder.owner"]) for one in found}
    return [one for one, owner in owners.items() if owner and owner.pid == process.pid]


def assert_full_marks(course):
    assert {name: points for name, (points, _) in outcomes(course).items()} == dict.fromkeys(
        STUDENTS, 6
    )


def test_a_killed_grader_is_finished_by_the_next_run_with_the_same_grades(course, start):
    process = start()
    until(lambda: journal_lines(course) >= 3)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert len(grades(course)) < len(STUDENTS)
    code, _ = finish(course)
    assert code == 0
    assert_full_marks(course)
    resumed = outcomes(course)
    shutil.rmtree(course / "out")
    assert finish(course)[0] == 0
    assert outcomes(course) == resumed


def test_a_killed_grader_leaves_nothing_once_the_next_run_has_started(course, start):
    process = start()
    until(lambda: journal_lines(course) >= 1)
    left = {one.id for one in ours(process)}
    assert left
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert finish(course)[0] == 0
    client, found = containers()
    client.close()
    assert left.isdisjoint({one.id for one in found})


def test_a_killed_container_costs_no_student_a_point(course, start):
    process = start()
    until(lambda: journal_lines(course) >= 1)
    for container in ours(process):
        try:
            container.kill()
        except Exception:  # noqa: BLE001 - it ended by itself in the meantime
            continue
    process.communicate(timeout=5 * PATIENCE)
    for grade in grades(course).values():
        for check in grade["checks"]:
            assert check["outcome"] in ("passed", "error"), check
            if check["outcome"] == "error":
                assert check["message"]
                assert grade["points"] is None
    assert finish(course)[0] == 0
    assert_full_marks(course)


def test_a_killed_test_process_costs_no_student_a_point(course, start):
    process = start()
    until(lambda: journal_lines(course) >= 1)
    warm = [pid for pid in descendants(process.pid) if "autograder.suite" in command_of(pid)]
    parents = [pid for pid in warm if any(child in warm for child in descendants(pid))]
    victims = [pid for pid in warm if pid not in parents]
    assert victims
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    process.communicate(timeout=5 * PATIENCE)
    for grade in grades(course).values():
        assert {check["outcome"] for check in grade["checks"]} <= {"passed", "error"}
    assert finish(course)[0] == 0
    assert_full_marks(course)


def test_a_killed_warm_parent_costs_no_student_a_point(course, start):
    process = start()
    until(lambda: journal_lines(course) >= 1)
    warm = [pid for pid in descendants(process.pid) if "autograder.suite" in command_of(pid)]
    parent = next(pid for pid in warm if any(child in warm for child in descendants(pid)))
    os.kill(parent, signal.SIGKILL)
    output, _ = process.communicate(timeout=5 * PATIENCE)
    for grade in grades(course).values():
        assert {check["outcome"] for check in grade["checks"]} <= {"passed", "error"}
    assert "Traceback" not in output
    assert finish(course)[0] == 0
    assert_full_marks(course)


def test_a_submission_that_was_done_is_skipped_and_says_so(course):
    assert finish(course)[0] == 0
    before = {path: path.stat().st_mtime_ns for path in course.glob("out/*/grade.json")}
    code, output = finish(course)
    assert code == 0
    assert "4 were done already" in output
    assert {path: path.stat().st_mtime_ns for path in course.glob("out/*/grade.json")} == before
