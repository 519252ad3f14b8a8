"""The report of a regrade for the course staff: one page, and the same as Markdown."""

from collections.abc import Iterator

from autograder.report import counted, number
from autograder.report.html import page
from autograder.report.markdown import prose
from autograder.report.text import line

from .differences import CheckDifference
from .records import ClassRegrade, Direction, StudentRegrade

HEADINGS: dict[Direction, str] = {
    "down": "Goes down",
    "up": "Goes up",
    "kept": "Kept by --never-lower",
    "same": "Same total, other parts",
    "waits": "Waits for a person",
    "first": "Has a total now, or had none",
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
        headline=headline(regrade),
        groups=tuple(groups(regrade)),
        explained=EXPLAINED,
        outcomes=outcomes,
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


def groups(regrade: ClassRegrade) -> Iterator[tuple[Direction, str, list[StudentRegrade]]]:
    """Yield each direction with its heading and students; those without a change are left out."""
    changed = set(map(id, regrade.changed))
    for direction, heading in HEADINGS.items():
        found = [one for one in regrade.students if one.direction == direction]
        if direction == "same":
            found = [one for one in found if id(one) in changed]
        if found:
            yield direction, heading, found


def outcomes(check: CheckDifference) -> str:
    """Return `failed → passed`, `new: passed` or `failed: taken out`."""
    if check.outcome_before is None:
        return f"new: {check.outcome_after}"
    if check.outcome_after is None:
        return f"{check.outcome_before}: taken out"
    if check.outcome_before is check.outcome_after:
        return str(check.outcome_after)
    return f"{check.outcome_before} → {check.outcome_after}"


def regrade_markdown(regrade: ClassRegrade) -> str:
    """Return the report as Markdown, for a pull request or an e-mail among the staff."""
    return "\n\n".join(block for block in _blocks(regrade) if block) + "\n"


def _blocks(regrade: ClassRegrade) -> Iterator[str]:
    kind = "Preview of a regrade" if regrade.preview else "Regrade"
    yield f"# {kind}: {prose(line(regrade.title))}"
    yield f"**{headline(regrade)}**"
    reason = f" Reason, as students read it: {prose(regrade.reason)}" if regrade.reason else ""
    yield f"{regrade.at:%Y-%m-%d %H:%M} UTC.{reason}"
    if regrade.preview:
        yield "Nothing was stored."
    yield "\n".join(_causes(regrade))
    yield "\n".join(_tallies(regrade))
    for direction, heading, students in groups(regrade):
        yield f"## {heading} ({len(students)})"
        yield EXPLAINED.get(direction, "")
        yield "\n".join(row for one in students for row in _student(one))


def _causes(regrade: ClassRegrade) -> Iterator[str]:
    if regrade.causes:
        yield "## What is not as it was\n"
    for kind, what, count in regrade.causes:
        yield f"- {kind}: {prose(what)} ({counted(count, 'grade')})"


def _tallies(regrade: ClassRegrade) -> Iterator[str]:
    if regrade.checks:
        yield "## Checks\n\n| Check | Up | Down | Other | Why |\n|---|---:|---:|---:|---|"
    for check in regrade.checks:
        name, why = (prose(text).replace("|", "\\|") for text in (check.name, check.because))
        yield f"| {name} | {check.up} | {check.down} | {check.other} | {why} |"


def _student(one: StudentRegrade) -> Iterator[str]:
    found = one.difference
    name = prose(one.student.name or one.student.id)
    if found is None:
        yield f"- **{name}** ({prose(one.submission_id)}): {prose(line(one.problem, 1_000))}"
        return
    total = f"{number(found.before)} → {number(found.after)} of {number(found.max_after)}"
    yield f"- **{name}** ({prose(one.submission_id)}): {total}"
    for part in (*found.tasks, *found.questions):
        yield f"  - {prose(line(part.title))}: {number(part.before)} → {number(part.after)}"
    for check in found.checks:
        points = f"{number(check.before)} → {number(check.after)}"
        told = prose(f"{outcomes(check)}, {check.because}")
        yield f"  - {prose(check.name)}: {points} ({told})"
    for override in found.lost_overrides:
        yield f"  - decision of {prose(override.by)} on {prose(override.target)} fits no more"
    if one.sentence:
        yield f"  - The student reads: {prose(one.sentence)}"
