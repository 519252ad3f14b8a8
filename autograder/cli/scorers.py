"""Which scorer reads the written answers of an assignment."""

from autograder.model import Assignment, Scorer


def open_scorer_of(assignment: Assignment) -> Scorer | None:
    """Open the scorer that the assignment asks for; None if it asks for no written answer.

    Raises:
        SpecError: no scorer has that name, none can run, or its calibration is not for it.
    """
    if not assignment.rubric:
        return None
    from autograder.rubric import open_scorer  # noqa: PLC0415 - it reads a model

    wanted = assignment.written
    scorer = open_scorer(wanted.scorers)
    if not wanted.calibration:
        return scorer
    from .calibration import open_calibrated  # noqa: PLC0415 - only where a course has learnt a scale

    file = assignment.folder / wanted.calibration
    return open_calibrated(scorer, file, tolerance=wanted.tolerance)
