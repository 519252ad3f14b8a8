import pytest

from autograder.intake import read_inputs


@pytest.mark.parametrize(
    ("title", "counts"),
    [
        ("work.py", True),
        ("work-1.py", True),
        ("work-12.py", True),
        ("WORK.PY", True),
        ("other-1.py", False),
        ("work-1-2.py", False),
        ("work-.py", False),
    ],
)
def test_the_listed_name_is_restored_if_it_fits(written, sums, title, counts):
    path = written({"ada_1_2_work.py": "sure", f"bo_3_4_{title}": "x", "bo_3_5_notes.txt": "y"})
    bo = read_inputs(path, sums).candidates[1].read()
    assert (bo.problem is None) == counts
    if counts:
        assert [file.path for file in bo.files] == ["work.py"]


def test_a_listed_name_that_ends_in_a_number_keeps_it(written, sums):
    listed = sums.model_copy(update={"submit": ("work.py", "work-1.py")})
    path = written(
        {"ada_1_7_work-1.py": "one", "ada_1_8_work.py": "none", "ada_1_9_work-2.py": "2"}
    )
    (ada,) = read_inputs(path, listed).candidates
    assert {file.path: file.content for file in ada.read().files} == {
        "work.py": b"2",
        "work-1.py": b"one",
    }


def test_the_newest_of_two_counts_and_the_student_reads_it(written, sums):
    path = written(
        {
            "ada_1_100_work.py": "old",
            "ada_1_99_work-1.py": "older",
            "ada_LATE_1_1000_work-3.py": "new",
        }
    )
    (ada,) = read_inputs(path, sums).candidates
    read = ada.read()
    assert [file.content for file in read.files] == [b"new"]
    assert read.late is True
    assert "'work-3.py' counts as 'work.py': it is newer than 'work.py'" in read.notes


def test_two_files_of_one_number_are_refused(written, read):
    path = written({"ada_1_5_work.py": "a", "ada_1_5_work-1.py": "b"})
    assert "'work.py' is there twice; which one counts?" in read(path)["1"]


def test_a_lone_file_under_another_name_is_taken_as_the_one_asked_for(written, read, sums):
    path = written({"ada_1_5_work.py": "a", "bo_2_6_final version (3).py": "b"})
    assert read(path) == {"1": "a", "2": "b"}
    notes = read_inputs(path, sums).candidates[1].notes
    assert notes == ("'final version (3).py' was taken as 'work.py'",)


def test_an_archive_among_the_files_is_looked_into(written, read, zipped):
    path = written({"ada_1_5_work.py": "a"})
    inner = zipped(written({"inner/hw/work.py": "b"}) / "inner")
    inner.rename(path / "bo_2_6_hand-in-1.zip")
    (path / "inner/hw/work.py").unlink()
    (path / "inner/hw").rmdir()
    (path / "inner").rmdir()
    assert read(path) == {"1": "a", "2": "b"}


def test_anonymous_students_stay_apart(written, sums):
    path = written({"anon_Ab3dE_5_work.py": "a", "LATE_anon_Zz9yX_6_work-1.py": "b"})
    found = read_inputs(path, sums)
    assert found.summary == "read as a Canvas download: 2 students, 1 late"
    assert [one.student.id for one in found.candidates] == ["anon_Ab3dE", "anon_Zz9yX"]


def test_no_title_changes_whose_work_it_is(written, sums):
    path = written({"anon_Ab3dE_5_77_88_work.py": "a", "bo_2_6_1_99_work.py": "b"})
    assert [one.student.id for one in read_inputs(path, sums).candidates] == [
        "2",
        "anon_Ab3dE",
    ]


def test_a_class_that_called_no_file_as_asked_is_recognised_by_its_names(written, read):
    path = written({"ada_1_5_hw.py": "a", "bo_2_6_mine.py": "b", "roster.csv": "id\n1\n2\n"})
    assert read(path) == {"1": "a", "2": "b"}


def test_one_number_under_two_names_is_two_hand_ins(written, sums):
    path = written({"ada_1_5_work.py": "a", "eve_1_6_work.py": "b"})
    found = read_inputs(path, sums).candidates
    assert [(one.id, one.student.name) for one in found] == [("1", "ada"), ("1-2", "eve")]


@pytest.mark.parametrize(
    "name", ["ada_1_5_", "ada_1_work.py", "_1_5_work.py", "ada_x_5_work.py", "1_5_work.py"]
)
def test_other_names_are_no_canvas_names(written, sums, name):
    path = written({"bo/work.py": "x", f"cy/{name}": "y"})
    assert read_inputs(path, sums).summary.startswith("read as plain submissions")


def test_a_title_that_looks_like_numbers_belongs_to_the_title(written, read):
    path = written({"ada_1_5_6_7_work.py": "a", "bo_2_8_work.py": "b"})
    assert read(path)["1"] == "a"
