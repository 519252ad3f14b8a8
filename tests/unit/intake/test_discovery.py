import logging
import tarfile
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.errors import SubmissionError
from autograder.intake import Roster, discover
from autograder.model import Assignment, Student

Pack = Callable[..., bytes]


def outcome(path: Path, assignment: Assignment, roster: Roster | None = None) -> dict[str, str]:
    """Return for each id what was read of its first file, or the problem."""
    submissions = [candidate.read() for candidate in discover(path, assignment, roster)]
    return {s.id: s.problem or s.files[0].content.decode() for s in submissions}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "class"
    folder.mkdir()
    return folder


def test_a_class_may_hand_in_every_way_at_once(
    folder: Path, single: Assignment, pack: Pack, pack_tar: Pack
) -> None:
    (folder / "ann" / "hw").mkdir(parents=True)
    (folder / "ann" / "hw" / "optim.py").write_text("ann")
    (folder / "bob.zip").write_bytes(pack([("hw/optim.py", b"bob")]))
    (folder / "cy.tar.gz").write_bytes(pack_tar([(tarfile.TarInfo("optim.py"), b"cy")], "w:gz"))
    (folder / "dee.py").write_text("dee")
    (folder / "eve_12_assignsubmission_file").mkdir()
    (folder / "eve_12_assignsubmission_file" / "hw.zip").write_bytes(pack([("optim.py", b"eve")]))
    (folder / "fay.zip").write_bytes(b"PK\x03\x04 cut off")
    (folder / "gil.rar").write_bytes(b"Rar!")
    (folder / "hal").mkdir()
    found = outcome(folder, single)
    assert list(found) == sorted(found)
    assert {name: found[name] for name in ("ann", "bob", "cy", "dee")} == {
        "ann": "ann",
        "bob": "bob",
        "cy": "cy",
        "dee": "dee",
    }
    assert found["eve_12_assignsubmission_file"] == "eve"
    assert "not a zip that can be read" in found["fay"]
    assert "expected a .zip" in found["gil"]
    assert "found no file at all" in found["hal"]


def test_stray_files_are_passed_over_with_a_warning(
    folder: Path, single: Assignment, caplog: pytest.LogCaptureFixture
) -> None:
    (folder / "grades.xlsx").touch()
    (folder / ".DS_Store").touch()
    (folder / "roster.csv").write_text("id\nann\n")
    with caplog.at_level(logging.WARNING):
        assert discover(folder, single) == []
    assert [record.message for record in caplog.records] == [
        "'grades.xlsx' is no submission and was passed over"
    ]


def test_a_folder_may_be_one_submission(folder: Path, single: Assignment) -> None:
    (folder / "optim.py").write_text("x")
    (folder / "data").mkdir()
    assert outcome(folder, single) == {"class": "x"}


def test_a_file_may_be_one_submission(folder: Path, single: Assignment) -> None:
    (folder / "optim.py").write_text("x")
    assert outcome(folder / "optim.py", single) == {"optim": "x"}


def test_a_stray_solution_does_not_turn_a_class_into_one(folder: Path, single: Assignment) -> None:
    for path in (folder, folder / "ann", folder / "bob"):
        path.mkdir(exist_ok=True)
        (path / "optim.py").write_text("x")
    with pytest.raises(SubmissionError, match="looks like one submission and like a class"):
        discover(folder, single)


def test_hostile_names_become_safe_and_unique_ids(folder: Path, single: Assignment) -> None:
    for name in ("a b", "a_b", "A_b", "\u202ebob\x1b", "-rf", "..."):
        (folder / name).mkdir()
    ids = [candidate.id for candidate in discover(folder, single)]
    assert sorted(ids) == ["A_b", "a_b-2", "a_b-3", "bob", "rf"]


def test_two_hand_ins_of_one_student_stay_apart(
    folder: Path, single: Assignment, pack: Pack
) -> None:
    (folder / "s1001").mkdir()
    (folder / "s1001.zip").write_bytes(pack([("optim.py", b"x")]))
    roster = Roster((Student(id="s1001", name="Ann"),))
    candidates = discover(folder, single, roster)
    assert [(c.id, c.student.name) for c in candidates] == [("s1001", "Ann"), ("s1001-2", "Ann")]


@pytest.fixture(params=["zip", "tar", "tar.gz"])
def pack_class(
    request: pytest.FixtureRequest, folder: Path, pack: Pack, pack_tar: Pack
) -> Callable[[dict[str, bytes]], Path]:
    """Write an archive of a class, in one kind after the other."""

    def make(items: dict[str, bytes]) -> Path:
        infos = [(tarfile.TarInfo(name), content) for name, content in items.items()]
        mode = "w:gz" if request.param == "tar.gz" else "w"
        data = pack(items.items()) if request.param == "zip" else pack_tar(infos, mode)
        (folder / f"hw1.{request.param}").write_bytes(data)
        return folder / f"hw1.{request.param}"

    return make


@pytest.mark.parametrize("wrap", ["", "submissions/", "A/b/"])
def test_an_archive_of_a_class_is_one_hand_in_for_each_student(
    single: Assignment, pack: Pack, pack_class: Callable[[dict[str, bytes]], Path], wrap: str
) -> None:
    items = {
        "ann/optim.py": b"ann",
        "Bob Stra\u00dfe/hw/optim.py": b"bob",
        "cy.zip": pack([("optim.py", b"cy")]),
        "dee/hw.zip": pack([("hw/optim.py", b"dee")]),
        "eve/notes.txt": b"",
        "__MACOSX/ann/._optim.py": b"",
    }
    path = pack_class({wrap + name: content for name, content in items.items()})
    found = outcome(path, single)
    assert "none of the files asked for" in found.pop("eve")
    assert found == {"ann": "ann", "Bob_Strae": "bob", "cy": "cy", "dee": "dee"}


def test_one_hostile_student_does_not_spoil_a_class_archive(
    folder: Path, single: Assignment, pack: Pack
) -> None:
    items = [
        ("ann/optim.py", b"ann"),
        ("bob/optim.py", b"bob"),
        ("bob/../ann/optim.py", b"forged"),
        ("cy/optim.py", b"cy"),
        ("cy/a\nb", b""),
        ("../../dee/optim.py", b""),
        ("/eve/optim.py", b""),
    ]
    (folder / "hw.zip").write_bytes(pack(items))
    found = outcome(folder / "hw.zip", single)
    assert found.pop("ann") == "ann"
    assert "a step up" in found.pop("bob")
    assert "a control character" in found.pop("cy")
    assert found == {}


def test_a_bomb_of_one_student_costs_the_others_nothing(
    folder: Path, single: Assignment, pack: Pack
) -> None:
    items = [("ann/optim.py", b"ann"), ("bob/optim.py", b"bob"), ("bob/x", b"\0" * 60_000_000)]
    items.append(("cy.zip", pack([("optim.py", b"\0" * 60_000_000)])))
    (folder / "hw.zip").write_bytes(pack(items))
    found = outcome(folder / "hw.zip", single)
    assert found["ann"] == "ann"
    assert "at most 50 MB" in found["bob"]
    assert "at most 50 MB" in found["cy"]


@pytest.mark.parametrize(
    "items",
    [
        ["optim.py"],
        ["hw/optim.py", "hw/data/a.txt"],
        ["src/optim.py", "docs/a.txt"],
        ["ann/optim.py"],
        ["optim.py", "old/optim.py", "older/optim.py"],
    ],
)
def test_an_archive_of_one_student_is_one_hand_in(
    folder: Path, single: Assignment, pack: Pack, items: list[str]
) -> None:
    (folder / "s1001.zip").write_bytes(pack([(name, b"x") for name in items]))
    assert outcome(folder / "s1001.zip", single) == {"s1001": "x"}


def test_files_of_one_student_in_two_folders_are_no_class(
    folder: Path, assignment: Assignment, pack: Pack
) -> None:
    (folder / "ann.zip").write_bytes(pack([("a/layers.py", b"l"), ("b/net.py", b"n")]))
    (candidate,) = discover(folder / "ann.zip", assignment)
    assert [file.path for file in candidate.read().files] == ["layers.py", "net.py"]


def test_the_roster_tells_a_class_of_one_from_a_student(
    folder: Path, single: Assignment, pack: Pack
) -> None:
    roster = Roster((Student(id="s1001", name="Ann"),))
    (folder / "hw1.zip").write_bytes(pack([("all/s1001/optim.py", b"x")]))
    assert outcome(folder / "hw1.zip", single, roster) == {"s1001": "x"}
    (folder / "s1001.zip").write_bytes(pack([("s1001/optim.py", b"x")]))
    assert outcome(folder / "s1001.zip", single, roster) == {"s1001": "x"}


def test_an_archive_that_cannot_be_read_is_a_hand_in_with_a_problem(
    folder: Path, single: Assignment
) -> None:
    (folder / "ann.zip").write_bytes(b"not a zip")
    assert "expected a .zip" in outcome(folder / "ann.zip", single)["ann"]


def test_a_students_archive_that_is_a_link_or_there_twice_is_refused(
    folder: Path, single: Assignment, pack: Pack, pack_tar: Pack
) -> None:
    link = tarfile.TarInfo("./ann.zip")
    link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
    infos = [(tarfile.TarInfo(f"{name}.zip"), pack([("optim.py", b"x")])) for name in ("bob", "cy")]
    (folder / "hw.tar").write_bytes(pack_tar([(link, b""), *infos, infos[0]]))
    found = outcome(folder / "hw.tar", single)
    assert "is a link" in found.pop("ann")
    assert "there 2 times" in found.pop("bob")
    assert found == {"cy": "x"}


def test_a_candidate_is_small(folder: Path, single: Assignment) -> None:
    for number in range(1_000):
        (folder / f"student-{number:05d}").mkdir()
    discover(folder, single)  # what is read once for good is no candidate's
    tracemalloc.start()
    found = discover(folder, single)
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found) == 1_000
    assert used / len(found) < 700
    assert found[7].source == folder.resolve() / "student-00007"
