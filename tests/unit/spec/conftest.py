from collections.abc import Callable
from pathlib import Path

import pytest

TOML = """\
schema = 1
title = "Small steps"
version = "1.0"
submit = ["step.py", "answers.md"]
optional = ["answers.md"]

[limits]
call_seconds = 3

[[task]]
id = "step"
title = "One step"
file = "step.py"
points = 4

[[task]]
id = "many_steps"
title = "Many steps"
file = "step.py"
points = 2.5
bonus = true
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A whole small course with one assignment, `small-steps`."""
    folder = tmp_path / "assignments" / "small-steps"
    (folder / "tests" / "public").mkdir(parents=True)
    (folder / "tests" / "hidden").mkdir()
    (folder / "assignment.toml").write_text(TOML)
    (folder / "README.md").write_text("# Small steps\n\n## Task 1: One step\n\n## Many *steps*\n")
    (folder / "tests" / "public" / "test_step.py").write_text("def test_public(): ...\n")
    (folder / "tests" / "hidden" / "test_step.py").write_text("def test_hidden(): ...\n")
    reference = tmp_path / "reference" / "small-steps"
    reference.mkdir(parents=True)
    (reference / "step.py").write_text("# BEGIN SOLUTION step\nx = 1\n# END SOLUTION\n")
    return tmp_path


@pytest.fixture
def folder(course: Path) -> Path:
    return course / "assignments" / "small-steps"


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str], None]:
    """Replace a text that occurs once in assignment.toml."""

    def replace(old: str, new: str) -> None:
        file = folder / "assignment.toml"
        text = file.read_text()
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
        file.write_text(text.replace(old, new))

    return replace
