"""What is told while a class is graded, and to whom: a person, a log, a program."""

import json
import sys
from types import TracebackType
from typing import Any, Self

from rich.console import Console

from autograder.batch import Graded
from autograder.model import Assignment

from .displays import Display, LiveDisplay, NoDisplay, PlainLines
from .events import JsonLines
from .tally import Tally, span

WIDE = 160
"""Columns of a table that goes to a file or a log."""


class Progress:
    """Progress goes to standard error, results and events to standard output.

    Args:
        total: how many submissions there are.
        quiet: a program reads: nothing is said but warnings.
        json_lines: events go to standard output, and no words.
    """

    def __init__(self, total: int, *, quiet: bool = False, json_lines: bool = False) -> None:
        self._quiet = quiet or json_lines
        self._console = Console(file=sys.stderr, highlight=False)
        self._out = Console(highlight=False)
        if not self._out.is_terminal:
            self._out.width = WIDE
        self.tally = Tally(total)
        self._events = JsonLines(sys.stdout.buffer if json_lines else None, self._warn_person)
        self._display = self._chosen_display(quiet=quiet, json_lines=json_lines)

    def _chosen_display(self, *, quiet: bool, json_lines: bool) -> Display:
        # Not `Console.is_terminal`: where FORCE_COLOR is set, a build's log would be one.
        is_terminal = sys.stderr.isatty() and not self._console.is_dumb_terminal
        if quiet or (json_lines and (sys.stdout.isatty() or not is_terminal)):
            return NoDisplay()
        if is_terminal:
            return LiveDisplay(self.tally, self._console)
        return PlainLines(self.tally, self.say)

    def __enter__(self) -> Self:
        self.tally.start()
        self._display.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._display.stop()
        if kind is not None:
            left = issubclass(kind, KeyboardInterrupt | GeneratorExit)
            reason = "interrupted" if left else kind.__name__
            self._events.stopped(reason, self.tally)
        tally = self.tally
        counts = tally.counts_in_words()
        words = f"{tally.done} of {tally.total} submissions in {span(tally.seconds)}"
        self.say(f"{words}: {counts}" if counts else words)

    def advance(self, graded: Graded) -> None:
        """Count one more submission."""
        self.tally.add(graded)
        self._display.advance(graded)
        self._events.graded(graded, self.tally)

    def began(self, assignment: Assignment, out: str) -> None:
        """Tell a program what is about to be graded."""
        self._events.started(assignment, out, self.tally.total)

    def ended(self, code: int, out: str) -> None:
        """Tell a program how it ended."""
        self._events.finished(code, self.tally, out)

    def say(self, text: str) -> None:
        """Print one line for the person who waits."""
        if not self._quiet:
            self._console.print(text, markup=False, soft_wrap=True)

    def warn(self, text: str) -> None:
        """Print a warning that nobody overlooks."""
        self._warn_person(text)
        self._events.warning(text)

    def _warn_person(self, text: str) -> None:
        self._console.print(text, style="bold yellow", markup=False, soft_wrap=True)

    def show(self, renderable: Any) -> None:
        """Print a result."""
        self._out.print(renderable, markup=False, soft_wrap=isinstance(renderable, str))

    def print_json(self, value: Any) -> None:
        """Print a result for programs."""
        self._out.file.write(json.dumps(value, indent=2) + "\n")
