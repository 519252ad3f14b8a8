"""The work that was graded, kept beside its grade."""

import zipfile
from datetime import UTC, datetime

import pytest

from autograder.errors import SubmissionError
from autograder.model import Grade, Manifest, Student, Submission, SubmittedFile, digest_of
from autograder.results import KEPT, keep_submission, kept_submission

FILES = (
    SubmittedFile(path="work.py", content=b"x = 1\n"),
    SubmittedFile(path="answers.md", content="Schwung \udcff".encode("utf-8", "surrogateescape")),
)
WORK = Submission(
    id="ada",
    assignment="sums",
    student=Student(id="ada", name="Ada \ud800"),
    submitted_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
    late=False,
    digest=digest_of(FILES),
    files=FILES,
    notes=("'extra.py' is not asked for",),
)
UNREADABLE = Submission(id="ada", assignment="sums", student=Student(id="ada"), problem="no zip")


def grade_of(submission):
    manifest = Manifest(
        autograder="1", sandbox="process", isolated=False, images=(), suite_hash="s",
        submission_digest=submission.digest, seed_id="i", python="3", numpy="2",
        started_at=datetime(2026, 3, 2, tzinfo=UTC), seconds=0,
    )  # fmt: skip
    return Grade(
        submission_id=submission.id, student=submission.student, assignment="sums",
        assignment_title="Sums", assignment_version="1", status="graded", tasks=(), checks=(),
        manifest=manifest,
    )  # fmt: skip


@pytest.mark.parametrize("submission", [WORK, UNREADABLE], ids=["graded", "unreadable"])
def test_what_is_kept_comes_back_as_it_was(tmp_path, submission):
    keep_submission(tmp_path, submission)
    found = kept_submission(tmp_path, grade_of(submission))
    assert found.model_copy(update={"files": ()}) == submission.model_copy(update={"files": ()})
    assert {file.path: file.content for file in found.files} == {
        file.path: file.content for file in submission.files
    }


def test_the_same_work_makes_the_same_bytes_and_is_not_written_twice(tmp_path):
    keep_submission(tmp_path, WORK)
    first, written = (tmp_path / KEPT).read_bytes(), (tmp_path / KEPT).stat().st_ino
    keep_submission(tmp_path, WORK.model_copy(update={"files": FILES[::-1]}))
    assert (tmp_path / KEPT).read_bytes() == first
    assert (tmp_path / KEPT).stat().st_ino == written
    assert [path.name for path in tmp_path.iterdir()] == [KEPT]


def test_what_was_never_kept_is_none(tmp_path):
    assert kept_submission(tmp_path, grade_of(WORK)) is None


@pytest.mark.parametrize("cut", [0, 10, 100, -1])
def test_a_torn_zip_is_told(tmp_path, cut):
    keep_submission(tmp_path, WORK)
    whole = (tmp_path / KEPT).read_bytes()
    (tmp_path / KEPT).write_bytes(whole[:cut])
    with pytest.raises(SubmissionError, match=r"cannot be read.*autograder grade"):
        kept_submission(tmp_path, grade_of(WORK))


def test_a_changed_file_is_told(tmp_path):
    keep_submission(tmp_path, WORK)
    with zipfile.ZipFile(tmp_path / KEPT) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(tmp_path / KEPT, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content.replace(b"x = 1", b"x = 2"))
    with pytest.raises(SubmissionError, match="not those that were kept"):
        kept_submission(tmp_path, grade_of(WORK))


NEWER = WORK.model_copy(update={"files": FILES[:1], "digest": digest_of(FILES[:1])})


def test_each_attempt_is_kept(tmp_path):
    for submission in (WORK, NEWER, WORK):
        keep_submission(tmp_path, submission)
    assert kept_submission(tmp_path, grade_of(NEWER)).digest == NEWER.digest
    assert kept_submission(tmp_path, grade_of(WORK)).digest == WORK.digest


def test_other_work_than_the_grade_is_of_is_told(tmp_path):
    keep_submission(tmp_path, NEWER)
    with pytest.raises(SubmissionError, match="is of other work"):
        kept_submission(tmp_path, grade_of(WORK))
