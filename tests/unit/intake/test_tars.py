import gzip
import tarfile
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
    return submission.problem


def typed(name: str, kind: bytes, link: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


@pytest.mark.parametrize("layout", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("mode", ["w", "w:gz"])
@pytest.mark.parametrize("folder", ["", "hw1/", "./", "long" * 30 + "/"])
def test_every_kind_of_tar_is_read(
    hand_in: HandIn, pack_tar: Pack, layout: int, mode: str, folder: str
) -> None:
    items = [
        (typed(folder.rstrip("/") or ".", tarfile.DIRTYPE), b""),
        (tarfile.TarInfo(folder + "optim.py"), GOOD),
        (tarfile.TarInfo(folder + "notes.txt"), b"n" * 1500),
    ]
    submission = hand_in(pack_tar(items, mode, format=layout), "work.tar.gz")
    assert submission.problem is None
    assert [(file.path, file.content) for file in submission.files] == [("optim.py", GOOD)]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (tarfile.SYMTYPE, "is a link"),
        (tarfile.LNKTYPE, "is a link"),
        (tarfile.CHRTYPE, "is not a regular file"),
        (tarfile.BLKTYPE, "is not a regular file"),
        (tarfile.FIFOTYPE, "is not a regular file"),
        (tarfile.CONTTYPE, "is not a regular file"),
        (tarfile.GNUTYPE_SPARSE, "is not a regular file"),
        (b"Z", "is not a regular file"),
    ],
)
def test_only_regular_files_are_read(
    hand_in: HandIn, pack_tar: Pack, kind: bytes, words: str
) -> None:
    items = [(tarfile.TarInfo("optim.py"), GOOD), (typed("other", kind, "/etc/passwd"), b"")]
    assert words in problem_of(hand_in(pack_tar(items)))


@pytest.mark.parametrize("layout", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../optim.py", "a step up"),
        ("d/" * 100 + "../optim.py", "a step up"),
        ("/etc/optim.py", "an absolute path"),
        ("a\nb.py", "a control character"),
        ("a\\b.py", "a backslash"),
    ],
)
def test_a_name_that_could_escape_refuses_the_tar(
    hand_in: HandIn, pack_tar: Pack, name: str, words: str, layout: int
) -> None:
    items = [(tarfile.TarInfo("optim.py"), GOOD), (tarfile.TarInfo(name), GOOD)]
    assert words in problem_of(hand_in(pack_tar(items, format=layout)))


def test_a_name_that_is_not_utf8_is_refused(hand_in: HandIn, pack_tar: Pack) -> None:
    info = tarfile.TarInfo("\udce9.py")
    data = pack_tar([(info, GOOD)], format=tarfile.GNU_FORMAT)
    assert "not UTF-8" in problem_of(hand_in(data))


def test_a_tar_bomb_is_bounded(hand_in: HandIn, pack_tar: Pack) -> None:
    data = pack_tar([(tarfile.TarInfo("optim.py"), b"\0" * (MAX_TOTAL + MEGABYTE))])
    assert "100 times" in problem_of(hand_in(gzip.compress(data)))
    assert "larger than 50 MB" in problem_of(hand_in(data))


def test_a_tar_that_grows_slowly_is_bounded_too(hand_in: HandIn) -> None:
    # Two members: a slow one to lower the ratio, then the bulk.
    start = gzip.compress(bytes(range(256)) * 4096, compresslevel=0)
    data = start + gzip.compress(b"\0" * MAX_TOTAL)
    assert "unpacks to more than 50 MB" in problem_of(hand_in(data))


def test_too_many_entries_are_refused(hand_in: HandIn, pack_tar: Pack) -> None:
    items = [(tarfile.TarInfo(f"f{number}"), b"") for number in range(1001)]
    assert "at most 1000 files, found 1001" in problem_of(hand_in(pack_tar(items)))


def test_the_same_name_twice_is_ambiguous(hand_in: HandIn, pack_tar: Pack) -> None:
    items = [(tarfile.TarInfo("optim.py"), GOOD), (tarfile.TarInfo("optim.py"), b"")]
    assert "twice" in problem_of(hand_in(pack_tar(items)))


@pytest.mark.parametrize(
    "field",
    [
        b"-0000000001\0",  # looped in the standard reader
        b"\xff" * 12,  # the binary form of -1
        b"\x80" + b"\0" * 3 + b"\x7f" * 8,
        b"77777777777\0",
        b"0x00000000f\0",
    ],
)
def test_a_hostile_size_is_refused(hand_in: HandIn, pack_tar: Pack, field: bytes) -> None:
    data = bytearray(pack_tar([(tarfile.TarInfo("optim.py"), GOOD)], format=tarfile.USTAR_FORMAT))
    data[124:136] = field
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    assert "not a tar that can be read" in problem_of(hand_in(bytes(data)))


@pytest.mark.parametrize(
    "records",
    [
        b"10 size=-1\n",
        b"0 path=x\n",
        b"99999999999999999999 path=x\n",
        b"11 path:abc\n",
        b"-5 path=x\n",
        b"path\n",
        b"12 size=9999\n",
    ],
)
def test_a_hostile_pax_record_is_refused(hand_in: HandIn, pack_tar: Pack, records: bytes) -> None:
    items = [(typed("h", b"x"), records), (tarfile.TarInfo("optim.py"), GOOD)]
    assert "not a tar that can be read" in problem_of(hand_in(pack_tar(items)))


def test_a_sparse_file_in_pax_clothes_is_refused(hand_in: HandIn, pack_tar: Pack) -> None:
    items = [(typed("h", b"x"), b"22 GNU.sparse.major=1\n"), (tarfile.TarInfo("optim.py"), GOOD)]
    assert "is not a regular file" in problem_of(hand_in(pack_tar(items)))


def test_no_cut_and_no_changed_byte_of_a_tar_raises(hand_in: HandIn, pack_tar: Pack) -> None:
    data = pack_tar([(tarfile.TarInfo("optim.py"), GOOD)])[:1536]
    for position in range(600):
        changed = bytearray(data)
        changed[position] ^= 0x21
        for variant in (bytes(changed), data[:position]):
            submission = hand_in(variant, "work.tar")
            assert submission.problem or submission.files
    packed = gzip.compress(data)
    for length in range(len(packed)):
        problem_of(hand_in(packed[:length], "work.tgz"))


@pytest.mark.parametrize("name", ["work.rar", "work.7z", "work.tar.bz2", "work.tar.xz"])
def test_other_archives_are_named_in_words(hand_in: HandIn, name: str) -> None:
    assert "expected a .zip, .tar or .tar.gz" in problem_of(hand_in(b"Rar!\x1a\x07\x00", name))
