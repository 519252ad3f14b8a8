import tomllib

import pytest

from autograder.authoring.published import published_file
from autograder.errors import SpecError
from autograder.model import Assignment
from autograder.sandbox.packages import PYTHON, requirements_of

MARKED = {
    "a function": '@pytest.mark.task("step", points=2)\ndef test_a(submission):\n    pass\n',
    "a keyword": '@pytest.mark.task(id="step")\ndef test_a(submission):\n    pass\n',
    "a class": '@pytest.mark.task("step")\nclass TestA:\n    def test_a(self):\n        pass\n',
    "a file": 'pytestmark = pytest.mark.task("step")\ndef test_a(submission):\n    pass\n',
    "a list": 'pytestmark = [pytest.mark.task("step")]\ndef test_a(submission):\n    pass\n',
}


def read(assignment: Assignment) -> dict[str, dict[str, object]]:
    return tomllib.loads(published_file(assignment).decode())


def write(assignment: Assignment, text: str) -> None:
    (assignment.folder / "tests" / "hidden" / "test_step.py").write_text(text)


@pytest.mark.parametrize("mark", MARKED)
def test_a_hidden_test_is_counted_however_it_is_marked(assignment: Assignment, mark: str) -> None:
    write(assignment, f"import pytest\n\n{MARKED[mark]}\n\ndef helper(x):\n    pass\n")
    assert read(assignment)["hidden-tests"] == {"step": 1}


def test_what_belongs_to_no_task_is_not_counted(assignment: Assignment) -> None:
    assert "hidden-tests" not in read(assignment)


def test_versions_are_those_of_the_images(assignment: Assignment) -> None:
    versions = read(assignment)["graded-with"]  # one task runs in the torch image
    lines = dict(line.split("==") for line in requirements_of("torch"))
    assert versions == {"python": PYTHON, **lines}


def test_nothing_is_said_of_an_image_of_ones_own(assignment: Assignment) -> None:
    own = assignment.model_copy(update={"image": "/course/assignments/steps/Dockerfile"})
    assert "graded-with" not in read(own)


def test_a_hidden_test_that_is_no_python_is_named(assignment: Assignment) -> None:
    write(assignment, "def (:\n")
    with pytest.raises(SpecError, match=r"tests/hidden/test_step\.py: expected Python"):
        published_file(assignment)
