"""Ctrl-C: once, and what runs is finished; twice, and all stops; nothing written is lost."""

import signal

import pytest

from .patience import PATIENCE, slow, until

STUDENTS = ("ada", "bo", "chi", "dana")


def begun(place):
    """Which submissions have begun, and have not ended."""
    files = place.out.glob("*/journal.jsonl")
    return {file.parent.name for file in files} - place.grades().keys()


def lines(place):
    return sum(len(file.read_text().splitlines()) for file in place.out.glob("*/journal.jsonl"))


def start(place, *more, seconds):
    for student in STUDENTS:
        place.hand_in(student, slow(seconds))
    return place.start(*place.grade_command("--jobs", "2", *more))


def test_once_finishes_what_runs_and_writes_everything(place):
    process = start(place, seconds=1)
    until(lambda: len(begun(place)) == 2, process)
    running = begun(place)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "finishing 2 submissions; press Ctrl-C again to stop now" in err
    assert "what is graded is kept, 2 were not begun" in err
    assert place.points() == dict.fromkeys(running, 6)
    assert {name for name, _ in place.table()} == running
    assert all((place.out / name / "report.html").is_file() for name in running)


def interrupt_twice(place, process):
    """Interrupt a run in the middle, again once it has heard; return what it said after that."""
    until(lambda: lines(place) > 2, process)
    process.send_signal(signal.SIGINT)
    assert any("press Ctrl-C again" in line for line in process.stderr)
    process.send_signal(signal.SIGINT)
    return process.communicate(timeout=PATIENCE)[1]


def test_twice_stops_now_and_loses_nothing_written(place):
    process = start(place, seconds=4)
    assert "interrupted; what is graded is kept" in interrupt_twice(place, process)
    assert process.returncode == 130
    assert not place.grades()
    assert lines(place) > 2


@pytest.mark.docker
def test_twice_leaves_no_container(place):
    import docker

    process = start(place, "--sandbox", "docker", seconds=4)
    interrupt_twice(place, process)
    assert process.returncode == 130
    client = docker.from_env()
    owners = [one.labels["autograder.owner"] for one in containers(client)]
    client.close()
    assert not [owner for owner in owners if f"|{process.pid}|" in owner]


def containers(client):
    return client.containers.list(
        all=True, filters={"label": "autograder.owner"}, ignore_removed=True
    )
