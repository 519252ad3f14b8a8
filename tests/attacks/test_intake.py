"""Hostile hand-ins go through the command line: refused in words, or harmless."""

import io
import json
import os
import re
import stat
import tarfile
import warnings
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.docker

HERE = Path(__file__).parent
REFERENCE = HERE / "course" / "reference" / "wall" / "work.py"
RIGHT = REFERENCE.read_bytes()
LINK = (stat.S_IFLNK | 0o777) << 16
FULL, NOTHING, REFUSED = 20.0, 0.0, "refused"


def zipped(*entries, method=zipfile.ZIP_DEFLATED):
    """Return a zip of (name, content, attributes) entries; equal names are kept."""
    data = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(data, "w", method) as archive:
        warnings.simplefilter("ignore")  # duplicate names are meant
        for name, content, *attributes in entries:
            info = zipfile.ZipInfo("placeholder")
            info.filename = info.orig_filename = name
            info.compress_type = method
            info.external_attr = attributes[0] if attributes else 0o644 << 16
            archive.writestr(info, content)
    return data.getvalue()


def tarred(*members):
    """Return a tar of (name, fields) members, each with the right solution as its bytes."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, fields in members:
            member = tarfile.TarInfo(name)
            member.size = len(RIGHT) if "type" not in fields else 0
            for field, value in fields.items():
                setattr(member, field, value)
            archive.addfile(member, io.BytesIO(RIGHT))
    return data.getvalue()


def patched(data, old, new):
    """Return `data` with every `old` replaced by a `new` of equal length."""
    assert len(old) == len(new)
    assert old in data
    return data.replace(old, new)


WORK = ("work.py", RIGHT)
ZEROS = bytes(60 << 20)
ARCHIVES = {
    "slip.zip": (REFUSED, lambda: zipped(WORK, ("../../slipped/work.py", RIGHT))),
    "absolute.zip": (REFUSED, lambda: zipped(("/slipped/work.py", RIGHT), WORK)),
    "backslash.zip": (REFUSED, lambda: zipped(("..\\slipped\\work.py", RIGHT), WORK)),
    "drive.zip": (REFUSED, lambda: zipped(("C:work.py", RIGHT), WORK)),
    "link.zip": (REFUSED, lambda: zipped(("work.py", str(REFERENCE).encode(), LINK))),
    "folder-link.zip": (REFUSED, lambda: zipped(("a", b"/", LINK), ("a/work.py", RIGHT))),
    "device.zip": (REFUSED, lambda: zipped(("work.py", b"", (stat.S_IFCHR | 0o666) << 16))),
    "twins.zip": (REFUSED, lambda: zipped(WORK, ("work.py", b"raise SystemExit"))),
    "case.zip": (REFUSED, lambda: zipped(WORK, ("WORK.PY", b"raise SystemExit"))),
    "nul.zip": (REFUSED, lambda: zipped(WORK, ("work.py\0.txt", b""))),
    "control.zip": (REFUSED, lambda: zipped(WORK, ("\x1b]0;x\x07\n.py", b""))),
    "bidi.zip": (REFUSED, lambda: zipped(WORK, ("\u202eyp.krow", b""))),
    "bomb.zip": (REFUSED, lambda: zipped(WORK, ("zeros", ZEROS))),
    "bomb-in-zip.zip": (REFUSED, lambda: zipped(("inner.zip", zipped(("work.py", ZEROS))))),
    "many.zip": (REFUSED, lambda: zipped(WORK, *[(f"{n}.txt", b"") for n in range(1500)])),
    "encrypted.zip": (
        REFUSED,
        lambda: patched(
            zipped(WORK), b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\x01\0"
        ),
    ),
    "cut.zip": (REFUSED, lambda: zipped(WORK)[:-30]),
    "two-names.zip": (REFUSED, lambda: zipped(WORK).replace(b"work.py", b"../x.py", 1)),
    "no.zip": (REFUSED, lambda: b"\x7fELF" + bytes(100)),
    "no.tar": (REFUSED, lambda: b"ustar" * 1000),
    "device.tar": (REFUSED, lambda: tarred(("work.py", {"type": tarfile.CHRTYPE}))),
    "pipe.tar": (REFUSED, lambda: tarred(("work.py", {"type": tarfile.FIFOTYPE}))),
    "hard-link.tar": (
        REFUSED,
        lambda: tarred(("work.py", {"type": tarfile.LNKTYPE, "linkname": str(REFERENCE)})),
    ),
    "link.tar": (
        REFUSED,
        lambda: tarred(("work.py", {"type": tarfile.SYMTYPE, "linkname": str(REFERENCE)})),
    ),
    "slip.tar": (REFUSED, lambda: tarred(("../../slipped/work.py", {}))),
    "pax.tar": (
        REFUSED,
        lambda: tarred(("work.py", {"pax_headers": {"path": "/slipped/work.py"}})),
    ),
    "root.tar": (FULL, lambda: tarred(("work.py", {"uid": 0, "mode": 0o6777, "uname": "root"}))),
    "nested.zip": (FULL, lambda: zipped(("inner.zip", zipped(WORK)))),
    "extra.zip": (FULL, lambda: zipped(WORK, ("numpy.py", b"raise SystemExit"))),
}
NOTEBOOK = '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [%s]}'
CELL = '{"cell_type": "code", "source": %s, "outputs": %s, "metadata": {}, "execution_count": 1}'
HOSTILE = "<script>alert(1)</script>\x1b[31m\u202e![x](http:evil.example)"


def notebook(*, metadata=None, **fields):
    """Return a notebook that stands for work.py: the right cell, and one that is `fields`."""
    cell = {"cell_type": "code", "source": RIGHT.decode(), "metadata": {}, "outputs": []}
    cells = [cell, {**cell, "source": "", **fields}]
    return {"work.ipynb": json.dumps({"nbformat": 4, "metadata": metadata, "cells": cells})}


def nested(depth, item):
    for _ in range(depth):
        item = [item]
    return {"metadata": {"x": item}}


NOTEBOOKS = {
    "notebook-alone": (FULL, notebook()),
    "notebook-of-markup": (
        FULL,
        notebook(
            id=HOSTILE,
            source=f"%{HOSTILE}\n!{HOSTILE}",
            metadata={HOSTILE: HOSTILE},
            attachments={HOSTILE: HOSTILE},
        ),
    ),
    "notebook-of-wrong-types": (
        FULL,
        notebook(id=[{}], metadata=3, attachments=[[]], outputs="x", execution_count={}),
    ),
    "notebook-of-surrogates": (REFUSED, notebook(source="x = '\ud800'")),
    "notebook-deep": (REFUSED, notebook(**nested(900, list(range(20_000))))),
    "notebook-escaped": (
        REFUSED,
        {
            "work.ipynb": notebook(metadata="@")["work.ipynb"].replace("@", "\\u005b" * 500_001),
        },
    ),
    "notebook-too-deep": (REFUSED, notebook() | {"work.ipynb": '{"cells":' * 90_000}),
    "notebook-of-cells": (
        REFUSED,
        {"work.ipynb": json.dumps({"nbformat": 4, "cells": [{"cell_type": "raw"}] * 6_000})},
    ),
    "notebook-twice": (
        FULL,
        {"work.ipynb": notebook()["work.ipynb"].replace("{", '{"cells": [], ', 1)},
    ),
}
FOLDERS = {
    **{
        name: (verdict, {file: text.encode() for file, text in files.items()})
        for name, (verdict, files) in NOTEBOOKS.items()
    },
    "utf-16": (REFUSED, {"work.py": RIGHT.decode().encode("utf-16")}),
    "latin-1": (REFUSED, {"work.py": b"# caf\xe9\n" + RIGHT}),
    "cookie": (REFUSED, {"work.py": b"# -*- coding: unicode_escape -*-\n" + RIGHT}),
    "cookie-below": (REFUSED, {"work.py": b"\n# vim: fileencoding=rot13\n" + RIGHT}),
    "large": (REFUSED, {"work.py": RIGHT + b"#" * (2 << 20)}),
    "nothing": (REFUSED, {"other.py": RIGHT}),
    "nul-bytes": (NOTHING, {"work.py": RIGHT + b"\0"}),
    "deep": (NOTHING, {"work.py": b"(" * 100_000 + b")" * 100_000}),
    "shadows": (FULL, {"work.py": RIGHT, "numpy.py": b"1/0", "conftest.py": b"1/0"}),
    "broken-notebook": (FULL, {"work.py": RIGHT, "notes.ipynb": b"[" * 400_000}),
    "large-notebook": (FULL, {"work.py": RIGHT, "notes.ipynb": b" " * (30 << 20)}),
    "magic-notebook": (
        FULL,
        {
            "work.py": RIGHT,
            "notes.ipynb": (NOTEBOOK % (CELL % ('["!rm -rf /", "%%bash"]', "[]"))).encode(),
        },
    ),
    "loud-notebook": (
        FULL,
        {
            "work.py": RIGHT,
            "notes.ipynb": (NOTEBOOK % (CELL % ('"x"', '["%s"]' % ("y" * (20 << 20))))).encode(),
        },
    ),
}
PLACES = {
    "reference-link": (REFUSED, lambda folder: (folder / "work.py").symlink_to(REFERENCE)),
    "pipe": (REFUSED, lambda folder: os.mkfifo(folder / "work.py")),
    "folder": (REFUSED, lambda folder: (folder / "work.py").mkdir()),
    "device-link": (REFUSED, lambda folder: (folder / "work.py").symlink_to("/dev/zero")),
}
VERDICTS = {
    **{
        name.partition(".")[0] + "-" + name.rpartition(".")[2]: verdict
        for name, (verdict, _) in ARCHIVES.items()
    },
    **{name: verdict for name, (verdict, _) in {**FOLDERS, **PLACES}.items()},
}


@pytest.fixture(scope="session")
def handed_in(grade_class, seat_honest):
    def build(folder):
        for name, (_, make) in ARCHIVES.items():
            stem, _, suffix = name.rpartition(".")
            (folder / f"{stem}-{suffix}.{suffix}").write_bytes(make())
        for name, (_, files) in FOLDERS.items():
            (folder / name).mkdir()
            for file, content in files.items():
                (folder / name / file).write_bytes(content)
        for name, (_, make) in PLACES.items():
            (folder / name).mkdir()
            make(folder / name)
        (folder / "whole-link").symlink_to(REFERENCE.parent)
        seat_honest(folder)

    return grade_class("intake", build)


@pytest.mark.parametrize("name", [*VERDICTS, "whole-link"])
def test_hostile_hand_in_is_refused_in_words_or_harmless(name, handed_in):
    grade, verdict = handed_in.grade(name), VERDICTS.get(name, REFUSED)
    if verdict == REFUSED:
        assert (grade["status"], grade["points"]) == ("unreadable", 0.0)
        assert re.search(r"\w+ \w+ \w+", grade["problem"])
        assert str(HERE) not in grade["problem"]
        assert "reference/wall" not in handed_in.page(name, "report.md")
    else:
        assert (grade["status"], grade["points"]) == ("graded", verdict)


@pytest.mark.parametrize("name", ["b-honest", "h-honest"])
def test_honest_hand_in_keeps_full_marks(name, handed_in):
    assert handed_in.grade(name)["points"] == FULL


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_no_text_of_a_notebook_acts_on_a_page(name, handed_in):
    for page in ("report.html", "staff.html"):
        assert "<script" not in handed_in.page(name, page)
    assert not re.search("[\x1b\u202e]", handed_in.page(name, "report.md"))


def test_nothing_is_written_beside_the_results(handed_in):
    assert {path.name for path in handed_in.folder.iterdir()} == {
        "class",
        "out",
        "tmp",
        "lock",
        "run.json",
    }
    assert not list(handed_in.folder.parent.rglob("slipped"))
    names = {path.name for path in (handed_in.folder / "out").iterdir() if path.is_dir()}
    assert names == {*VERDICTS, "whole-link", "b-honest", "h-honest", ".expected"}
    assert handed_in.run["left"] == []
    assert handed_in.run["code"] == 0
