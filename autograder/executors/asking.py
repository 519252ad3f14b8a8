"""What a class and a regrade share: one job to wherever an executor grades, a whole grade back."""

from collections.abc import Callable

from autograder.grading import Grader
from autograder.model import CheckResult, Grade, GradeJob, Ungraded
from autograder.model.protocols import Perform


def in_this_process(grader: Grader) -> Perform:
    """Return what grades a job with `grader` itself."""

    def here(job: GradeJob, on_result: Callable[[CheckResult], None]) -> Grade:
        return grader.grade(job.submission, done=job.done, answers=job.answers, on_result=on_result)

    return here


def performed(
    grader: Grader, perform: Perform, job: GradeJob, on_result: Callable[[CheckResult], None]
) -> Grade | Ungraded | None:
    """Return what `perform` gives for `job`, a grade with its written answers scored."""
    submission = job.submission
    if submission.problem is not None:  # what cannot be read needs no place to run
        perform = in_this_process(grader)
    grade = perform(job, on_result)
    if not isinstance(grade, Grade) or grade.manifest.rubric_hash == grader.rubric_hash:
        return grade
    # Graded elsewhere, where no scorer is.
    return grader.with_answers(grade, submission, job.answers)
