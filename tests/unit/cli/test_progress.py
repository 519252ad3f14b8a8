import json

import pytest

from autograder.cli.progress import Progress


def shown(progress, ended):
    with progress:
        progress.advance(ended("ada", points=12))
        progress.warn("the engine is slow")
    return progress


def interrupted(progress, ended):
    with progress:
        progress.advance(ended("ada", points=12))
        raise KeyboardInterrupt


def test_a_log_stays_plain_where_a_build_service_forces_colour(ended, capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown(Progress(2), ended)
    assert "[1/2] ada: 12/20 graded" in capsys.readouterr().err


def test_the_end_says_how_many_of_which(ended, capsys):
    shown(Progress(2), ended)
    assert "1 of 2 submissions in 0 s: partial 1" in capsys.readouterr().err


def test_a_program_that_wants_one_list_hears_warnings_only(ended, capsys):
    shown(Progress(2, quiet=True), ended)
    ended = capsys.readouterr()
    assert (ended.out, ended.err) == ("", "the engine is slow\n")


def test_an_interrupt_ends_the_events(ended, capfdbinary):
    with pytest.raises(KeyboardInterrupt):
        interrupted(Progress(2, json_lines=True), ended)
    events = [json.loads(line) for line in capfdbinary.readouterr().out.splitlines()]
    assert [event["event"] for event in events] == ["graded", "stopped"]
    assert (events[1]["reason"], events[1]["done"], events[1]["total"]) == ("interrupted", 1, 2)
