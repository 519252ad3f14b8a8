"""The students' notebooks, each in the form that its grader hands out."""

import json
from pathlib import Path

from assignment import CHEAT, CHECKS, IMPORTS, SOLUTIONS, WRONG, Check, indented

KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}

EVERY_WRONG = 3


def notebook(cells: list[dict]) -> str:
    numbered = [{"id": f"cell-{number}", **cell} for number, cell in enumerate(cells)]
    return json.dumps(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": KERNEL, "cells": numbered}, indent=1
    )


def code(source: str, **metadata) -> dict:
    return {
        "cell_type": "code",
        "source": source,
        "metadata": metadata,
        "outputs": [],
        "execution_count": None,
    }


def work(number: int, *, is_right: bool) -> dict[str, str]:
    """Return the functions of a student; a comment makes each hand-in another one."""
    texts = SOLUTIONS if is_right else WRONG
    return {name: f"# student {number}\n{text}" for name, text in texts.items()}


def students(count: int) -> dict[str, dict[str, str]]:
    """Return each student's functions; every third one is wrong."""
    return {
        f"student-{number:05d}": work(number, is_right=is_right(number)) for number in range(count)
    }


def is_right(number: int) -> bool:
    """Tell whether the student of this number does everything right."""
    return number % EVERY_WRONG > 0


def plain(functions: dict[str, str], *, cheats: bool = False) -> str:
    """A notebook as ours and otter read it: no test stands in it."""
    cells = [code(CHEAT)] if cheats else []
    return notebook([*cells, code(IMPORTS), *map(code, functions.values())])


def nbgraders(functions: dict[str, str], *, cheats: bool = False, is_source: bool = False) -> str:
    """A notebook of nbgrader's: a solution cell for each function, a cell for each check."""
    cells = [code(CHEAT)] if cheats else []
    cells.append(code(IMPORTS))
    for name, text in functions.items():
        source = f"### BEGIN SOLUTION\n{text}\n### END SOLUTION" if is_source else text
        cells.append(code(source, nbgrader=_marks(name, solution=True)))
    for check in CHECKS:
        cell = f"{check.function}-{check.name}"
        body = check.body.format(f=check.function)
        hidden = f"### BEGIN HIDDEN TESTS\n{body}\n### END HIDDEN TESTS"
        marks = _marks(cell, grade=True, points=1, locked=True)
        cells.append(code(hidden if is_source else "", nbgrader=marks))
    return notebook(cells)


def _marks(name: str, **marks) -> dict:
    usual = {"grade": False, "solution": False, "locked": False, "task": False}
    return {**usual, "grade_id": name, "schema_version": 3, **marks}


def write_ottertests(folder: Path) -> None:
    """Write otter's test files, one for each function."""
    folder.mkdir(parents=True)
    for function in SOLUTIONS:
        head = [
            "import numpy as np",
            "from otter.test_files import test_case",
            "OK_FORMAT = False",
            f"name = {function!r}",
            "points = None",
        ]
        cases = [
            f"@test_case(points=1, hidden=True)\ndef test_{check.name}({function}):\n"
            + indented(check.body.format(f=function))
            for check in CHECKS
            if check.function == function
        ]
        (folder / f"{function}.py").write_text("\n\n".join(["\n".join(head), *cases]) + "\n")


def write_course(folder: Path) -> None:
    """Write our course: assignment.toml, handout, reference, public and hidden tests."""
    suite = folder / "assignments" / "layers" / "tests"
    _write_suite(suite / "public", [check for check in CHECKS if check.name == "values"])
    _write_suite(suite / "hidden", [check for check in CHECKS if check.name != "values"])
    reference = folder / "reference" / "layers"
    reference.mkdir(parents=True)
    regions = [
        f"# BEGIN SOLUTION {name}\n{text}\n# END SOLUTION {name}"
        for name, text in SOLUTIONS.items()
    ]
    (reference / "layers.py").write_text("\n\n".join([IMPORTS, *regions]) + "\n")
    _describe(folder / "assignments" / "layers")


def _write_suite(folder: Path, checks: list[Check]) -> None:
    folder.mkdir(parents=True)
    texts = [
        f'@pytest.mark.task("{check.function}", points=1)\n'
        f"def test_{check.function}_{check.name}(submission):\n"
        f'    """The function does what the handout says."""\n'
        + indented(check.body.format(f=f"submission.{check.function}"))
        for check in checks
    ]
    head = "import numpy as np\nimport pytest"
    (folder / "test_layers.py").write_text("\n\n\n".join([head, *texts]) + "\n")


def _describe(folder: Path) -> None:
    head = 'schema = 1\ntitle = "Layers"\nversion = "1.0"\nsubmit = ["layers.py"]\n'
    tasks = [
        f'[[task]]\nid = "{name}"\ntitle = "{name}"\nfile = "layers.py"\n'
        f"points = {sum(check.function == name for check in CHECKS)}\n"
        for name in SOLUTIONS
    ]
    (folder / "assignment.toml").write_text("\n".join([head, *tasks]))
    headings = [f"## Task: {name}\n\nWrite `{name}`.\n" for name in SOLUTIONS]
    (folder / "README.md").write_text("\n".join(["# Layers\n", *headings]))
