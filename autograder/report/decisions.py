"""What people decided about a grade, in words that name no hidden check."""

from autograder.model import Grade, Override, Record

from .text import block, line


class Decision(Record):
    """One override that counts, as its student reads it: what, how much, and why."""

    subject: str
    points: float
    reason: str


def decisions(grade: Grade) -> tuple[Decision, ...]:
    """Return the overrides of `grade` that count, in the order of their first decision.

    Who decided, and what was decided and taken back, stay with the staff. What was
    decided of a written answer is told beside the answer.
    """
    standing = {override.target: override for override in grade.overrides}
    return tuple(
        Decision(
            subject=_subject(grade, override),
            points=override.points,
            reason=block(override.reason, 2_000),
        )
        for override in standing.values()
        if override.target.partition(":")[0] not in ("question", "rubric")
    )


def _subject(grade: Grade, override: Override) -> str:
    kind, _, name = override.target.partition(":")
    if kind == "task":
        titles = [task.title for task in grade.tasks if task.id == name]
        return f"Task {line(titles[0] if titles else name)}"
    if kind == "check":
        return check_subject(grade, name)
    return "Total"


def check_subject(grade: Grade, name: str) -> str:
    """Return a check's sentence, or as little as the course shows of a hidden one."""
    found = [check for check in grade.checks if check.name == name]
    if not found or (found[0].hidden and grade.feedback_hidden != "hint"):
        return "A hidden check"
    title = line(found[0].title)
    public = line(found[0].name)
    return title or ("A hidden check" if found[0].hidden else public)
