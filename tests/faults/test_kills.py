"""kill -9 at known moments: words, no lost point, and a rerun that ends it."""

import contextlib
import os
import signal

import docker as sdk
import pytest

FULL = {"ada": 6, "bo": 6}


def assert_blank_or_passed(scene):
    for grade in scene.grades().values():
        for check in grade["checks"]:
            assert check["outcome"] in ("passed", "error"), check
            if check["outcome"] == "error":
                assert check["message"]
                assert grade["points"] is None


@pytest.mark.docker
def test_a_killed_grader_is_finished_by_the_next_run_which_leaves_nothing(slow_class):
    scene = slow_class
    process = scene.launch("docker")
    scene.until(lambda: scene.journal_lines() >= 2, process)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert len(scene.grades()) < len(FULL)
    assert scene.containers()
    assert scene.finish("docker")[0] == 0
    assert scene.points() == FULL
    assert not scene.containers()
    assert not scene.leftovers()


@pytest.mark.docker
def test_a_killed_container_costs_no_student_a_point(slow_class):
    scene = slow_class
    process = scene.launch("docker")
    scene.until(lambda: scene.journal_lines() >= 1, process)
    client = sdk.from_env()
    for container in scene.containers():
        # It may end by itself in the meantime.
        with contextlib.suppress(sdk.errors.APIError):
            client.api.kill(container)
    client.close()
    assert scene.ended(process)[0] == 3
    assert_blank_or_passed(scene)
    assert scene.finish("docker")[0] == 0
    assert scene.points() == FULL


def test_killed_test_processes_and_their_parent_cost_no_student_a_point(slow_class):
    scene = slow_class
    process = scene.launch()
    scene.until(lambda: scene.journal_lines() >= 1, process)
    warm = [pid for pid in scene.descendants(process.pid) if is_warm(scene, pid)]
    parents = [pid for pid in warm if any(one in warm for one in scene.descendants(pid))]
    assert len(parents) == 1
    for pid in set(warm) - set(parents):
        scene.kill(pid)
    before = scene.journal_lines()
    scene.until(lambda: scene.journal_lines() >= before + 1, process)
    scene.kill(parents[0])
    assert scene.ended(process)[0] == 3
    assert_blank_or_passed(scene)
    assert scene.finish()[0] == 0
    assert scene.points() == FULL
    assert not scene.leftovers()


def is_warm(scene, pid):
    return "autograder.suite" in scene.command_of(pid)
