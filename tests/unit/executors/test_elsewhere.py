"""A grader from a plain record: the same work, or words why not."""

import pickle

import pytest

from autograder.errors import SpecError
from autograder.executors.elsewhere import difference, grader_of, refusal
from autograder.model import Identity, ImageRecord

from .conftest import SECRET

IMAGE = ImageRecord(name="numpy", digest="sha256:" + "a" * 64, packages={"numpy": "2.0"})
HERE = Identity(autograder="1.0", numpy="2.0", suite_hash="sha256:s", images=(IMAGE,))


@pytest.fixture
def setup(school):
    with school.grader() as grader:
        return grader.setup()


def test_no_representation_of_a_setup_shows_the_secret(setup):
    for text in (repr(setup), str(setup), setup.model_dump_json(), f"{setup.model_dump()}"):
        assert SECRET.decode() not in text


def test_a_setup_that_was_sent_opens_a_grader_of_the_same_run(school, setup):
    sent = pickle.loads(pickle.dumps(setup))
    with school.grader() as grader, grader_of(sent, places=1) as other:
        assert other.run_id == grader.run_id
        assert other.expected() == grader.expected()
        assert not refusal(sent, other)


def test_a_changed_suite_is_refused(school, setup):
    suite = school.course / "assignments/sums/tests/public/test_double.py"
    suite.write_text(suite.read_text() + "\n# stricter\n")
    with grader_of(setup, places=1) as other:
        assert "bring the course's folder up to date" in refusal(setup, other)


def test_a_sandbox_that_is_not_there_is_named(setup):
    with (
        pytest.raises(SpecError, match="no sandboxes entry is named 'cloud'"),
        grader_of(setup.model_copy(update={"sandbox": "cloud"}), places=1),
    ):
        pytest.fail("there is none")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"autograder": "0.9"}, "it has autograder 0.9, the head has 1.0"),
        ({"numpy": "1.26"}, "it has numpy 1.26, the head has 2.0"),
        ({"suite_hash": "sha256:t"}, "its copy of the assignment is not the head's"),
        (
            {"images": (IMAGE.model_copy(update={"digest": "sha256:" + "b" * 64}),)},
            "its image 'numpy' is sha256:bbbbbbbbbbbb, the head's is sha256:aaaaaaaaaaaa",
        ),
        (
            {"images": (IMAGE.model_copy(update={"packages": {"numpy": "2.1"}}),)},
            "student code would run with numpy 2.1, at the head it is 2.0",
        ),
        (
            {"images": (IMAGE.model_copy(update={"packages": {"numpy": "2.0", "torch": "2"}}),)},
            "student code would run with torch 2, at the head it is none",
        ),
    ],
)
def test_what_differs_is_named(change, words):
    found = difference(HERE, HERE.model_copy(update=change))
    assert found.startswith(words)
    assert bool(found) == bool(words)
