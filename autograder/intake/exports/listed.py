"""A file's name as it was listed: found again behind what a platform put around it."""

import re

from autograder.intake.wanted import wanted_names
from autograder.model import Assignment

_AGAIN = re.compile(r"-\d+(?=\.[^.]*$)", re.ASCII)


def listed_name(name: str, assignment: Assignment) -> str | None:
    """Return the listed file that `name` is; a suffix as in `optim-1.py` is dropped if need be.

    Of two listed files that are called alike in different folders, neither is meant.
    """
    return _listed(name, assignment) or _listed(_AGAIN.sub("", name), assignment)


def _listed(name: str, assignment: Assignment) -> str | None:
    fitting = [
        wanted
        for wanted in wanted_names(assignment)
        if wanted.rpartition("/")[2].casefold() == name.casefold()
    ]
    return fitting[0] if len(fitting) == 1 else None
