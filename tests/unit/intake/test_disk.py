import os
import socket
import time
from pathlib import Path

import pytest

from autograder.errors import SubmissionError
from autograder.intake import discover, disk, read_submission
from autograder.intake.bounds import RefusedError
from autograder.model import Assignment, Submission

GOOD = b"x = 1\n"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """The folder of one student in a class."""
    folder = tmp_path / "class" / "ann"
    folder.mkdir(parents=True)
    (folder / "optim.py").write_bytes(GOOD)
    return folder


def read_class(work: Path, assignment: Assignment) -> Submission:
    (candidate,) = discover(work.parent, assignment)
    return candidate.read()


def test_a_folder_is_read(work: Path, single: Assignment) -> None:
    submission = read_class(work, single)
    assert (submission.id, submission.problem, submission.notes) == ("ann", None, ())
    assert [(file.path, file.content) for file in submission.files] == [("optim.py", GOOD)]


@pytest.mark.parametrize("name", ["optim.py", "other.txt", "sub/data"])
def test_a_link_is_not_followed(work: Path, single: Assignment, name: str) -> None:
    secret = work.parent.parent / "secret"
    secret.write_text("secret")
    (work / name).unlink(missing_ok=True)
    (work / name).parent.mkdir(exist_ok=True)
    (work / name).symlink_to(secret)
    problem = read_class(work, single).problem
    assert problem is not None
    assert "is a link, not a file" in problem


def test_a_linked_folder_is_not_entered(work: Path, single: Assignment) -> None:
    (work / "all").symlink_to("/")
    assert "is a link" in str(read_class(work, single).problem)


@pytest.mark.parametrize("name", ["bob", "bob.zip", "bob.d"])
def test_a_student_who_is_a_link_is_refused(work: Path, single: Assignment, name: str) -> None:
    (work.parent / name).symlink_to(work)
    submission = {c.id: c.read() for c in discover(work.parent, single)}[name.removesuffix(".zip")]
    assert "found a link" in str(submission.problem)
    assert submission.files == ()


@pytest.mark.parametrize("name", ["optim.py", "pipe"])
def test_a_pipe_does_not_block(work: Path, single: Assignment, name: str) -> None:
    (work / name).unlink(missing_ok=True)
    os.mkfifo(work / name)
    assert "is not a regular file" in str(read_class(work, single).problem)


@pytest.mark.parametrize("name", ["bob.zip", "bob.py"])
def test_a_student_who_is_a_pipe_does_not_block(work: Path, single: Assignment, name: str) -> None:
    os.mkfifo(work.parent / name)
    submission = discover(work.parent, single)[1].read()
    assert "regular file" in str(submission.problem)


def test_a_socket_is_refused(
    work: Path, single: Assignment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(work)  # the path of a socket may not be long
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s")
        assert "is not a regular file" in str(read_class(work, single).problem)


def test_too_many_files_are_refused(work: Path, single: Assignment) -> None:
    for number in range(1000):
        (work / f"{number}").touch()
    assert "at most 1000 files" in str(read_class(work, single).problem)


def test_too_many_folders_are_refused(work: Path, single: Assignment) -> None:
    for number in range(1000):
        (work / f"{number}").mkdir()
    assert "at most 1000 files" in str(read_class(work, single).problem)


def test_too_deep_a_folder_is_refused(work: Path, single: Assignment) -> None:
    work.joinpath(*["d"] * 40).mkdir(parents=True)
    assert "lies too deep" in str(read_class(work, single).problem)


def test_huge_files_are_refused_unread(work: Path, single: Assignment) -> None:
    with (work / "data.bin").open("wb") as file:
        file.truncate(10 * 2**30)
    assert "at most 50 MB" in str(read_class(work, single).problem)


def test_a_name_that_is_not_utf8_is_refused(work: Path, single: Assignment) -> None:
    Path(os.fsdecode(os.fsencode(work) + b"/\xff.py")).touch()
    assert "bytes that are not UTF-8" in str(read_class(work, single).problem)


def test_what_systems_leave_behind_is_passed_over(work: Path, single: Assignment) -> None:
    for name in (".git", "__pycache__", ".venv", "__MACOSX"):
        (work / name).mkdir()
        (work / name / "link").symlink_to("/")
    assert read_class(work, single).problem is None


def test_checking_ones_own_folder_looks_at_the_wanted_files_only(
    work: Path, single: Assignment
) -> None:
    (work / "link").symlink_to("/")
    for number in range(1100):
        (work / f"{number}").touch()
    submission = read_submission(work, single, "Ann Lee")
    assert submission.problem is None
    assert (submission.id, submission.student.id) == ("Ann_Lee", "Ann Lee")
    assert submission.digest == read_submission(work / "optim.py", single, "x").digest


def test_a_path_that_is_not_there_is_not_the_students_fault(
    tmp_path: Path, single: Assignment
) -> None:
    with pytest.raises(SubmissionError, match="nothing at"):
        read_submission(tmp_path / "nowhere", single, "ann")
    with pytest.raises(SubmissionError, match="nothing at"):
        discover(tmp_path / "nowhere", single)


def test_a_folder_that_vanished_is_not_the_students_fault(work: Path, single: Assignment) -> None:
    (candidate,) = discover(work.parent, single)
    work.rename(work.parent.parent / "elsewhere")
    with pytest.raises(SubmissionError, match="cannot read"):
        candidate.read()


def test_where_folders_cannot_be_opened_files_are_read_by_their_paths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "_HAS_STEPS", False)
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "a.py").write_bytes(b"x = 1\r\n")
    (tmp_path / "link").symlink_to("part")
    assert disk.read_plain(tmp_path, "part/a.py", 100) == b"x = 1\r\n"
    assert [entry.name for entry in disk.folder_entries(tmp_path)] == ["link", "part/a.py"]
    with pytest.raises(RefusedError, match="expected a folder at 'link', found a link"):
        disk.read_plain(tmp_path, "link/a.py", 100)
    with pytest.raises(RefusedError, match="expected a regular file at 'part'"):
        disk.read_plain(tmp_path, "part", 100)


class Interfered:
    """An opened file over which somebody writes once, when a part of it has been read."""

    def __init__(self, file, path: Path, text: bytes) -> None:
        self._file, self._path, self._text = file, path, text

    def __getattr__(self, name: str):
        return getattr(self._file, name)

    def __enter__(self):
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    def read(self, size: int) -> bytes:
        chunk = self._file.read(size)
        if self._text:
            time.sleep(0.02)  # a file's time has the kernel's ticks
            self._path.write_bytes(self._text)
            self._text = b""
        return chunk


@pytest.fixture
def interference(work: Path, monkeypatch):
    """Write these texts over `optim.py`, one for each time that it is read."""
    texts: list[bytes] = []
    opened = os.fdopen

    def open_interfered(descriptor: int, mode: str):
        text = texts.pop(0) if texts else b""
        return Interfered(opened(descriptor, mode), work / "optim.py", text)

    monkeypatch.setattr(disk.os, "fdopen", open_interfered)
    monkeypatch.setattr(disk, "CHUNK", 4)
    return texts


def test_a_file_that_changes_while_it_is_read_is_read_again(work, single, interference) -> None:
    (work / "optim.py").write_bytes(b"x = 11111\n")
    interference.append(b"y = 22222\n")
    assert read_class(work, single).files[0].content == b"y = 22222\n"


def test_a_file_that_never_rests_is_our_problem_and_not_the_students(
    work, single, interference
) -> None:
    interference += [f"x = {number}\n".encode() for number in range(disk.TRIES)]
    with pytest.raises(SubmissionError, match="being written to"):
        read_class(work, single)
