"""Which names count: the files asked for, and the notebooks that may stand for modules.

Where `optim.py` is asked for, a student may hand in `optim.ipynb`; its code cells are then
the module. If both are there, the file that was asked for by its name counts.
"""

from autograder.model import Assignment
from autograder.notebooks import module_name, notebook_name


def wanted_names(assignment: Assignment) -> tuple[str, ...]:
    """Return the names of `submit`, then those of notebooks that may stand for one of them."""
    twins = [notebook_name(name) for name in assignment.submit if name.endswith(".py")]
    return tuple(dict.fromkeys((*assignment.submit, *twins)))


def required_names(assignment: Assignment) -> tuple[str, ...]:
    """Return the names that must be there, and the notebooks that may stand for one of them."""
    return tuple(name for name in wanted_names(assignment) if not _is_optional(name, assignment))


def required_count(assignment: Assignment) -> int:
    """Return how many files must be there."""
    return sum(name not in assignment.optional for name in assignment.submit)


def stands_for(name: str, assignment: Assignment) -> str:
    """Return the file of `submit` that a wanted `name` is handed in for."""
    return name if name in assignment.submit else module_name(name)


def _is_optional(name: str, assignment: Assignment) -> bool:
    return stands_for(name, assignment) in assignment.optional
