"""Hostile names in exports: harmless, and never another student's loss."""

import os
import tarfile
import zipfile

import pytest

from autograder.errors import SubmissionError
from autograder.intake import read_inputs

FINE = ("ada_1_10_work.py", b"ada")


@pytest.fixture
def class_zip(tmp_path, pack):
    def make(items):
        (tmp_path / "class.zip").write_bytes(pack(items))
        return tmp_path / "class.zip"

    return make


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("bo_2_11_wo\x1brk.py", "control character"),
        ("bo_2_11_\u202eyp.work.py", "control character"),
        ("bo_2_11_" + "x" * 600 + ".py", "too long"),
        ("bo_2_11_a\\work.py", "backslash"),
    ],
)
def test_a_hostile_name_costs_its_owner_only(class_zip, read, name, words):
    texts = read(class_zip([FINE, (name, b"x")]))
    assert texts["1"] == "ada"
    assert words in texts["2"]


@pytest.mark.parametrize(
    "name", ["../ada_1_99_work.py", "/ada_1_99_work.py", "../../x/ada_1_99_work-1.py"]
)
def test_a_name_that_would_escape_stands_for_nobody(class_zip, read, name):
    assert read(class_zip([FINE, (name, b"forged")])) == {"1": "ada"}


def test_one_name_twice_in_an_archive_is_refused_for_its_owner(class_zip, read):
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = class_zip([FINE, ("bo_2_11_work.py", b"x"), ("bo_2_11_work.py", b"y")])
    texts = read(path)
    assert texts["1"] == "ada"
    assert "is there twice" in texts["2"]


def test_names_equal_after_case_folding_are_refused_or_the_newest_wins(class_zip, read):
    texts = read(
        class_zip(
            [
                ("bo_2_11_work.py", b"x"),
                ("bo_2_11_WORK.py", b"y"),
                ("ada_1_1_work.py", b"old"),
                FINE,
            ]
        )
    )
    assert "which one counts?" in texts["2"]
    assert texts["1"] == "ada"


def test_two_unicode_forms_of_one_name_are_one_name(class_zip, read):
    composed, split = "bo_2_11_\u00e9.txt", "bo_2_11_e\u0301.txt"
    texts = read(class_zip([FINE, (composed, b"x"), (split, b"y"), ("bo_2_12_work.py", b"z")]))
    assert texts["1"] == "ada"
    assert "is there twice" in texts["2"]


def test_a_link_or_a_bomb_in_an_export_costs_its_owner_only(class_zip, read):
    link = zipfile.ZipInfo("bo_2_11_work.py")
    link.external_attr = 0o120777 << 16
    texts = read(class_zip([FINE, (link, b"/etc/passwd"), ("cy_3_12_work.py", b"\0" * 60_000_000)]))
    assert texts["1"] == "ada"
    assert "is a link" in texts["2"]
    assert "50 MB" in texts["3"]


def test_moodle_folders_keep_the_rules_of_archives(class_zip, read):
    moodle = "{}_{}_assignsubmission_file/{}"
    items = [
        (moodle.format("Ada", 1, "work.py"), b"ada"),
        (moodle.format("Bo", 2, "../Ada_1_assignsubmission_file/work.py"), b"forged"),
        (moodle.format("Cy", 3, "work.py"), b"1"),
        (moodle.format("Cy", 3, "WORK.py"), b"2"),
        (moodle.format("=cmd|' calc'!A0", 4, "work.py"), b"dee"),
    ]
    texts = read(class_zip(items))
    assert texts["1"] == "ada"
    assert "a step up" in texts["2"]
    assert "which one counts?" in texts["3"]
    assert texts["4"] == "dee"


def test_a_class_archive_of_bytes_that_are_no_text(tmp_path, read, pack_tar):
    info = tarfile.TarInfo("B\udcff_2_assignsubmission_file/work.py")
    fine = tarfile.TarInfo("Ada_1_assignsubmission_file/work.py")
    (tmp_path / "class.tar").write_bytes(pack_tar([(info, b"bo"), (fine, b"ada")]))
    texts = read(tmp_path / "class.tar")
    assert texts["1"] == "ada"
    assert "bytes that are not UTF-8" in texts["2"]


@pytest.mark.parametrize("form", ["git", "nbgrader", "moodle", "canvas"])
def test_names_on_disk_that_are_no_text_are_read(tmp_path, sums, form):
    raw = {
        "git": [b"b\xff/.git/HEAD", b"b\xff/work.py"],
        "nbgrader": [b"submitted/b\xff/sums/work.py"],
        "moodle": [b"B\xff_2_assignsubmission_file/work.py"],
        "canvas": [b"bo_1_2_\xff.py", b"bo_1_3_work.py"],
    }[form]
    root = tmp_path / "class"
    for name in raw:
        path = root / os.fsdecode(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (candidate,) = read_inputs(root, sums, form=form).candidates
    candidate.read().model_dump_json()
    assert candidate.id.isascii()


def test_gradescope_names_lead_nowhere_else(written, sums):
    yml = "submission_1:\n  :submitters:\n  - :sid: '1'\n..:\n  :submitters:\n  - :sid: '2'\n"
    path = written({"submission_metadata.yml": yml, "submission_1/work.py": "a"})
    (path.parent / "work.py").write_text("outside")
    first, second = read_inputs(path, sums).candidates
    assert first.read().files[0].content == b"a"
    with pytest.raises(SubmissionError, match=r"names '\.\.' and holds no such folder"):
        second.read()


def test_an_id_that_is_a_path_becomes_a_safe_folder(written, sums):
    yml = "submission_1:\n  :submitters:\n  - :sid: '../../etc'\n    :name: '=HYPERLINK(1)'\n"
    path = written({"submission_metadata.yml": yml, "submission_1/work.py": "a"})
    (only,) = read_inputs(path, sums).candidates
    assert only.id == "etc"


def test_a_list_packed_as_a_bomb_is_refused(class_zip, sums):
    path = class_zip(
        [("submission_metadata.yml", b" " * 40_000_000), ("submission_1/work.py", b"x")]
    )
    with pytest.raises(SubmissionError, match=r"submission_metadata\.yml cannot be read"):
        read_inputs(path, sums)
