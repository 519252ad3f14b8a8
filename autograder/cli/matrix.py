"""What `verify` prints: the matrix of mistakes by checks, what does not hold, figures."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.text import Text

from autograder.authoring.verify import Mutation, Report, Row
from autograder.model import ExpectedCheck
from autograder.report.text import inert

_SHOWN = ("variant", "mistake")
_WIDE = 200
_MOST_SURVIVORS = 20


def show_report(report: Report, console: Console, out: Path | None) -> None:
    """Print one assignment's report."""
    if not console.is_terminal:
        console.width = _WIDE
    _rule(console, f"{report.slug}: {report.title}" if report.title else report.slug)
    rows = [row for row in report.rows if row.kind in _SHOWN]
    if rows:
        for line in matrix(report.checks, rows):
            console.print(line, no_wrap=True, overflow="crop")
        console.print()
    _show_samples(report, console)
    for note in report.notes:
        console.print(f"note: {inert(note)}", style="dim", markup=False, soft_wrap=True)
    _show_stability(report, console)
    if report.mutation is not None:
        _show_mutation(report.mutation, console)
    for problem in report.problems:
        console.print(f"not judged: {inert(problem)}", style="bold magenta", markup=False,
                      soft_wrap=True)  # fmt: skip
    for finding in report.findings:
        line = Text("✗ ", style="bold red")
        line.append(f"[{finding.rule}] {inert(finding.subject)}: ", style="bold")
        line.append(inert(finding.message), style="not bold")
        console.print(line, soft_wrap=True)
    _show_end(report, console, out)


def matrix(checks: Sequence[ExpectedCheck], rows: Sequence[Row]) -> Iterator[Text]:
    """Yield the lines of the matrix: a column a check, grouped by task, numbered below."""
    ordered = _by_task(checks)
    width = max(len(row.name) for row in rows)
    yield Text.assemble(" " * width, "  lost  ", _header(ordered))
    for row in rows:
        line = Text(f"{row.name:<{width}}", style="red" if row.breaches else "")
        line.append(f" {row.lost:>5g}  ", style="not bold default")
        line.append_text(_cells(ordered, row))
        yield line
    yield Text()
    for number, check in enumerate(ordered, start=1):
        yield Text(f"{number:>3} {check.task}: {check.name} ({check.max_points:g})", style="dim")


def _by_task(checks: Sequence[ExpectedCheck]) -> list[ExpectedCheck]:
    order = {task: place for place, task in enumerate(dict.fromkeys(c.task for c in checks))}
    return sorted(checks, key=lambda check: order[check.task])


def _header(checks: Sequence[ExpectedCheck]) -> Text:
    line, before = Text(style="dim"), ""
    for number, check in enumerate(checks, start=1):
        if before and check.task != before:
            line.append("│")
        line.append(str(number % 10))
        before = check.task
    return line


def _cells(checks: Sequence[ExpectedCheck], row: Row) -> Text:
    line, before = Text(), ""
    for check in checks:
        if before and check.task != before:
            line.append("│", style="dim")
        count = row.failed.get(check.name, 0)
        if not count:
            line.append("·", style="dim")
        elif count == row.runs:
            line.append("#", style="bold yellow")
        else:
            line.append("~", style="bold magenta")
        before = check.task
    return line


def _show_samples(report: Report, console: Console) -> None:
    groups: dict[str, list[Row]] = {}
    for row in report.rows:
        if row.kind not in _SHOWN:
            groups.setdefault(row.kind, []).append(row)
    for kind, rows in groups.items():
        runs = sum(row.runs for row in rows)
        wrong = sum(bool(row.breaches) for row in rows)
        held = "as declared" if not wrong else f"{wrong} not as declared"
        line = f"{kind}: {len(rows)} in {runs} runs, {held}"
        console.print(line, style="red" if wrong else "green", markup=False, soft_wrap=True)


def _show_stability(report: Report, console: Console) -> None:
    stability = report.stability
    if stability is None:
        return
    words = (
        f"stability: {stability.failures} failures in {stability.seeds} runs of the reference; "
        f"with 95 % confidence right work fails some check in under {100 * stability.bound:.2g} % "
        "of runs"
    )
    console.print(words, style="red" if stability.failures else "green", soft_wrap=True)


def _show_mutation(mutation: Mutation, console: Console) -> None:
    left = [one for one in mutation.survivors if not one.equivalent]
    marked = len(mutation.survivors) - len(left)
    console.print(
        f"mutants: {mutation.killed} of {mutation.made - marked} killed "
        f"({100 * mutation.share:.1f} %, {mutation.timed_out} by a time-out), {marked} marked "
        f"equivalent, {len(left)} survive, in {mutation.seconds:.0f} s",
        style="yellow" if left else "green",
        soft_wrap=True,
    )
    for one in left[:_MOST_SURVIVORS]:
        console.print(f"\n{one.place}: {one.change}", style="bold yellow", markup=False)
        console.print(one.diff, markup=False, soft_wrap=True)
    if len(left) > _MOST_SURVIVORS:
        console.print(f"and {len(left) - _MOST_SURVIVORS} more: see the page (-o)")
    for mark in mutation.unused:
        console.print(f"note: {mark}", style="dim", markup=False, soft_wrap=True)


def _show_end(report: Report, console: Console, out: Path | None) -> None:
    where = f"; the matrix as a page: {out}/{report.slug}.html" if out is not None else ""
    if report.holds:
        words, style = f"all holds, in {report.seconds:.0f} s{where}", "bold green"
    else:
        count = len(report.findings) + len(report.problems)
        what = "1 thing does not hold" if count == 1 else f"{count} things do not hold"
        words, style = f"{what}, in {report.seconds:.0f} s{where}", "bold red"
    console.print(f"{report.slug}: {words}", style=style, markup=False, soft_wrap=True)


def _rule(console: Console, title: str) -> None:
    console.print(Text(inert(title), style="bold underline"))
