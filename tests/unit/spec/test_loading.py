import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.errors import SpecError
from autograder.spec import load_assignment

Edit = Callable[[str, str], None]


def test_a_whole_assignment_is_read(folder: Path) -> None:
    assignment = load_assignment(folder)
    assert assignment.slug == "small-steps"
    assert assignment.submit == ("step.py", "answers.md")
    assert assignment.optional == ("answers.md",)
    assert [task.points for task in assignment.tasks] == [4, 2.5]
    assert assignment.task("many_steps").bonus
    assert assignment.limits.call_seconds == 3
    assert assignment.limits.test_seconds == 60
    assert assignment.folder == folder
    assert assignment.reference == folder.parent.parent / "reference" / "small-steps"


def test_a_relative_folder_is_made_absolute(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert load_assignment(Path()).folder == folder


def test_a_students_template_needs_neither_reference_nor_hidden_tests(
    folder: Path, tmp_path: Path
) -> None:
    template = tmp_path / "download" / "small-steps"
    shutil.copytree(folder, template)
    shutil.rmtree(template / "tests" / "hidden")
    assert load_assignment(template).reference is None


def test_another_reference_may_be_named(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    assert load_assignment(folder, reference=other).reference == other
    with pytest.raises(SpecError, match="no reference at"):
        load_assignment(folder, reference=tmp_path / "nowhere")


BROKEN = {
    "unknown key": ("[limits]", "[limit]", 7, ["'limit'", "did you mean 'limits'?"]),
    "unknown key of a table": (
        "call_seconds",
        "cal_seconds",
        8,
        ["'cal_seconds' of [limits]", "did you mean 'call_seconds'?"],
    ),
    "unknown key of a task": (
        "bonus = true",
        "bonos = true",
        21,
        ["'bonos' of [[task]] number 2", "'bonus'"],
    ),
    "unknown schema": ("schema = 1", "schema = 2", 1, ["'schema'", "expected 1, found 2"]),
    "no title of a task": (
        'title = "One step"\n',
        "",
        10,
        ["'title' of [[task]] number 1", 'add, for example, `title = "Forward pass"`'],
    ),
    "no schema": (
        "schema = 1",
        "",
        1,
        ["'schema'", "found nothing", "add, for example, `schema = 1`"],
    ),
    "version not a text": ('"1.0"', "1.0", 3, ["a text in quotes", "found 1.0"]),
    "empty title": ('"Small steps"', '""', 2, ["a text that is not empty"]),
    "title of two lines": ('"Small steps"', '"Small\\nsteps"', 2, ["one line"]),
    "submit not a list": (
        '["step.py", "answers.md"]',
        '"step.py"',
        4,
        ["a list in square brackets"],
    ),
    "submit climbs": ('["step.py", "an', '["../step.py", "step.py", "an', 4, ["'../step.py'"]),
    "submit absolute": ('["step.py", "an', '["/step.py", "step.py", "an', 4, ["relative path"]),
    "submit backslash": ('["step.py", "an', '["a\\\\b.py", "step.py", "an', 4, ["relative path"]),
    "submit other suffix": ('["step.py", "an', '["s.exe", "step.py", "an', 4, ["ends in .py"]),
    "submit twice": ('["step.py", "an', '["step.py", "step.py", "an', 4, ["entry 2", "collides"]),
    "submit case twin": ('["step.py", "an', '["Step.py", "step.py", "an', 4, ["upper and lower"]),
    "optional unknown": (
        'optional = ["answers.md"]',
        'optional = ["answer.md"]',
        5,
        ["did you mean 'answers.md'?"],
    ),
    "limit out of range": ("call_seconds = 3", "call_seconds = 0", 8, ["a value greater than 0"]),
    "limit endless": ("call_seconds = 3", "call_seconds = inf", 8, ["a finite number"]),
    "limit not a number": ("call_seconds = 3", 'call_seconds = "3"', 8, ["a number, found '3'"]),
    "limits not a table": ("[limits]\ncall_seconds = 3", "limits = 3", 7, ["a table"]),
    "points nan": ("points = 4", "points = nan", 14, ["a finite number"]),
    "points negative": ("points = 4", "points = -4", 14, ["'points' of [[task]] number 1"]),
    "points a bool": ("points = 4", "points = true", 14, ["a number, found True"]),
    "same task twice": ('"many_steps"', '"step"', 17, ["number 1 has it already"]),
    "task id in capitals": ('"many_steps"', '"ManySteps"', 17, ["lower-case words"]),
    "task without id": ('id = "many_steps"\n', "", 16, ["'id' of [[task]] number 2"]),
    "task file unknown": (
        'file = "step.py"\npoints = 4',
        'file = "stop.py"\npoints = 4',
        13,
        ["did you mean 'step.py'?"],
    ),
    "task file no code": (
        'file = "step.py"\npoints = 4',
        'file = "answers.md"\npoints = 4',
        13,
        ["a file of code"],
    ),
    "task image odd": ("bonus = true", 'image = "a b"', 21, ["'image' of [[task]] number 2"]),
    "image odd": ("[limits]", 'image = "../x"\n[limits]', 7, ["an image name"]),
    "load unknown": ("[limits]", 'load = "twice"\n[limits]', 7, ["'per-test' or 'once'"]),
    "not toml": ("call_seconds = 3", "call_seconds 3", 8, ["expected TOML"]),
    "key twice": ("call_seconds = 3", "call_seconds = 3\ncall_seconds = 4", 9, ["expected TOML"]),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_with_its_line(folder: Path, edit: Edit, case: str) -> None:
    old, new, line, words = BROKEN[case]
    edit(old, new)
    with pytest.raises(SpecError) as caught:
        load_assignment(folder)
    message = str(caught.value)
    assert message.startswith(f"assignments/small-steps/assignment.toml:{line}: "), message
    for word in words:
        assert word in message, message


def test_the_first_of_two_mistakes_is_named(folder: Path, edit: Edit) -> None:
    edit("points = 2.5", "points = 0")
    edit("points = 4", "points = 0")
    with pytest.raises(SpecError, match=r"assignment\.toml:14: "):
        load_assignment(folder)


def test_no_task_is_no_assignment(folder: Path) -> None:
    file = folder / "assignment.toml"
    file.write_text(file.read_text().split("[[task]]")[0])
    with pytest.raises(SpecError, match=r"'task': expected this key"):
        load_assignment(folder)


def test_a_folder_without_assignment_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=r"assignment\.toml: cannot be read: No such file"):
        load_assignment(tmp_path)


def test_a_file_in_another_encoding_says_so(folder: Path) -> None:
    (folder / "assignment.toml").write_bytes(b'title = "\xe9"')
    with pytest.raises(SpecError, match="expected UTF-8, found byte 0xe9"):
        load_assignment(folder)


def test_the_folders_name_is_kebab_case(folder: Path) -> None:
    other = folder.rename(folder.with_name("Small_Steps"))
    with pytest.raises(SpecError, match="kebab-case"):
        load_assignment(other)


def test_public_tests_must_be_there(folder: Path) -> None:
    shutil.rmtree(folder / "tests" / "public")
    with pytest.raises(SpecError, match="tests/public"):
        load_assignment(folder)


def test_a_missing_handout_says_so(folder: Path) -> None:
    (folder / "README.md").unlink()
    with pytest.raises(SpecError, match=r"README\.md: expected the handout"):
        load_assignment(folder)


def test_a_handout_that_leaves_out_a_task_says_which(folder: Path) -> None:
    (folder / "README.md").write_text("## Task 1: One step\n```\n## Many steps\n```\n")
    with pytest.raises(SpecError, match=r"title of task 'many_steps'.*'## Task 2: Many steps'"):
        load_assignment(folder)
