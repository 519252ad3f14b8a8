from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.errors import SpecError
from autograder.spec import load_assignment

Edit = Callable[[str, str], None]


@pytest.fixture
def chain(edit: Edit) -> Edit:
    """Give the second task a file of its own."""
    edit('submit = ["step.py", ', 'submit = ["step.py", "walk.py", ')
    edit('file = "step.py"\npoints = 2.5', 'file = "walk.py"\npoints = 2.5')
    return edit


def test_a_task_may_follow_through_the_file_of_another(folder: Path, chain: Edit) -> None:
    chain("bonus = true", 'bonus = true\nfollow_through = ["step.py"]')
    tasks = load_assignment(folder).tasks
    assert [task.follow_through for task in tasks] == [(), ("step.py",)]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ('["stop.py"]', "expected the file of another task, found 'stop.py'; did you mean 'step"),
        ('["walk.py"]', "expected the file of another task, found 'walk.py'"),
        ('["answers.md"]', "expected the file of another task, found 'answers.md'"),
        ('"step.py"', "expected a list in square brackets"),
    ],
)
def test_only_the_file_of_another_task_can_be_followed_through(
    folder: Path, chain: Edit, files: str, words: str
) -> None:
    chain("bonus = true", f"bonus = true\nfollow_through = {files}")
    with pytest.raises(
        SpecError, match=r"assignment.toml:22: .*'follow_through' of \[\[task\]\]"
    ) as error:
        load_assignment(folder)
    assert words in str(error.value)


def test_the_functions_of_a_notebook_cannot_be_answered_for(folder: Path, chain: Edit) -> None:
    chain("bonus = true", 'bonus = true\nfollow_through = ["step.ipynb"]')
    text = (folder / "assignment.toml").read_text().replace('"step.py"', '"step.ipynb"')
    (folder / "assignment.toml").write_text(text)
    with pytest.raises(SpecError, match=r"expected a \.py file"):
        load_assignment(folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("points = 4", 'points = 4\nimage = "torch"'),
        ('version = "1.0"', 'version = "1.0"\nimage = "torch"'),
    ],
)
def test_what_holds_tensors_cannot_be_answered_for(
    folder: Path, chain: Edit, old: str, new: str
) -> None:
    chain("bonus = true", 'bonus = true\nimage = "numpy"\nfollow_through = ["step.py"]')
    chain(old, new)
    with pytest.raises(SpecError, match=r"'follow_through' of \[\[task\]\] number 2") as error:
        load_assignment(folder)
    assert "expected a file of tasks whose image is 'numpy', not 'torch'" in str(error.value)


def test_a_task_in_torch_may_follow_through_a_file_in_numpy(folder: Path, chain: Edit) -> None:
    chain("bonus = true", 'bonus = true\nimage = "torch"\nfollow_through = ["step.py"]')
    assert load_assignment(folder).tasks[1].follow_through == ("step.py",)
