"""The student's report on a terminal, as something rich can print."""

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from autograder.model import Outcome

from . import words
from .answers import AnswerView
from .cases import Case, cases
from .text import inert, line, pieces
from .view import CheckView, HiddenSummary, StudentView, TaskView

_SIGNS = {Outcome.PASSED: ("✓", "+"), Outcome.ERROR: ("!", "!")}
_FAILED = ("✗", "x")
_STYLES = {Outcome.PASSED: "green", Outcome.ERROR: "yellow", Outcome.SKIPPED: "yellow"}
_BAR = 24
_OUTPUT_LINES = 20

_Part = Text | Table | Padding


def student_terminal(view: StudentView) -> "TerminalReport":
    """Return `view` for `rich.print`; no control character, markup or link passes."""
    return TerminalReport(view)


class TerminalReport:
    """Renders a view; adapts its signs to what the terminal's encoding can show."""

    def __init__(self, view: StudentView) -> None:
        self._view = view

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield from _Page(options.encoding).report(self._view)


class _Page:
    """Makes the parts of a report for one encoding."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding
        self._ascii = not encoding.lower().startswith("utf")

    def _text(self, text: str, style: str = "") -> Text:
        shown = inert(text).encode(self._encoding, "backslashreplace").decode(self._encoding)
        return Text(shown, style=style)

    def _prose(self, text: str, style: str = "") -> Text:
        parts = [self._text(p.text, "bold" if p.code else "") for p in pieces(text)]
        return Text.assemble(*parts, style=style)

    def report(self, view: StudentView) -> Iterator[_Part]:
        yield self._text(view.assignment_title, "bold")
        who = dict.fromkeys((view.student_name or view.student_id, view.submission_id))
        yield self._text(", ".join(who), "dim")
        yield Text()
        yield self._score(view)
        told = (view.late, view.late_when, view.regrade)
        yield from (self._text(part, "yellow") for part in told if part)
        yield from self._banners(view)
        yield from (self._text(note, "yellow") for note in view.notes)
        if view.status != "unreadable":
            for task in view.tasks:
                yield from self._task(task)
        yield from self._answers(view)
        yield from self._decisions(view)

    def _score(self, view: StudentView) -> Text:
        points = view.points_so_far if view.points is None else view.points
        filled = words.share(points, view.max_points) * _BAR // 100
        full, empty = ("#", ".") if self._ascii else ("━", "─")
        so_far = " so far" if view.points is None else ""
        if view.waiting:
            so_far += f", {words.number(view.waiting_points)} wait for a person"
        return Text.assemble(
            (f"{words.number(points)} of {words.number(view.max_points)} points{so_far}  ", "bold"),
            (full * filled, "green"),
            (empty * (_BAR - filled), "dim"),
        )

    def _banners(self, view: StudentView) -> Iterator[Text]:
        if view.status == "error":
            yield self._text(words.OUR_FAULT, "yellow")
        if view.status == "unreadable":
            yield self._text(words.UNREADABLE, "red")
            yield self._text(view.problem)
        if view.waiting:
            yield self._text(words.WAITING, "yellow")
        if not view.isolated:
            yield self._text(words.NOT_ISOLATED, "dim")

    def _task(self, task: TaskView) -> Iterator[_Part]:
        yield Text()
        bonus = " (bonus)" if task.bonus else ""
        yield self._row(self._text(f"{task.title}{bonus}", "bold"), task, "bold")
        for case in cases(task.checks):
            yield from self._case(case)
        hidden = task.hidden_summary
        if hidden:
            label = f"  {words.counted(hidden.count, 'hidden check')}"
            yield self._row(self._text(label, "dim"), hidden)

    def _case(self, case: Case) -> Iterator[_Part]:
        sign = _SIGNS.get(case.outcome, _FAILED)[self._ascii]
        style = _STYLES.get(case.outcome, "red")
        title = self._prose(case.title).append(" (hidden)" if case.hidden else "", "dim")
        # Two columns, so that a long title goes on below itself.
        head = Table.grid(Column(no_wrap=True), Column())
        head.add_row(Text(f"  {sign} {case.words}  ", style), title)
        yield self._row(head, case)
        for check in case.telling:
            yield from (Padding(part, (0, 0, 0, 6)) for part in self._details(check))
        if case.hint and case.outcome is not Outcome.PASSED:
            hint = Text.assemble(("Hint: ", "bold cyan"), self._prose(case.hint))
            yield Padding(hint, (0, 0, 0, 6))

    def _row(
        self,
        label: Text | Table,
        part: TaskView | Case | HiddenSummary | AnswerView,
        style: str = "dim",
    ) -> Table:
        table = Table.grid(expand=True, padding=(0, 0, 0, 2))
        table.add_column(ratio=1)
        table.add_column(justify="right", no_wrap=True)
        points = "-" if part.points is None else words.number(part.points)
        table.add_row(label, Text(f"{points} / {words.number(part.max_points)}", style))
        return table

    def _details(self, check: CheckView) -> Iterator[Text]:
        failed = check.outcome is not Outcome.PASSED
        if failed and check.message:
            yield self._text(check.message)
        elif failed and check.failure:
            yield self._prose(words.sentence(check.failure), "italic")
        if check.diagnosis:
            yield Text.assemble(("Likely cause: ", "bold"), self._prose(check.diagnosis))
        if check.note:
            yield self._prose(check.note, "dim")
        for frame in check.frames:
            where = f"{frame.file}, line {frame.line}"
            inside = f", in {frame.function}" if frame.function else ""
            inside += f": {frame.source}" if frame.source else ""
            yield self._text(f"{where}{inside}", "dim")
        if check.output:
            yield from self._output(check.output)

    def _output(self, output: str) -> Iterator[Text]:
        rows = output.split("\n")
        yield Text("Your code printed:", "dim")
        bar = "| " if self._ascii else "│ "
        for row in rows[:_OUTPUT_LINES]:
            yield Text.assemble((bar, "dim"), self._text(row))
        if len(rows) > _OUTPUT_LINES:
            yield Text(f"{bar}{words.counted(len(rows) - _OUTPUT_LINES, 'more line')}", "dim")

    def _answers(self, view: StudentView) -> Iterator[_Part]:
        for answer in view.answers:
            yield Text()
            yield self._row(self._prose(line(answer.prompt) or answer.question, "bold"), answer)
            yield from (Padding(part, (0, 0, 0, 2)) for part in self._answer(answer))

    def _answer(self, answer: AnswerView) -> Iterator[Text]:
        if answer.points is None:
            yield Text(words.WAITS, "yellow")
        if answer.note:
            yield self._text(answer.note)
        shown = [self._text(p.text, "green" if p.counts else "") for p in answer.passages]
        if shown:
            yield Text.assemble(*shown)
        for item in answer.items:
            earned = f"{words.number(item.points)} / {words.number(item.max_points)}"
            yield Text.assemble((f"{earned}  ", "bold"), self._text(item.statement))
            if item.reason:
                yield self._text(f"       {item.reason}", "dim")
        yield from (self._text(comment, "italic") for comment in answer.comments)

    def _decisions(self, view: StudentView) -> Iterator[Text]:
        for decision in view.decisions:
            points = f"{words.number(decision.points)} points, decided by a person"
            yield self._text(f"{decision.subject}: {points}. {decision.reason}")
