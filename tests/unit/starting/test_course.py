"""The sample course: whole, as a user names its files, and never over what is there."""

import pytest

from autograder import spec
from autograder.errors import SpecError
from autograder.starting import ASSIGNMENT, CLASS, write_course


def test_the_course_is_one_that_can_be_read(tmp_path):
    names = write_course(tmp_path / "new" / "course")
    course = tmp_path / "new" / "course"
    assert {name for name in names if (course / name).is_file()} == set(names)
    assert spec.assignment_slugs(course) == (ASSIGNMENT,)
    assignment = spec.load_assignment(spec.assignment_folder(course, ASSIGNMENT))
    assert assignment.slug == ASSIGNMENT
    assert {"README.md", ".gitignore", f"{CLASS}/roster.csv"} <= set(names)


def test_no_file_keeps_the_ending_that_it_has_in_the_package(tmp_path):
    assert [name for name in write_course(tmp_path) if name.endswith(".txt")] == []


def test_broken_python_is_data_in_the_package(tmp_path):
    """An installer compiles what ends in .py, and complains of what does not compile."""
    from importlib import resources

    sample = resources.files("autograder.starting") / "sample"
    assert list(sample.rglob("*.txt"))
    assert list(sample.rglob("*.py")) == []


@pytest.mark.parametrize("kind", ["file", "full", "link"])
def test_what_is_there_stays_and_is_named(tmp_path, kind):
    target = tmp_path / "course"
    if kind == "file":
        target.write_text("mine")
    elif kind == "link":
        target.symlink_to(tmp_path / "elsewhere")
    else:
        target.mkdir()
        (target / "notes.md").write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(SpecError, match="expected an empty folder or none, found something there"):
        write_course(target)
    assert sorted(tmp_path.rglob("*")) == before
