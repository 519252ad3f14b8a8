"""The report of a regrade for the course staff: one page, and the same as Markdown."""

from collections.abc import Iterator

from autograder.report import counted, number
from autograder.report.html import page
from autograder.report.markdown import prose
from autograder.report.text import line

from .differences import Difference, PointsDifference
from .records import CheckTally, ClassRegrade, Direction, StudentRegrade
from .whole_checks import WholeCheck, whole_checks

HEADINGS: dict[Direction, str] = {
    "down": "Goes down",
    "up": "Goes up",
    "kept": "Kept by --never-lower",
    "same": "Same total, other parts",
    "waits": "Waits for a person",
    "first": "Had no total, or has none now",
    "ours": "Not graded again, through a fault of ours",
    "not comparable": "Not comparable",
}
EXPLAINED: dict[Direction, str] = {
    "kept": "The corrected grading gives less; the student keeps the points.",
    "waits": "An answer that counted before is read by a person now; nothing else was lost.",
    "ours": "The old grade stands. Run the same command again.",
    "not comparable": "The old grade stands. Say where the work is with --submissions.",
}
"""What to do, or what it means, where the heading does not say it."""


def regrade_html(regrade: ClassRegrade) -> str:
    """Return the page of a regrade."""
    return page(
        "regrade.html.j2",
        title=f"{'Preview of a regrade' if regrade.preview else 'Regrade'}: {line(regrade.title)}",
        package="autograder.regrading",
        regrade=regrade,
        figures=tuple(figures(regrade)),
        tables=by_reason(regrade),
        groups=tuple(groups(regrade)),
        explained=EXPLAINED,
        quoted=quoted,
        alike=alike,
        changed_parts=changed_parts,
        told_of=told_of,
        several_reasons=several_reasons(regrade),
    )


def headline(regrade: ClassRegrade) -> str:
    """Return the regrade in one line: `3 of 30 grades change: 2 up, 1 down`."""
    counts, total = regrade.counts, len(regrade.students)
    changed = len(regrade.changed)
    parts = [f"{counts[kind]} {word}" for kind, word in _SHORT.items() if counts.get(kind)]
    told = f": {', '.join(parts)}" if parts else ""
    if not changed and not parts:
        return f"no grade changes; {counted(total, 'submission')} looked at"
    would = "would change" if regrade.preview else "changed"
    return f"{changed} of {counted(total, 'grade')} {would}{told}"


_SHORT: dict[Direction, str] = {
    "up": "up",
    "down": "down",
    "kept": "kept",
    "waits": "waiting",
    "first": "new",
    "ours": "not graded again (our fault)",
    "not comparable": "not comparable",
}


_FIGURES: dict[Direction, str] = {
    "up": "Go up",
    "down": "Go down",
    "kept": "Kept",
    "waits": "Wait",
    "first": "Total new or gone",
    "ours": "Our fault",
    "not comparable": "Not comparable",
    "same": "Same total",
}


def figures(regrade: ClassRegrade) -> Iterator[tuple[str, int]]:
    """Yield how many went each way; of the rare ways only those that somebody goes."""
    for kind, label in _FIGURES.items():
        count = regrade.counts.get(kind, 0)
        if count or kind in ("up", "down", "same"):
            yield label, count


def groups(regrade: ClassRegrade) -> Iterator[tuple[Direction, str, list[StudentRegrade]]]:
    """Yield each direction with its heading and students; those without a change are left out."""
    changed = set(map(id, regrade.changed))
    for direction, heading in HEADINGS.items():
        found = [one for one in regrade.students if one.direction == direction]
        if direction == "same":
            found = [one for one in found if id(one) in changed]
        if found:
            yield direction, heading, found


def by_reason(regrade: ClassRegrade) -> dict[str, list[CheckTally]]:
    """Return the checks that differ by why; the reason is empty if it is the only cause of all."""
    found: dict[str, list[CheckTally]] = {}
    for check in regrade.checks:
        found.setdefault("; or: ".join(check.reasons), []).append(check)
    causes = [what for _, what, _ in regrade.causes]
    if len(causes) == 1 and list(found) == causes:
        return {"": found[causes[0]]}
    return found


def several_reasons(regrade: ClassRegrade) -> frozenset[str]:
    """Return the checks that differ for other reasons from student to student."""
    return frozenset(check.name for check in regrade.checks if len(check.reasons) > 1)


def quoted(students: list[StudentRegrade]) -> tuple[str, str]:
    """Return whose page is quoted, and the sentence: one of a group stands for all of it."""
    reading = [one for one in students if one.sentence]
    if not reading:
        return "", ""
    name = called(reading[0])
    whose = f"{name} reads:" if len(reading) == 1 else f"Each reads a sentence like {name}'s:"
    return whose, reading[0].sentence


def called(one: StudentRegrade) -> str:
    """Return the name of a student, or what stands for it."""
    return one.student.name or one.student.id


def alike(students: list[StudentRegrade]) -> list[list[StudentRegrade]]:
    """Return `students`, those of whom the same is told together."""
    found: dict[object, list[StudentRegrade]] = {}
    for one in students:
        parts = one.difference
        told = parts and (parts.tasks, parts.questions, parts.checks, parts.lost_overrides)
        found.setdefault((one.problem, told), []).append(one)
    return list(found.values())


Part = tuple[PointsDifference | None, tuple[WholeCheck, ...]]
"""A task or a question with its checks that differ; None: checks of tasks that do not."""


def changed_parts(found: Difference) -> Iterator[Part]:
    """Yield what differs for one student, each check under its task."""
    checks = whole_checks(found.checks)
    moved = {task.id for task in found.tasks}
    for task in found.tasks:
        yield task, tuple(check for check in checks if check.task == task.id)
    for question in found.questions:
        yield question, ()
    if rest := tuple(check for check in checks if check.task not in moved):
        yield None, rest


def told_of(part: PointsDifference | None, check: WholeCheck) -> str:
    """Return a check's sentence, its points unless they are its task's, and its outcomes."""
    points = _points(check)
    told = "" if part and points == _points(part) else f" {points},"
    return f"{(check.title or check.name).rstrip('.')}:{told} {check.outcomes}"


def _points(one: Difference | PointsDifference | WholeCheck) -> str:
    return f"{number(one.before)} → {number(one.after)}"


def regrade_markdown(regrade: ClassRegrade) -> str:
    """Return the report as Markdown, for a pull request or an e-mail among the staff."""
    return "\n\n".join(block for block in _blocks(regrade) if block) + "\n"


def _blocks(regrade: ClassRegrade) -> Iterator[str]:
    kind = "Preview of a regrade" if regrade.preview else "Regrade"
    yield f"# {kind}: {prose(line(regrade.title))}"
    yield f"**{headline(regrade)}**"
    reason = f" Reason: {prose(regrade.reason)}" if regrade.reason else ""
    yield f"{regrade.at:%Y-%m-%d %H:%M} UTC.{reason}"
    if regrade.preview:
        yield "Nothing was stored."
    yield "\n".join(_causes(regrade))
    yield from _tables(regrade)
    several = several_reasons(regrade)
    for direction, heading, students in groups(regrade):
        yield f"## {heading} ({len(students)})"
        yield EXPLAINED.get(direction, "")
        whose, sentence = quoted(students)
        yield f"> **{prose(whose)}** {prose(sentence)}" if sentence else ""
        yield "\n".join(row for same in alike(students) for row in _alike(same, several))


def _causes(regrade: ClassRegrade) -> Iterator[str]:
    if regrade.causes:
        yield "## What is not as it was\n"
    for kind, what, count in regrade.causes:
        yield f"- {kind}: {prose(what)} ({counted(count, 'grade')})"


def _tables(regrade: ClassRegrade) -> Iterator[str]:
    if regrade.checks:
        yield "## Checks that differ"
    for reason, checks in by_reason(regrade).items():
        yield f"{prose(reason)}:" if reason else ""
        rows = ["| Check | Up | Down | Other |", "|---|---:|---:|---:|"]
        for check in checks:
            name = prose(check.name).replace("|", "\\|")
            rows.append(f"| {name} | {check.up} | {check.down} | {check.other} |")
        yield "\n".join(rows)


def _alike(students: list[StudentRegrade], several: frozenset[str]) -> Iterator[str]:
    first = students[0]
    yield f"- {', '.join(map(_total, students))}"
    if first.problem:
        yield f"  - {prose(line(first.problem, 1_000))}"
    if first.difference:
        yield from (f"  {row}" for row in _changes(first.difference, several))


def _total(one: StudentRegrade) -> str:
    name, found = f"**{prose(called(one))}**", one.difference
    if called(one) != one.submission_id:
        name += f" ({prose(one.submission_id)})"
    if not found:
        return name
    kept = f" ({number(one.kept)} of them kept)" if one.kept else ""
    return f"{name} {_points(found)} of {number(found.max_after)}{kept}"


def _changes(found: Difference, several: frozenset[str]) -> Iterator[str]:
    for part, checks in changed_parts(found):
        if part:
            yield f"- {prose(line(part.title))}: {_points(part)}"
        for check in checks:
            why = f" ({check.because})" if check.name in several else ""
            yield f"{'  ' if part else ''}- {prose(told_of(part, check) + why)}"
    for override in found.lost_overrides:
        yield f"- decision of {prose(override.by)} on {prose(override.target)} fits no more"
