import io
import shutil
import zipfile
from pathlib import Path

import pytest

from autograder.authoring import check_published, publish, zip_template
from autograder.errors import SpecError
from autograder.intake import read_submission
from autograder.model import Assignment
from autograder.spec import load_assignment


def tree(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_a_template_holds_what_students_get_and_nothing_else(
    assignment: Assignment, target: Path
) -> None:
    report = publish(assignment, target)
    files = tree(target)
    assert sorted(files) == [
        "README.md",
        "answers.md",
        "assignment.toml",
        "published.toml",
        "step.py",
        "step.svg",
        "tests/public/test_step.py",
    ]
    assert tuple(sorted(files)) == report.written == report.changed
    assert b"raise NotImplementedError" in files["step.py"]
    assert b"import math" in files["step.py"]
    assert b"*Write your answer here.*" in files["answers.md"]
    assert b"hidden tests look" not in files["assignment.toml"]


def test_a_template_is_an_assignment_for_the_student(assignment: Assignment, target: Path) -> None:
    publish(assignment, target)
    theirs = load_assignment(target)
    assert theirs == assignment.model_copy(update={"folder": target, "reference": None})
    submission = read_submission(target, theirs, "ann")
    assert [file.path for file in submission.files] == ["step.py", "answers.md"]
    compile(submission.files[0].content, "step.py", "exec")


def test_the_report_says_what_was_compared(assignment: Assignment, target: Path) -> None:
    report = publish(assignment, target)
    assert report.proof.files == 7
    assert report.proof.solution_lines == 4  # two of code, one comment, one answer
    assert report.proof.hidden_lines == 3
    assert report.proof.other_lines == 3
    assert report.proof.quoted == ()
    assert "none leaked" in report.summary()


def test_publishing_twice_changes_nothing(assignment: Assignment, target: Path) -> None:
    publish(assignment, target)
    before = tree(target.parent)
    assert publish(assignment, target).changed == ()
    assert tree(target.parent) == before
    assert check_published(assignment, target) == []


def test_what_publish_did_not_write_is_kept_and_reported(
    assignment: Assignment, target: Path
) -> None:
    (target / "notes").mkdir(parents=True)
    (target / "notes" / "mine.txt").write_text("mine")
    (target / "step.py").write_text("old")
    (target / "link").symlink_to("notes")
    report = publish(assignment, target)
    assert report.kept == ("link", "notes/mine.txt")
    assert (target / "notes" / "mine.txt").read_text() == "mine"
    assert (target / "link").is_symlink()
    assert b"NotImplementedError" in (target / "step.py").read_bytes()
    assert check_published(assignment, target) == [
        "link: not written by publish; remove it",
        "notes/mine.txt: not written by publish; remove it",
    ]


def test_a_stale_template_is_told_by_file_and_line(assignment: Assignment, target: Path) -> None:
    publish(assignment, target)
    (target / "README.md").unlink()
    text = (target / "step.py").read_text()
    (target / "step.py").write_text(text.replace("Return the next w.", "Return w."))
    (target / "answers.md").write_bytes((target / "answers.md").read_bytes() + b"more\n")
    assert check_published(assignment, target) == [
        "README.md: missing",
        "answers.md: differs from line 6 on",
        "step.py: differs from line 7 on",
    ]


def test_a_failed_publish_leaves_the_template_as_it_was(
    course: Path, assignment: Assignment, target: Path
) -> None:
    publish(assignment, target)
    before = tree(course)
    (course / "reference" / "steps" / "step.py").write_text("# BEGIN SOLUTION step\nx = 1\n")
    with pytest.raises(SpecError, match=r"step\.py:1: expected an END SOLUTION"):
        publish(assignment, target)
    (course / "reference" / "steps" / "step.py").write_bytes(before["reference/steps/step.py"])
    assert tree(course) == before


@pytest.mark.parametrize("name", ["other", "Steps"])
def test_only_the_assignments_own_folder_is_written(
    assignment: Assignment, target: Path, name: str
) -> None:
    with pytest.raises(SpecError, match="expected a template folder named 'steps'"):
        publish(assignment, target.with_name(name))


def test_neither_a_link_nor_the_assignment_itself_is_replaced(
    assignment: Assignment, target: Path
) -> None:
    target.parent.mkdir()
    target.symlink_to(assignment.folder)
    for folder in (target, assignment.folder):
        with pytest.raises(SpecError):
            publish(assignment, folder)
    assert (assignment.folder / "mistakes.toml").is_file()


@pytest.mark.parametrize(("file", "region"), [("step.py", "step"), ("answers.md", "answers")])
def test_what_is_not_marked_is_not_published(
    course: Path, assignment: Assignment, target: Path, file: str, region: str
) -> None:
    reference = course / "reference" / "steps" / file
    lines = reference.read_text().splitlines(keepends=True)
    reference.write_text("".join(line for line in lines if "SOLUTION" not in line))
    with pytest.raises(SpecError, match=f"expected a region 'BEGIN SOLUTION {region}'"):
        publish(assignment, target)
    assert not target.exists()


def test_an_optional_form_is_taken_from_the_assignment(
    course: Path, assignment: Assignment, target: Path
) -> None:
    (course / "reference" / "steps" / "answers.md").unlink()
    (assignment.folder / "answers.md").write_text("**1.**\n")
    publish(assignment.model_copy(update={"optional": ("answers.md",)}), target)
    assert (target / "answers.md").read_text() == "**1.**\n"


def test_a_zip_holds_the_template_and_is_always_the_same(
    course: Path, assignment: Assignment, target: Path
) -> None:
    publish(assignment, target)
    first, second = course / "out" / "a.zip", course / "b.zip"
    zip_template(assignment, first)
    shutil.copytree(assignment.folder, course / "touched")
    zip_template(assignment, second)
    assert first.read_bytes() == second.read_bytes()
    assert [path.name for path in first.parent.iterdir()] == ["a.zip"]
    with zipfile.ZipFile(io.BytesIO(first.read_bytes())) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    assert contents == {f"steps/{name}": content for name, content in tree(target).items()}
