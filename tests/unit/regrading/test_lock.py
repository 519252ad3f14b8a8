"""The lock of a release: what is compared, what is only recorded."""

import pytest

from autograder.errors import SpecError
from autograder.regrading import Lock, lock_differences, lock_key, read_lock, refuse_changed
from autograder.regrading.lock import LOCK_FILE, LockedImage, present_lock, write_lock
from autograder.spec import load_assignment


class Box:
    """Stands for a sandbox: it only says what an image is."""

    name = "docker"

    def __init__(self, image):
        self._image = image

    def identify(self, image):
        return self._image.model_copy(update={"name": image})


IMAGE = LockedImage(name="numpy", packages={"numpy": "2.1"}, digest="sha256:1")


@pytest.fixture
def lock(make):
    return Lock(
        assignment="sums", version="1.0", suite_hash="s", suite_parts=make.parts, rubric_hash="r",
        sandbox="docker", images=(IMAGE,), autograder="1", at=make.at, by="Mary",
    )  # fmt: skip


def test_what_is_only_recorded_is_no_difference(lock):
    image = IMAGE.model_copy(update={"digest": "sha256:2"})
    other = lock.model_copy(update={"by": "Bo", "autograder": "2", "images": (image,)})
    assert lock_differences(lock, other) == ()
    assert lock_key(lock) == lock_key(other)


@pytest.mark.parametrize(
    ("update", "words"),
    [
        ({"version": "1.1"}, "version: released 1.0, found 1.1"),
        ({"rubric_hash": "q"}, "rubric.toml"),
        ({"sandbox": "process"}, "sandbox: released with docker, found process"),
        ({"suite_hash": "t"}, "words of assignment.toml"),
        ({"suite_hash": "t", "suite_parts": {}}, "l2 half -> none"),
        ({"images": ()}, "image numpy is no longer used"),
        ({"images": (IMAGE.model_copy(update={"packages": {"numpy": "2.2"}}),)},
         "image numpy: numpy 2.1 -> 2.2"),
        ({"images": (IMAGE.model_copy(update={"recipe": "x"}),)}, "its Dockerfile"),
    ],
)  # fmt: skip
def test_what_decides_a_grade_is_compared_and_named(lock, update, words):
    other = lock.model_copy(update=update)
    assert words in "; ".join(lock_differences(lock, other))
    assert lock_key(lock) != lock_key(other)


@pytest.fixture
def sums(copied_course):
    return load_assignment(copied_course / "assignments" / "sums")


def test_an_assignment_that_is_not_released_grades(sums, make):
    refuse_changed(sums, Box(make.image), at=make.at)


def test_a_changed_limit_or_package_is_refused_with_what_to_do(sums, make):
    write_lock(sums, present_lock(sums, Box(make.image), at=make.at, by="Mary"))
    refuse_changed(sums, Box(make.image), at=make.at)
    newer = make.image.model_copy(update={"packages": {"numpy": "9"}})
    with pytest.raises(SpecError, match=r"numpy 2.1 -> 9[\s\S]*release sums --update"):
        refuse_changed(sums, Box(newer), at=make.at)
    toml = sums.folder / "assignment.toml"
    toml.write_text(toml.read_text().replace("call_seconds = 5", "call_seconds = 6"))
    with pytest.raises(SpecError, match="call_seconds 5 -> 6"):
        refuse_changed(load_assignment(sums.folder), Box(make.image), at=make.at)


def test_an_image_that_is_only_built_anew_may_grade(sums, make):
    write_lock(sums, present_lock(sums, Box(make.image), at=make.at, by="Mary"))
    refuse_changed(sums, Box(make.image.model_copy(update={"digest": "x"})), at=make.at)


def test_a_damaged_lock_is_told_and_lets_nothing_pass(sums):
    (sums.folder / LOCK_FILE).write_text("{")
    with pytest.raises(SpecError, match="restore the file"):
        read_lock(sums)
