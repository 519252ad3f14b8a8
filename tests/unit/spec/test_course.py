from pathlib import Path

import pytest

from autograder.errors import SpecError
from autograder.spec import assignment_folder, assignment_slugs, find_course


def test_the_course_is_found_from_within(course: Path, folder: Path) -> None:
    assert find_course(folder / "tests" / "public") == course
    assert find_course(course) == course


def test_outside_of_a_course_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="no course at"):
        find_course(tmp_path)


def test_a_slug_leads_to_its_folder(course: Path, folder: Path) -> None:
    assert assignment_slugs(course) == ("small-steps",)
    assert assignment_folder(course, "small-steps") == folder


@pytest.mark.parametrize("slug", ["smal-steps", "small_steps"])
def test_an_unknown_slug_names_the_nearest(course: Path, slug: str) -> None:
    with pytest.raises(SpecError, match="did you mean 'small-steps'"):
        assignment_folder(course, slug)


@pytest.mark.parametrize("slug", ["..", "../assignments/small-steps", "", "/"])
def test_a_path_is_not_a_slug(course: Path, slug: str) -> None:
    with pytest.raises(SpecError, match="no assignment is named"):
        assignment_folder(course, slug)
