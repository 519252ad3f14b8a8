from pathlib import Path

import pytest

from autograder.errors import SpecError
from autograder.spec import load_assignment


@pytest.fixture
def folder(course: Path) -> Path:
    folder = course / "assignments" / "small-steps"
    (course / "reference" / "small-steps").mkdir(parents=True, exist_ok=True)
    return folder


def rewrite(folder: Path, old: str, new: str) -> None:
    file = folder / "assignment.toml"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def test_an_own_dockerfile_is_known_by_its_path(folder: Path) -> None:
    (folder / "Dockerfile").write_text("FROM scratch\n")
    rewrite(folder, 'version = "1.0"', 'version = "1.0"\nimage = "Dockerfile"')
    rewrite(folder, "points = 4", 'points = 4\nimage = "Dockerfile"')
    assignment = load_assignment(folder)
    assert assignment.image == str(folder / "Dockerfile")
    assert assignment.image_of(assignment.task("step")) == str(folder / "Dockerfile")


def test_a_dockerfile_that_is_not_there_is_refused_with_its_line(folder: Path) -> None:
    rewrite(folder, 'version = "1.0"', 'version = "1.0"\nimage = "Dockerfile"')
    with pytest.raises(SpecError, match=r"assignment\.toml:4: 'image': expected a Dockerfile"):
        load_assignment(folder)


def test_torch_has_room_unless_the_author_says_how_much(folder: Path) -> None:
    assert load_assignment(folder).limits.memory_mb == 512
    rewrite(folder, "points = 4", 'points = 4\nimage = "torch"')
    assert load_assignment(folder).limits.memory_mb == 2048
    rewrite(folder, "call_seconds = 3", "call_seconds = 3\nmemory_mb = 900")
    assert load_assignment(folder).limits.memory_mb == 900


def test_a_name_that_no_image_can_have_is_refused(folder: Path) -> None:
    rewrite(folder, 'version = "1.0"', 'version = "1.0"\nimage = "../evil"')
    with pytest.raises(SpecError, match="expected an image name such as 'numpy'"):
        load_assignment(folder)
