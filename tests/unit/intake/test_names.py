import pytest

from autograder.intake.names import clean_id, is_archive, is_junk, printable, stem, unique_ids


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("ann", "ann"),
        ("s123-4.5_x", "s123-4.5_x"),
        ("M\u00fcller, J\u00f6rg", "Muller_Jorg"),
        ("a/b\\c", "a_b_c"),
        ("..", "submission"),
        (".", "submission"),
        ("", "submission"),
        ("-rf", "rf"),
        (".hidden", "hidden"),
        ("\u202eevil\x1b[2J\n", "evil_2J"),
        ("\u674e\u96f7", "submission"),
        ("n" * 200, "n" * 64),
        ("=cmd|' /C calc'!A0", "cmd_C_calc_A0"),
    ],
)
def test_an_id_is_safe_as_a_folder_name(raw: str, cleaned: str) -> None:
    assert clean_id(raw) == cleaned


def test_ids_are_unlike_on_every_file_system() -> None:
    assert unique_ids(["a", "A", "a", "a-2", "b"]) == ["a", "A-2", "a-3", "a-2-2", "b"]


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("a.zip", "a"),
        ("a.b.tar.gz", "a.b"),
        ("a.TGZ", "a"),
        ("a.tar.bz2", "a"),
        ("a.py", "a"),
        (".zip", ".zip"),
        ("a", "a"),
    ],
)
def test_the_stem_is_the_name_without_its_kind(name: str, left: str) -> None:
    assert stem(name) == left


def test_archives_are_known_by_their_suffix() -> None:
    assert all(is_archive(name) for name in ("a.zip", "A.ZIP", "a.tar.gz", "a.rar"))
    assert not any(is_archive(name) for name in ("a.py", "zip", "a.zip.py"))


def test_what_systems_leave_behind_is_junk_at_any_depth() -> None:
    junk = ("__MACOSX/a", "a/.git/b", "./.DS_Store", "a/__pycache__/b.pyc")
    assert all(is_junk(name) for name in junk)
    assert not any(is_junk(name) for name in ("a/b", "./a", "../a", "a..b"))


def test_shown_names_move_no_cursor() -> None:
    assert printable("a\x1b[2J\u202eb\n") == "'a?[2J?b?'"
    assert len(printable("a" * 500)) < 90


def test_an_id_that_is_safe_already_is_no_second_text() -> None:
    name = f"student-{7:05d}"
    assert clean_id(name) is name
