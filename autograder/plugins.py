"""Find implementations by entry point; the built-ins come through the same door."""

from importlib.metadata import entry_points
from typing import Any

from autograder.errors import SpecError


def names(group: str) -> list[str]:
    """Return the names registered under `autograder.<group>`, sorted."""
    return sorted({point.name for point in entry_points(group=f"autograder.{group}")})


def load(group: str, name: str) -> Any:
    """Import and return what `name` registers under `autograder.<group>`.

    Raises:
        SpecError: nothing of that name is installed.
    """
    for point in entry_points(group=f"autograder.{group}", name=name):
        return point.load()
    msg = f"no {group} entry is named {name!r}; installed: {', '.join(names(group)) or 'none'}"
    raise SpecError(msg)
