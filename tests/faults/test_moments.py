"""kill -9 of any process at random moments, a torn last line: the grades stay the same.

A moment is a share of the CPU seconds of a whole run. AUTOGRADER_MOMENTS says how many are
tried; `make faults` takes 50, and some in Docker.
"""

import os
import random
import shutil
import signal
import time

import pytest

MOMENTS = int(os.environ.get("AUTOGRADER_MOMENTS", "6"))
SEED = int(os.environ.get("AUTOGRADER_SEED", "20"))
KILLS_A_CLASS = 2
"""Each class is killed, resumed and killed again: half the work of one that starts anew."""
RESUMED = 0.7
VICTIMS = ("grader", "group", "child", "child", "all")


def strike(scene, process, draw):
    """Kill something of a grader that may have ended; say what."""
    victim = draw.choice(VICTIMS)
    below = scene.descendants(process.pid)
    if process.poll() is not None:
        return "nothing: it had ended"
    if victim == "child" and below:
        chosen = draw.choice(below)
        victim = f"child {scene.command_of(chosen)[-60:]!r}"
        scene.kill(chosen)
    elif victim == "group":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        for pid in [process.pid, *(below if victim == "all" else [])]:
            scene.kill(pid)
    return victim


def tear(scene, draw):
    """Leave a journal as a power cut may: cut within its last line, or with zeros at its end."""
    journals = sorted(scene.out.glob("*/journal.jsonl"))
    if not journals:
        return "no journal yet"
    path = draw.choice(journals)
    data = path.read_bytes()
    last = data.rstrip(b"\n").rfind(b"\n") + 1
    how = draw.choice(("whole", "cut", "cut", "zeros", "anywhere"))
    if how == "cut":
        path.write_bytes(data[: draw.randint(last, len(data))])
    elif how == "anywhere":
        path.write_bytes(data[: draw.randint(0, len(data))])
    elif how == "zeros":
        path.write_bytes(data[:last] + bytes(draw.randint(1, 4096)))
    return f"{path.parent.name}'s journal {how}"


def kept_files(scene):
    names = [name for name, grade in scene.grades().items() if grade["status"] != "error"]
    paths = [scene.out / name / "grade.json" for name in names]
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}


def interrupt(scene, sandbox, draw, work):
    """Start a grader, let it be struck at a random moment, tear a journal; say what was done."""
    moment = draw.uniform(0, work)
    process = scene.launch(sandbox)
    while process.poll() is None and scene.cpu_seconds(process.pid) < moment:
        time.sleep(0.02)
    victim = strike(scene, process, draw)
    code, _ = scene.ended(process)
    assert code in (-signal.SIGKILL, 0, 3)
    scene.quiet()
    return f"{moment:.2f} of {work:.2f} s, {victim}, exit {code}, {tear(scene, draw)}"


def assert_nobody_lost_a_point(scene, expected):
    """A check that our machine failed is blank; every other one is as it must be."""
    due = {name: {c["name"]: c for c in grade["checks"]} for name, grade in expected.items()}
    for name, grade in scene.grades().items():
        for check in grade["checks"]:
            if check["outcome"] != "error":
                assert check["outcome"] == due[name][check["name"]]["outcome"], check
                assert check["points"] == due[name][check["name"]]["points"]
            else:
                assert grade["points"] is None


@pytest.mark.parametrize("number", range(max(1, MOMENTS // KILLS_A_CLASS)))
def test_kills_at_random_moments_change_no_grade(uninterrupted, same_class, number):
    hold(uninterrupted, same_class, "process", random.Random(f"{SEED} {number}"))


# In Docker a tenth as many, which take longer.
@pytest.mark.docker
@pytest.mark.parametrize("number", range(max(1, MOMENTS // 10 // KILLS_A_CLASS)))
def test_kills_at_random_moments_change_no_grade_in_docker(uninterrupted, same_class, number):
    shutil.rmtree(same_class.out)  # the record of the reference is the other sandbox's
    # The containers' share of the work is not among our descendants.
    hold(uninterrupted, same_class, "docker", random.Random(f"{SEED} docker {number}"))
    assert not same_class.containers()


def hold(uninterrupted, scene, sandbox, draw):
    expected = uninterrupted.grades()
    kept, story = {}, []
    for number in range(KILLS_A_CLASS):
        # A run that resumes has less to do.
        work = uninterrupted.work * RESUMED**number
        story.append(interrupt(scene, sandbox, draw, work))
        assert_nobody_lost_a_point(scene, expected)
        assert kept.items() <= kept_files(scene).items(), story
        kept = kept_files(scene)
    code, output = scene.finish(sandbox)
    assert code == 0, (story, output)
    # Docker and the process sandbox must agree on all but where it was.
    assert not scene.differences(uninterrupted, without=("sandbox", "isolated")), story
    assert kept.items() <= kept_files(scene).items(), story
    assert not scene.leftovers(), story
    assert not scene.processes()
    assert {path.name for path in scene.out.iterdir()} >= {"summary.html", *expected}
