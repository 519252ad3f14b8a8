from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.intake import read_submission
from autograder.intake.bounds import MEGABYTE
from autograder.model import Assignment, Submission

Pack = Callable[..., bytes]


@pytest.fixture
def read(tmp_path: Path, assignment: Assignment, pack: Pack) -> Callable[..., Submission]:
    """Read a zip of these files as one student's work."""

    def make(files: dict[str, bytes]) -> Submission:
        (tmp_path / "work.zip").write_bytes(pack(files.items(), 0))
        return read_submission(tmp_path / "work.zip", assignment, "ann")

    return make


def kept(submission: Submission) -> dict[str, bytes]:
    return {file.path: file.content for file in submission.files}


WORK = {"layers.py": b"l", "net.py": b"n", "answers.md": b"a"}


@pytest.mark.parametrize("folder", ["", "hw1/", "ann/hw1/src/"])
def test_a_zip_of_files_or_of_their_folder_is_the_same(
    read: Callable[..., Submission], folder: str
) -> None:
    submission = read({folder + name: content for name, content in WORK.items()})
    assert (kept(submission), submission.notes, submission.problem) == (WORK, (), None)


def test_order_and_extra_files_do_not_change_the_digest(read: Callable[..., Submission]) -> None:
    turned = dict(reversed(WORK.items()))
    assert read(WORK).digest == read({**turned, "extra.txt": b""}).digest
    assert read(WORK).digest != read({**WORK, "net.py": b"m"}).digest


def test_a_file_found_once_below_is_taken_with_a_note(read: Callable[..., Submission]) -> None:
    submission = read({"layers.py": b"l", "src/net.py": b"n"})
    assert kept(submission) == {"layers.py": b"l", "net.py": b"n"}
    assert submission.notes == ("'src/net.py' was taken as 'net.py'",)


def test_a_file_found_twice_below_is_ambiguous(read: Callable[..., Submission]) -> None:
    submission = read({"layers.py": b"l", "old/net.py": b"n", "new/net.py": b"n"})
    assert "'net.py' is there more than once, as 'old/net.py' and 'new/net.py'" in str(
        submission.problem
    )


def test_the_file_at_the_top_goes_before_those_below(read: Callable[..., Submission]) -> None:
    submission = read({"hw/layers.py": b"l", "hw/net.py": b"n", "hw/old/net.py": b"o"})
    assert kept(submission)["net.py"] == b"n"
    assert submission.notes == ("'net.py' at the top was taken, 1 deeper ignored",)


def test_another_case_is_taken_with_a_note(read: Callable[..., Submission]) -> None:
    submission = read({"Layers.py": b"l", "net.py": b"n"})
    assert kept(submission) == {"layers.py": b"l", "net.py": b"n"}
    assert submission.notes == ("'Layers.py' was taken as 'layers.py'",)


def test_a_name_that_only_ends_alike_is_not_taken(read: Callable[..., Submission]) -> None:
    submission = read({"layers.py": b"l", "mynet.py": b"n"})
    assert kept(submission) == {"layers.py": b"l"}
    assert submission.notes == (
        "'net.py' is not there, so its checks cannot pass; found 'layers.py', 'mynet.py'",
    )


def test_an_absent_optional_file_needs_no_note(read: Callable[..., Submission]) -> None:
    assert read({"layers.py": b"l", "net.py": b"n"}).notes == ()


def test_nothing_of_what_was_asked_for_is_a_problem(read: Callable[..., Submission]) -> None:
    submission = read({f"{n}.txt": b"" for n in range(7)})
    assert submission.problem == (
        "none of the files asked for is there, found '0.txt', '1.txt', '2.txt', '3.txt', '4.txt' "
        "and 2 more (expected: layers.py, net.py, answers.md (optional))"
    )


def test_one_bad_file_does_not_cost_the_others(read: Callable[..., Submission]) -> None:
    submission = read({"layers.py": b"\xe9", "net.py": b"n"})
    assert kept(submission) == {"net.py": b"n"}
    assert submission.problem is None
    assert submission.notes[0].startswith("'layers.py' was left out: it is not UTF-8")


def test_only_bad_files_are_a_problem(read: Callable[..., Submission]) -> None:
    submission = read({"layers.py": b"\xe9", "net.py": b"x" * (MEGABYTE + 1)})
    assert submission.files == ()
    assert "'layers.py' was left out: it is not UTF-8" in str(submission.problem)
    assert "'net.py' was left out: it is larger than 1 MB" in str(submission.problem)


def test_a_wanted_path_may_have_a_folder(
    tmp_path: Path, assignment: Assignment, pack: Pack
) -> None:
    nested = assignment.model_copy(update={"submit": ("src/net.py",), "optional": ()})
    for folder in ("", "hw/"):
        (tmp_path / "w.zip").write_bytes(pack([(f"{folder}src/net.py", b"n")]))
        submission = read_submission(tmp_path / "w.zip", nested, "ann")
        assert (kept(submission), submission.notes) == ({"src/net.py": b"n"}, ())


def test_a_lone_file_stands_for_the_one_that_is_asked_for(
    tmp_path: Path, single: Assignment, assignment: Assignment
) -> None:
    file = tmp_path / "optim (1).py"
    file.write_bytes(b"x")
    submission = read_submission(file, single, "ann")
    assert kept(submission) == {"optim.py": b"x"}
    assert submission.notes == ("'optim (1).py' was taken as 'optim.py'",)
    assert "none of the files" in str(read_submission(file, assignment, "ann").problem)
