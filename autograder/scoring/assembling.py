"""All that is known of one submission -> its Grade."""

from collections.abc import Iterable

from autograder.model import (
    AnswerScore,
    Assignment,
    CheckResult,
    Grade,
    Manifest,
    Outcome,
    Submission,
)

from .checks import score_tasks
from .late import lateness_of


def assembled(
    assignment: Assignment,
    submission: Submission,
    checks: tuple[CheckResult, ...],
    answers: tuple[AnswerScore, ...],
    manifest: Manifest,
    *,
    problem: str,
    notes: Iterable[str],
) -> Grade:
    """Return the grade; its status is `error` if our fault kept a check from running.

    `problem` says why there is no full result; if it is empty, the first such check says it.
    """
    ours = [check for check in checks if check.outcome is Outcome.ERROR]
    status = "unreadable" if submission.problem is not None else "error" if ours else "graded"
    return Grade(
        submission_id=submission.id,
        student=submission.student,
        submitted_at=submission.submitted_at,
        late=submission.late,
        lateness=lateness_of(assignment.late, submission),
        assignment=assignment.slug,
        assignment_title=assignment.title,
        assignment_version=assignment.version,
        status=status,
        problem=problem or (ours[0].message if ours else ""),
        notes=(*submission.notes, *notes),
        tasks=score_tasks(assignment, checks),
        checks=checks,
        rubric=answers,
        feedback_hidden=assignment.feedback.hidden,
        feedback_written=assignment.written.show,
        manifest=manifest,
    )
