"""What a person sees while a class is graded: a bar on a terminal, plain lines elsewhere."""

import json
import sys
import time
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from autograder.batch import Graded
from autograder.report.text import inert, line
from autograder.report.words import number

WIDE = 160
"""Columns of a table that goes to a file or a log."""


class Progress:
    """Progress goes to standard error, results to standard output."""

    def __init__(self, total: int, *, quiet: bool = False) -> None:
        self._total = total
        self._quiet = quiet
        self._done = 0
        self._kept = 0
        self._started = time.monotonic()
        self._console = Console(file=sys.stderr, highlight=False)
        self._out = Console(highlight=False)
        if not self._out.is_terminal:
            self._out.width = WIDE
        self._bar = Bar(
            TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
            TextColumn("{task.fields[name]}"), console=self._console, transient=True,
        )  # fmt: skip
        self._task = self._bar.add_task("grading", total=total, name="")
        self._live = self._console.is_terminal and not quiet

    def __enter__(self) -> Self:
        if self._live:
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()
        seconds = time.monotonic() - self._started
        kept = f", {self._kept} were done already" if self._kept else ""
        self.say(f"{self._done} of {self._total} submissions in {seconds:.1f} s{kept}")

    def advance(self, graded: Graded) -> None:
        """Count one more submission."""
        self._done += 1
        self._kept += not graded.again
        grade = graded.grade
        name = inert(line(grade.submission_id))
        if self._live:
            self._bar.update(self._task, advance=1, name=name)
        else:
            words = f"{number(grade.points)}/{number(grade.max_points)} {grade.status}"
            self.say(f"[{self._done}/{self._total}] {name}: {words}")

    def say(self, text: str) -> None:
        """Print one line for the person who waits."""
        if not self._quiet:
            self._console.print(text, markup=False, soft_wrap=True)

    def warn(self, text: str) -> None:
        """Print a warning that nobody overlooks."""
        self._console.print(text, style="bold yellow", markup=False, soft_wrap=True)

    def show(self, renderable: Any) -> None:
        """Print a result."""
        self._out.print(renderable, markup=False, soft_wrap=isinstance(renderable, str))

    def print_json(self, value: Any) -> None:
        """Print a result for programs."""
        self._out.file.write(json.dumps(value, indent=2) + "\n")
