"""Which scorer reads the written answers of an assignment."""

from autograder.model import Assignment, Scorer


def open_scorer_of(assignment: Assignment) -> Scorer | None:
    """Open the scorer that the assignment asks for; None if it asks for no written answer.

    Raises:
        SpecError: no scorer has that name, or none can run.
    """
    if not assignment.rubric:
        return None
    from autograder.rubric.chain import open_scorer  # noqa: PLC0415 - reads a model

    return open_scorer(assignment.written.scorers)
