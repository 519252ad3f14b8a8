"""What a class and a regrade share: one job to wherever an executor grades, a whole grade back."""

from collections.abc import Callable
from pathlib import Path

from autograder.grading import Grader
from autograder.journal import open_journal
from autograder.model import AnswerScore, CheckResult, Grade, GradeJob, Submission, Ungraded
from autograder.model.protocols import Perform


def in_this_process(grader: Grader) -> Perform:
    """Return what grades a job with `grader` itself."""

    def here(job: GradeJob, on_result: Callable[[CheckResult], None]) -> Grade:
        return grader.grade(job.submission, done=job.done, answers=job.answers, on_result=on_result)

    return here


def performed(
    grader: Grader,
    perform: Perform,
    submission: Submission,
    answers: tuple[AnswerScore, ...],
    *,
    path: Path,
    key: str,
) -> Grade | Ungraded | None:
    """Return what `perform` gives for `submission`, a grade with its written answers scored.

    What the journal at `path` holds under `key` stands, and so do `answers`.
    """
    if submission.problem is not None:  # what cannot be read needs no place to run
        perform = in_this_process(grader)
    with open_journal(path, key) as journal:
        job = GradeJob(
            submission=submission, done=journal.done, answers=answers, journal=path, key=key
        )
        grade = perform(job, journal.append)
    if not isinstance(grade, Grade) or grade.manifest.rubric_hash == grader.rubric_hash:
        return grade
    # Graded elsewhere, where no scorer is.
    return grader.with_answers(grade, submission, answers)
