import io
import re

import pytest
from rich.console import Console

from autograder.cli.displays import LiveDisplay, PlainLines
from autograder.cli.tally import Tally

HOSTILE = (
    "\x1b[2J\x1b]0;gone\x07",
    "\u202etxt.exe",
    "[bold]x[/]",
    "::error::x",
    "a\nb",
    "🎓👩‍🎓",
    "שלום",
)


def picture(tally, width=100, *, colour=True):
    """Return what a terminal of `width` shows of `tally`, and the bytes that it got."""
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, width=width, height=20, no_color=not colour)
    display = LiveDisplay(tally, console)
    display.start()
    display.stop()
    sent = file.getvalue()
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", sent)
    return [part.rstrip() for part in re.split(r"[\r\n]+", shown) if part.strip()], sent


def test_a_terminal_shows_count_rate_time_outcomes_and_names(ended, clock):
    tally = Tally(200, clock)
    for name in ("ada", "bo", "chi", "dan"):
        clock.now += 6
        tally.add(ended(name, points=12))
    tally.add(ended("eve", points=None, status="error"))
    head, counts, *last = picture(tally)[0][-5:]
    assert re.search(r"━+ 5/200 12 a minute, about 16 min left", head)
    assert counts == "partial 4, not graded 1"
    assert last == ["not graded: eve", "12/20 dan", "12/20 chi"]


@pytest.mark.parametrize("width", [20, 40, 60, 100])
def test_no_line_is_wider_than_the_terminal(ended, clock, width):
    tally = Tally(2000, clock)
    clock.now += 600
    for points in (20, 12, 0, 12):
        tally.add(ended("n" * 300, points=points))
    tally.add(ended("u", points=0, status="unreadable"))
    lines, _ = picture(tally, width)
    assert len(lines) == 5
    assert max(map(len, lines)) <= width
    assert lines[0].partition("/")[0].endswith("5")


def test_nothing_is_coloured_where_colour_is_not_wanted(ended):
    tally = Tally(2)
    tally.add(ended())
    coloured = re.compile(r"\x1b\[(?:\d+;)*[349]\d")
    assert coloured.search(picture(tally)[1])
    assert not coloured.search(picture(tally, colour=False)[1])


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_does_nothing_to_a_terminal(ended, name):
    tally = Tally(2)
    tally.add(ended(name))
    lines, sent = picture(tally)
    assert len(lines) == 3
    assert lines[-1].startswith("20/20 ")
    assert "\x1b]" not in sent
    assert "\x1b[2J" not in sent
    assert not set(lines[-1]) & {"\x1b", "\x07", "\u202e"}


def plain(tally, graded, clock, seconds):
    lines = []
    display = PlainLines(tally, lines.append)
    display.start()
    for one in graded:
        clock.now += seconds
        tally.add(one)
        display.advance(one)
    display.stop()
    return lines


def test_in_a_log_each_submission_of_a_small_class_has_a_line(ended, clock):
    graded = [ended("ada", points=12), ended("bo", again=False)]
    assert plain(Tally(200, clock), graded, clock, 1) == [
        "[1/200] ada: 12/20 graded",
        "[2/200] bo: 20/20 graded, done already",
    ]


def test_in_a_log_a_large_class_has_a_line_for_each_fiftieth(ended, clock):
    lines = plain(Tally(2000, clock), [ended()] * 2000, clock, 0.01)
    assert len(lines) == 50
    assert lines[0].startswith("[40/2000] full marks 40; ")
    assert lines[-1].startswith("[2000/2000] full marks 2,000; ")


def test_a_log_of_a_slow_class_is_never_silent_for_long(ended, clock):
    lines = plain(Tally(2000, clock), [ended()] * 30, clock, 10)
    assert lines[0] == "[3/2000] full marks 3; 6.0 a minute, about 5 h 33 min left"
    assert len(lines) == 10
