"""Progress as a person reads it: a live display on a terminal, plain lines in a log."""

from collections.abc import Callable, Iterator
from typing import Protocol

from rich.console import Console, ConsoleOptions, RenderResult
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from autograder.batch import Graded
from autograder.report.text import inert, line
from autograder.report.words import number

from .tally import Kind, Tally

EACH = 200
"""Of so many submissions each has a line of its own in a log."""
_STEP = 0.02
_SILENCE_SECONDS = 30
_NARROWEST_BAR = 10
_BAR = 40
_STYLES = {
    Kind.FULL: "green",
    Kind.UNREADABLE: "yellow",
    Kind.UNGRADED: "bold yellow",
}


class Display(Protocol):
    """Shows a tally; told of each submission after the tally has counted it."""

    def start(self) -> None:
        """Begin to show."""

    def advance(self, graded: Graded) -> None:
        """Show that one more has ended."""

    def stop(self) -> None:
        """Leave the screen as if nothing had been shown."""


class NoDisplay:
    """Shows nothing: a program reads."""

    def start(self) -> None:
        """Do nothing."""

    def advance(self, graded: Graded) -> None:
        """Do nothing."""

    def stop(self) -> None:
        """Do nothing."""


class LiveDisplay:
    """A few lines that are drawn anew: bar, rate, time left, counts, the last three names."""

    def __init__(self, tally: Tally, console: Console) -> None:
        self._tally = tally
        self._live = Live(
            console=console,
            get_renderable=lambda: _Picture(tally),
            transient=True,
            refresh_per_second=2,
        )

    def start(self) -> None:
        """Begin to draw."""
        self._live.start()

    def advance(self, graded: Graded) -> None:
        """Leave it to the next picture, at most half a second away."""

    def stop(self) -> None:
        """Take the picture off the screen."""
        self._live.stop()


class _Picture:
    """One moment, drawn to the width that there is."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self._head(options.max_width)
        for part in (self._counts(), *map(Text, self._tally.last)):
            part.no_wrap = True
            part.overflow = "ellipsis"
            yield part

    def _head(self, width: int) -> Table | Text:
        tally = self._tally
        count = f"{tally.done:,}/{tally.total:,} "
        words = Text.assemble(count, (tally.pace_in_words() or "starting", "dim"))
        words.no_wrap = True
        words.overflow = "ellipsis"
        room = width - words.cell_len - 1
        if room < _NARROWEST_BAR:
            return words
        grid = Table.grid(padding=(0, 1))
        bar = ProgressBar(max(tally.total, 1), tally.done, width=min(room, _BAR))
        grid.add_row(bar, words)
        return grid

    def _counts(self) -> Text:
        return Text(", ").join(self._parts())

    def _parts(self) -> Iterator[Text]:
        for kind in Kind:
            if self._tally.counts[kind]:
                yield Text(f"{kind} {self._tally.counts[kind]:,}", style=_STYLES.get(kind, ""))
        if self._tally.kept:
            yield Text(self._tally.kept_in_words(), style="dim")


class PlainLines:
    """Lines for a log: each submission of a small class, now and then one of a large class."""

    def __init__(self, tally: Tally, say: Callable[[str], None]) -> None:
        self._tally = tally
        self._say = say
        self._told = 0
        self._told_at = 0.0

    def start(self) -> None:
        """Nothing to begin."""

    def advance(self, graded: Graded) -> None:
        """Print a line if one is due."""
        if self._tally.total <= EACH:
            self._say(_own_line(self._tally, graded))
        elif self._is_due():
            self._told, self._told_at = self._tally.done, self._tally.seconds
            words = [self._tally.counts_in_words(), self._tally.pace_in_words()]
            self._say(f"{_count(self._tally)} {'; '.join(filter(None, words))}")

    def _is_due(self) -> bool:
        tally = self._tally
        enough = tally.done - self._told >= _STEP * tally.total
        silent = tally.seconds - self._told_at >= _SILENCE_SECONDS
        return enough or silent or tally.done == tally.total

    def stop(self) -> None:
        """Nothing to take away."""


def _count(tally: Tally) -> str:
    return f"[{tally.done}/{tally.total}]"


def _own_line(tally: Tally, graded: Graded) -> str:
    grade = graded.grade
    points = f"{number(grade.points)}/{number(grade.max_points)}"
    name = inert(line(grade.submission_id))
    kept = "" if graded.again else ", done already"
    return f"{_count(tally)} {name}: {points} {grade.status}{kept}"
