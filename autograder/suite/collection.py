"""pytest's items -> the checks of an assignment; finds what an instructor must put right."""

import inspect
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from autograder.model import Assignment, ExpectedCheck

HIDDEN = "hidden"


class Checks:
    """The checks of one collection, by pytest's node id; `problems` in words."""

    def __init__(self, assignment: Assignment, folders: Sequence[Path]) -> None:
        self.problems: list[str] = []
        self.by_node: dict[str, ExpectedCheck] = {}
        self._assignment = assignment
        self._folders = folders
        self._tasks = {task.id for task in assignment.tasks}

    def add(self, items: Sequence[pytest.Item]) -> None:
        """Read marks and docstrings; a function's points are shared by its cases."""
        cases = Counter(map(_function_id, items))
        for item in items:
            check = self._check(item, cases[_function_id(item)])
            if check is not None:
                self.by_node[item.nodeid] = check

    def _check(self, item: pytest.Item, cases: int) -> ExpectedCheck | None:
        name = self._name(item)
        if next(item.iter_markers("xfail"), None) is not None:
            self.problems.append(f"{name}: a check is never marked xfail; mark it skip, or mend it")
        mark = item.get_closest_marker("task")
        if mark is None:
            self.problems.append(f'{name}: no task; write @pytest.mark.task("<id>", points=…)')
            return None
        task, points = _arguments(mark)
        if task not in self._tasks:
            known = ", ".join(sorted(self._tasks))
            self.problems.append(f"{name}: no task {task!r} in the assignment; its tasks: {known}")
            return None
        if not _is_points(points):
            self.problems.append(f"{name}: points are a number above 0, found {points!r}")
            return None
        title, hint = _words(item)
        return ExpectedCheck(
            name=name,
            task=task,
            max_points=points / cases,
            hidden=name.startswith(f"{HIDDEN}/"),
            title=title,
            hint=hint,
        )

    def _name(self, item: pytest.Item) -> str:
        _, _, within = item.nodeid.partition("::")
        return f"{self._file(item.path)}::{within}"

    def _file(self, path: Path) -> str:
        for folder in self._folders:
            if path.is_relative_to(folder):
                return path.relative_to(folder.parent).as_posix()
        return path.name


def _function_id(item: pytest.Item) -> str:
    # Cases share the function; the same name in another class or file is another function.
    parent = item.parent.nodeid if item.parent is not None else ""
    return f"{parent}::{getattr(item, 'originalname', None) or item.name}"


def _arguments(mark: pytest.Mark) -> tuple[Any, Any]:
    task = mark.args[0] if mark.args else mark.kwargs.get("id")
    points = mark.args[1] if len(mark.args) > 1 else mark.kwargs.get("points", 1)
    return task, points


def _is_points(points: Any) -> bool:
    return type(points) in (int, float) and math.isfinite(points) and points > 0


def _words(item: pytest.Item) -> tuple[str, str]:
    """Return the sentence and the hint of a check, from its docstring."""
    text = inspect.cleandoc(getattr(getattr(item, "obj", None), "__doc__", None) or "")
    title, _, hint = text.partition("\n")
    return title.strip() or _sentence(item), hint.strip()


def _sentence(item: pytest.Item) -> str:
    name = getattr(item, "originalname", None) or item.name
    return str(name).removeprefix("test_").replace("_", " ")


def selected(
    items: Iterable[pytest.Item],
    checks: Checks,
    only: frozenset[str] | None,
    tasks: frozenset[str] | None,
) -> list[pytest.Item]:
    """Return the items to run, in order."""
    kept = []
    for item in items:
        check = checks.by_node.get(item.nodeid)
        if check is None or (only is not None and check.name not in only):
            continue
        if tasks is None or check.task in tasks:
            kept.append(item)
    return kept
