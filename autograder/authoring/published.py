"""What a template says of the grading that it does not hold: versions, and how much is hidden."""

import ast
from collections import Counter
from collections.abc import Iterator

from autograder import spec
from autograder.errors import SpecError
from autograder.model import Assignment
from autograder.sandbox.images import NAMED
from autograder.sandbox.packages import PYTHON, requirements_of

FILE = "published.toml"
_HEAD = "# Written by `autograder publish`, read by `autograder check`."


def published_file(assignment: Assignment) -> bytes:
    """Return the file, as TOML: a version of each package, a number of hidden tests a task.

    Raises:
        SpecError: a hidden test is no Python.
    """
    tables = {"graded-with": _versions(assignment), "hidden-tests": _hidden_tests(assignment)}
    parts = [_HEAD]
    for name, values in tables.items():
        if values:
            rows = [f"{key} = {value}" for key, value in values.items()]
            parts.append("\n".join((f"[{name}]", *rows)))
    return ("\n\n".join(parts) + "\n").encode()


def _versions(assignment: Assignment) -> dict[str, str]:
    """Return the versions of named images; what a Dockerfile installs is known to its build."""
    images = {assignment.image, *(assignment.image_of(task) for task in assignment.tasks)}
    if not images <= set(NAMED):
        return {}
    found = {"python": f'"{PYTHON}"'}
    for image in sorted(images):
        for line in requirements_of(image):
            name, _, version = line.partition("==")
            found[name] = f'"{version}"'
    return found


def _hidden_tests(assignment: Assignment) -> dict[str, str]:
    counted = Counter(_marked(assignment))
    return {f'"{task.id}"': str(counted[task.id]) for task in assignment.tasks if counted[task.id]}


def _marked(assignment: Assignment) -> Iterator[str]:
    """Yield the task of each hidden test function; its cases are one test to a reader."""
    public = set(spec.suite_files(assignment, hidden=False))
    for file in spec.suite_files(assignment, hidden=True):
        if file not in public and file.suffix == ".py":
            try:
                tree = ast.parse(file.read_bytes())
            except (SyntaxError, ValueError) as error:
                where = file.relative_to(assignment.folder).as_posix()
                msg = f"{where}: expected Python, found a mistake: {error}; correct it"
                raise SpecError(msg) from error
            yield from _tasks_in(tree.body, _file_task(tree))


def _tasks_in(body: list[ast.stmt], task: str) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield from _tasks_in(node.body, _task_among(node.decorator_list) or task)
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
            found = _task_among(node.decorator_list) or task
            yield from [found] if found else []


def _file_task(tree: ast.Module) -> str:
    """Return the task that `pytestmark = pytest.mark.task("adam")` gives to a whole file."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
            values = node.value.elts if isinstance(node.value, ast.List) else [node.value]
            return _task_among(values)
    return ""


def _task_among(marks: list[ast.expr]) -> str:
    for mark in marks:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.task":
            named = [word.value for word in mark.keywords if word.arg == "id"]
            for value in (*mark.args[:1], *named):
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    return value.value
    return ""
