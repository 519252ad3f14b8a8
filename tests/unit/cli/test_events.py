import json
import os

import pytest

from autograder.cli.events import GONE, JsonLines
from autograder.cli.tally import Tally


@pytest.fixture
def pipe():
    read, write = os.pipe()
    with os.fdopen(read, "rb") as reader, os.fdopen(write, "wb") as writer:
        yield reader, writer


def test_every_event_is_there_for_the_reader_the_moment_it_is_told(pipe, ended):
    reader, writer = pipe
    lost = []
    events, tally = JsonLines(writer, lost.append), Tally(2)
    graded = ended("ada", points=12)
    tally.add(graded)
    events.graded(graded, tally)
    event = json.loads(reader.readline())
    assert (event["event"], event["version"], event["submission"]) == ("graded", 1, "ada")
    assert (event["points"], event["tasks"], event["kept"]) == (12, {"adam": 12}, False)
    assert not lost


def test_a_reader_that_leaves_ends_the_events_and_nothing_else(pipe, ended):
    reader, writer = pipe
    reader.close()
    lost = []
    events, tally = JsonLines(writer, lost.append), Tally(2)
    for _ in range(3):
        events.graded(ended(), tally)
    events.finished(0, tally, "out")
    assert lost == [GONE]


@pytest.mark.parametrize("text", ["a\nb", "lone \ud800", "\u202eexe", "##[error]x", "🎓"])
def test_text_stays_in_its_line_and_does_nothing(pipe, text):
    reader, writer = pipe
    JsonLines(writer, str).warning(text)
    line = reader.readline()
    assert json.loads(line)["text"] == text.replace("\ud800", r"\ud800")
    assert b"##[" not in line
    assert "\u202e".encode() not in line


def test_nothing_is_written_where_nobody_asked(ended):
    JsonLines(None, str).graded(ended(), Tally(1))
