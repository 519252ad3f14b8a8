"""The student's report as Markdown, for a pull request, a job summary or an e-mail.

Hostile text can make no link, image, HTML, mention or heading, and cannot leave its
fence: one-line text is escaped or set as code, anything longer stands in a fence.
"""

import re
from collections.abc import Iterator

from autograder.model import Outcome

from . import words
from .answers import AnswerView
from .cases import Case, cases
from .text import clipped, inert, line, pieces
from .view import CheckView, StudentView, TaskView

_OUTPUT = 2_000
"""Characters of a check's output that are shown: a page cannot be folded here."""
_MARKS = {Outcome.PASSED: "✅", Outcome.ERROR: "⚠️"}
_PUNCTUATION = re.compile(r"([\\`*_{}\[\]<>~&$])|^[#+=-]")
"""What acts anywhere in a line, and what acts at its start."""
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?!\d)")
"""What begins a numbered list."""
_LIVE = re.compile(r"[@:]|www\.|#\d", re.IGNORECASE)
"""What GitHub would turn into a link, a mention, an issue or an emoji by itself."""
_COLON = re.compile(r"\(?\w[\w-]*:")
"""A plain word before a colon, as in `Total:`."""


def student_markdown(view: StudentView) -> str:
    """Return `view` as Markdown."""
    return "\n\n".join(block for block in _report(view) if block) + "\n"


def _report(view: StudentView) -> Iterator[str]:
    yield f"# {prose(view.assignment_title)}"
    yield f"{prose(view.student_name or view.student_id)} · submission {code(view.submission_id)}"
    yield f"**{_total(view)}**"
    if view.late:
        yield prose("; ".join(part for part in (view.late, view.late_when) if part))
    if view.regrade:
        yield f"> {prose(view.regrade)}"
    yield from _banners(view)
    yield from (f"> {prose(line(note, 1_000))}" for note in view.notes)
    yield _overview(view)
    if view.status != "unreadable":
        for task in view.tasks:
            yield from _task(task)
    yield from _answers(view)
    yield from _decisions(view)


def _total(view: StudentView) -> str:
    maximum = words.number(view.max_points)
    if view.points is None:
        waiting = f", {words.number(view.waiting_points)} wait for a person" if view.waiting else ""
        return f"{words.number(view.points_so_far)} of {maximum} points so far{waiting}"
    return f"{words.number(view.points)} of {maximum} points"


def _banners(view: StudentView) -> Iterator[str]:
    if view.status == "error":
        yield f"> ⚠️ {words.OUR_FAULT}"
    if view.status == "unreadable":
        yield f"> ❌ {words.UNREADABLE}"
        yield fence(view.problem)
    if view.waiting:
        yield f"> {words.WAITING}"
    if not view.isolated:
        yield f"> ⚠️ {words.NOT_ISOLATED}"


def _overview(view: StudentView) -> str:
    rows = [f"| {_cell(task.title)} | {_points(task)} |" for task in view.tasks]
    if view.answers:
        earned, most = words.number(view.answer_points), words.number(view.max_answer_points)
        rows.append(f"| Written answers | {earned} / {most}{' so far' if view.waiting else ''} |")
    return "\n".join(["| Task | Points |", "|---|---:|", *rows]) if rows else ""


def _points(part: TaskView | Case | AnswerView) -> str:
    return f"{words.number(part.points)} / {words.number(part.max_points)}"


def _task(task: TaskView) -> Iterator[str]:
    bonus = " (bonus)" if task.bonus else ""
    yield f"## {prose(task.title)}{bonus}: {_points(task)}"
    yield "\n".join(text for case in cases(task.checks) for text in _case(case))
    hidden = task.hidden_summary
    if hidden:
        earned = f"{words.number(hidden.points)} / {words.number(hidden.max_points)}"
        yield f"{words.counted(hidden.count, 'hidden check')}: {earned} points"


def _case(case: Case) -> Iterator[str]:
    hidden = ", hidden" if case.hidden else ""
    mark = _MARKS.get(case.outcome, "❌")
    yield f"- {mark} **{case.words}** ({_points(case)}{hidden}): {prose(case.title)}"
    for check in case.telling:
        for part in _details(check):
            yield _indented(part)
    if case.hint and case.outcome is not Outcome.PASSED:
        yield _indented(f"Hint: {prose(line(case.hint, 2_000))}")


def _details(check: CheckView) -> Iterator[str]:
    if check.failure and not check.message:
        yield words.sentence(check.failure)
    if check.outcome is not Outcome.PASSED and check.message:
        yield fence(check.message)
    if check.diagnosis:
        yield f"Likely cause: {prose(line(check.diagnosis, 2_000))}"
    if check.note:
        yield prose(check.note)
    for frame in check.frames:
        where = f"{frame.file}, line {frame.line}"
        inside = f", in {frame.function}" if frame.function else ""
        yield code(f"{where}{inside}: {frame.source}" if frame.source else where)
    if check.output:
        yield "Your code printed:"
        yield fence(clipped(check.output, _OUTPUT))


def _answers(view: StudentView) -> Iterator[str]:
    if view.answers:
        yield "## Written answers"
    for answer in view.answers:
        yield from _answer(answer)


def _answer(answer: AnswerView) -> Iterator[str]:
    yield f"### {prose(line(answer.prompt, 2_000) or answer.question)}"
    yield f"**{_points(answer)}**" if answer.points is not None else words.WAITS
    if answer.note:
        yield prose(line(answer.note, 1_000))
    yield fence("".join(passage.text for passage in answer.passages))
    counted = [passage.text for passage in answer.passages if passage.counts]
    yield "\n".join(f"- Counts: {code(text)}" for text in counted)
    for item in answer.items:
        reason = f" {prose(line(item.reason, 1_000))}" if item.reason else ""
        earned = f"{words.number(item.points)} / {words.number(item.max_points)}"
        yield f"- {earned}: {prose(item.statement)}{reason}"
    yield from (f"> {prose(line(comment, 2_000))}" for comment in answer.comments)


def _decisions(view: StudentView) -> Iterator[str]:
    if view.decisions:
        yield "## Decided by a person"
    for decision in view.decisions:
        points = f"{words.number(decision.points)} points"
        yield f"- {prose(decision.subject)}: {points}. {prose(line(decision.reason, 2_000))}"


def _indented(text: str) -> str:
    return "\n" + "\n".join(f"  {row}" if row else "" for row in text.split("\n"))


def _cell(text: str) -> str:
    return prose(text).replace("|", "\\|")


def prose(text: str) -> str:
    """Return one line of Markdown that reads as `text`; code between backticks stays code."""
    return "".join(
        code(piece.text) if piece.code else _escaped(piece.text) for piece in pieces(inert(text))
    )


def _escaped(text: str) -> str:
    return "".join(_word(word) for word in re.split(r"(\s+)", text))


def _word(word: str) -> str:
    if _LIVE.search(word) and not _COLON.fullmatch(word):
        return code(word)
    return _NUMBERED.sub(r"\1\\\2", _PUNCTUATION.sub(r"\\\g<0>", word))


def code(text: str) -> str:
    """Return `text` as a code span that no backtick of its own can close."""
    shown = line(inert(text))
    ticks = "`" * (_longest_run(shown) + 1)
    padding = " " if "`" in shown else ""
    return f"{ticks}{padding}{shown or ' '}{padding}{ticks}"


def fence(text: str) -> str:
    """Return `text` as a fenced block that no line of its own can close."""
    if not text:
        return ""
    shown = inert(text)
    ticks = "`" * max(3, _longest_run(shown) + 1)
    return f"{ticks}text\n{shown}\n{ticks}"


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)
