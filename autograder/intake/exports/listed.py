"""A file's name as it was listed: found again behind what a platform put around it."""

import re
from collections.abc import Mapping

from autograder.intake.candidate import meant_by
from autograder.intake.names import is_archive, printable
from autograder.intake.wanted import required_count, wanted_names
from autograder.model import Assignment

_AGAIN = re.compile(r"-\d+(?=\.[^.]*$)", re.ASCII)


def listed_name(name: str, assignment: Assignment) -> str | None:
    """Return the listed file that `name` is; a suffix as in `optim-1.py` is dropped if need be.

    Of two listed files that are called alike in different folders, neither is meant.
    """
    return _listed(name, assignment) or _listed(_AGAIN.sub("", name), assignment)


def taken_as(names: Mapping[str, str], assignment: Assignment) -> tuple[dict[str, str], list[str]]:
    """Take a single file for the single one that is asked for, as without an export.

    Args:
        names: what each of a student's files is to be read as.
        assignment: what is asked for.

    Returns:
        The same, with such a file renamed, and notes for the student.
    """
    if len(names) == 1 and required_count(assignment) == 1:
        ((raw, title),) = names.items()
        wanted = None if is_archive(title) else meant_by(title, assignment)
        if wanted and wanted != title:
            return {raw: wanted}, [f"{printable(title)} was taken as {wanted!r}"]
    return dict(names), []


def _listed(name: str, assignment: Assignment) -> str | None:
    fitting = [
        wanted
        for wanted in wanted_names(assignment)
        if wanted.rpartition("/")[2].casefold() == name.casefold()
    ]
    return fitting[0] if len(fitting) == 1 else None
