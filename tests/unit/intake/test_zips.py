import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Callable

import pytest

from autograder.intake.bounds import MAX_TOTAL, MEGABYTE
from autograder.model import Submission

GOOD = b"x = 1\n"
Pack = Callable[..., bytes]
HandIn = Callable[..., Submission]


def problem_of(submission: Submission) -> str:
    assert submission.problem is not None
    assert submission.files == ()
    assert submission.digest == ""
    return submission.problem


def with_mode(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def patched(data: bytes, offset: int, value: bytes) -> bytes:
    """Change a field of the first entry of the central directory."""
    start = data.index(b"PK\x01\x02") + offset
    return data[:start] + value + data[start + len(value) :]


def test_a_plain_zip_is_read(hand_in: HandIn, pack: Pack) -> None:
    submission = hand_in(pack([("optim.py", GOOD)]))
    assert submission.problem is None
    assert submission.notes == ()
    assert [(file.path, file.content) for file in submission.files] == [("optim.py", GOOD)]
    assert submission.digest.startswith("sha256:")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../optim.py", "a step up"),
        ("a/../../optim.py", "a step up"),
        ("../.git/config", "a step up"),
        ("/optim.py", "an absolute path"),
        ("/.hidden", "an absolute path"),
        ("C:/optim.py", "a drive letter"),
        ("c:optim.py", "a drive letter"),
        ("a\\..\\optim.py", "a backslash"),
        ("op\ntim.py", "a control character"),
        ("op\x1b[2Jtim.py", "a control character"),
        ("op\u202etim.py", "a control character"),
        ("/".join(["d"] * 40) + "/optim.py", "too long"),
        ("n" * 600, "too long"),
    ],
)
def test_a_name_that_could_escape_refuses_the_zip(
    hand_in: HandIn, pack: Pack, name: str, words: str
) -> None:
    problem = problem_of(hand_in(pack([("optim.py", GOOD), (name, GOOD)])))
    assert words in problem
    assert problem.isprintable()


def test_a_nul_does_not_cut_a_name_short(hand_in: HandIn, pack: Pack) -> None:
    data = pack([("optim.py~x", GOOD)]).replace(b"optim.py~x", b"optim.py\0x")
    assert "a control character" in problem_of(hand_in(data))


@pytest.mark.parametrize(
    ("mode", "words"),
    [
        (stat.S_IFLNK | 0o777, "is a link"),
        (stat.S_IFIFO | 0o644, "is not a regular file"),
        (stat.S_IFBLK | 0o644, "is not a regular file"),
        (stat.S_IFCHR | 0o644, "is not a regular file"),
        (stat.S_IFSOCK | 0o644, "is not a regular file"),
    ],
)
def test_only_regular_files_are_read(hand_in: HandIn, pack: Pack, mode: int, words: str) -> None:
    data = pack([("optim.py", GOOD), (with_mode("other", mode), b"/etc/passwd")])
    assert words in problem_of(hand_in(data))


def test_links_and_escapes_in_junk_harm_nobody(hand_in: HandIn, pack: Pack) -> None:
    link = with_mode(".venv/bin/python", stat.S_IFLNK | 0o777)
    junk = [(link, b"/usr/bin/python"), ("__MACOSX/._optim.py", b"\0"), (".DS_Store", b"\0")]
    assert hand_in(pack([("optim.py", GOOD), *junk])).problem is None


def test_a_file_that_is_there_twice_is_ambiguous(hand_in: HandIn, pack: Pack) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # zipfile warns of what is the point here
        data = pack([("optim.py", GOOD), ("optim.py", b"x = 2\n")])
    assert "'optim.py' is there twice" in problem_of(hand_in(data))


@pytest.mark.parametrize("twin", ["Optim.py", "OPTIM.PY"])
def test_names_that_collide_on_some_systems_are_refused(
    hand_in: HandIn, pack: Pack, twin: str
) -> None:
    assert "beside 'optim.py'" in problem_of(hand_in(pack([("optim.py", GOOD), (twin, GOOD)])))


def test_one_unicode_name_in_two_forms_collides(hand_in: HandIn, pack: Pack) -> None:
    data = pack([("optim.py", GOOD), ("\u00e9.txt", GOOD), ("e\u0301.txt", GOOD)])
    assert "twice" in problem_of(hand_in(data))


def test_a_thousand_entries_pass_and_one_more_does_not(hand_in: HandIn, pack: Pack) -> None:
    items = [("optim.py", GOOD), *((f"data/{number}", b"") for number in range(999))]
    assert hand_in(pack(items)).problem is None
    assert "at most 1000 files, found 1001" in problem_of(hand_in(pack([*items, ("z", b"")])))


def test_a_directory_of_a_million_entries_is_not_even_parsed(hand_in: HandIn, pack: Pack) -> None:
    data = pack((f"{number:060}", b"") for number in range(30_000))
    assert "directory is too large" in problem_of(hand_in(data))


def test_a_bomb_is_refused_by_what_it_claims(hand_in: HandIn, pack: Pack) -> None:
    data = pack([("optim.py", GOOD), ("data.bin", b"\0" * (MAX_TOTAL + 1))])
    assert "at most 50 MB, found 50.1 MB" in problem_of(hand_in(data))


def test_a_high_ratio_is_refused(hand_in: HandIn, pack: Pack) -> None:
    data = pack([("optim.py", b"#" * MEGABYTE)])
    assert "more than 100 times its size" in problem_of(hand_in(data))


def test_a_short_dull_file_is_no_bomb(hand_in: HandIn, pack: Pack) -> None:
    assert hand_in(pack([("optim.py", b"#" * 60_000)])).problem is None


def test_many_entries_that_share_their_bytes_are_counted_as_unpacked(
    hand_in: HandIn, pack: Pack
) -> None:
    data = pack([("optim.py", GOOD), *((f"{n}", b"\0" * 60_000) for n in range(900))])
    assert "found 51.5 MB" in problem_of(hand_in(data))


@pytest.mark.parametrize("claimed", [0, 1, 5, 7, 5000])
def test_a_lying_size_is_found_out(hand_in: HandIn, pack: Pack, claimed: int) -> None:
    data = patched(pack([("optim.py", GOOD)]), 24, struct.pack("<I", claimed))
    problem = problem_of(hand_in(data))
    assert "is damaged" in problem or "not as long" in problem


def test_a_lying_packed_size_does_not_raise_the_ratio(hand_in: HandIn, pack: Pack) -> None:
    data = pack([("optim.py", b"#" * MEGABYTE)])
    data = patched(data, 20, struct.pack("<I", 2**31))
    assert "100 times" in problem_of(hand_in(data))


def test_an_encrypted_zip_says_so(hand_in: HandIn, pack: Pack) -> None:
    data = patched(pack([("optim.py", GOOD)]), 8, struct.pack("<H", 1))
    assert "is encrypted" in problem_of(hand_in(data))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_methods_that_unpack_without_a_bound_are_refused(
    hand_in: HandIn, pack: Pack, method: int
) -> None:
    assert "unusual method" in problem_of(hand_in(pack([("optim.py", GOOD)], method)))


def test_a_local_name_that_contradicts_the_directory_is_refused(
    hand_in: HandIn, pack: Pack
) -> None:
    data = pack([("optim.py", GOOD)]).replace(b"optim.py", b"other.py", 1)
    assert "is damaged" in problem_of(hand_in(data))


def test_no_cut_of_a_zip_raises(hand_in: HandIn, pack: Pack) -> None:
    data = pack([("optim.py", GOOD)])
    for length in range(len(data)):
        problem_of(hand_in(data[:length]))


def test_no_changed_byte_of_a_zip_raises(hand_in: HandIn, pack: Pack) -> None:
    data = pack([("optim.py", GOOD), ("b.txt", b"b" * 300)])
    for position in range(len(data)):
        for value in (0, 255, data[position] ^ 0x10):
            changed = bytearray(data)
            changed[position] = value
            submission = hand_in(bytes(changed))
            assert submission.problem or submission.files


def test_a_zip_may_be_appended_to_nothing_else(hand_in: HandIn, pack: Pack) -> None:
    assert "expected a .zip" in problem_of(hand_in(b"#!/bin/sh\n" + pack([("optim.py", GOOD)])))


def test_an_inner_zip_is_opened_once(hand_in: HandIn, pack: Pack) -> None:
    inner = pack([("optim.py", GOOD)])
    once = pack([("hw.zip", inner)])
    assert [file.path for file in hand_in(once).files] == ["optim.py"]
    assert "none of the files asked for" in problem_of(hand_in(pack([("again.zip", once)])))


def test_an_inner_bomb_is_bounded(hand_in: HandIn, pack: Pack) -> None:
    inner = pack([("optim.py", b"\0" * (MAX_TOTAL + 1))])
    assert "at most 50 MB" in problem_of(hand_in(pack([("hw.zip", inner)], zipfile.ZIP_STORED)))


def test_an_empty_zip_says_what_was_expected(hand_in: HandIn) -> None:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    problem = problem_of(hand_in(buffer.getvalue()))
    assert "found no file at all" in problem
    assert "expected: optim.py" in problem
