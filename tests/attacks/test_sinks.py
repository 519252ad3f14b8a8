"""What attackers print, raise and are called is harmless in every page, table and terminal."""

import csv
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytestmark = pytest.mark.docker

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases" / "report").glob("*.py"))
PAGES = ("report.html", "staff.html")
ACTIVE = {"script", "iframe", "img", "object", "embed", "base", "form", "input", "link"}
CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]"
)
COMMANDS = re.compile(r"^\s*::|##\[|##vso\[", re.MULTILINE)
FORMULA = re.compile('[" ]*[=+@\t\r\uff1d\uff0b\uff0d\uff20-]')
NAMES = [
    "<script>alert(1)</script>",
    '=HYPERLINK("http://evil.example","x")',
    "-2+3+cmd|' C'!A0",
    "@SUM(1+1)",
    "\x1b[31mred\x07",
    "\u202eevil",
    "::error::x",
    "![x](http:evil.example)",
    "n" * 200,
    "a\"b'c`d",
    "a\nb",
]


class Page(HTMLParser):
    """Collects what acts in a page: active elements, handlers, and links that leave it."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag in ACTIVE:
            self.found.append(tag)
        for name, value in attrs:
            leaves = name in ("href", "src", "action", "srcset") and ":" in (value or "")
            refreshes = name == "http-equiv" and value != "Content-Security-Policy"
            if name.startswith("on") or leaves or refreshes:
                self.found.append(f"{tag} {name}={value}")


@pytest.fixture(scope="session")
def printing(family):
    return family("report")


@pytest.fixture(scope="session")
def named(grade_class):
    """A class whose students and roster have hostile names, each with a hostile hand-in."""
    source = "\n".join(case.read_text(encoding="utf-8") for case in CASES)

    def build(folder):
        rows = [["id", "name", "email"]]
        for number, name in enumerate(NAMES):
            place = folder / name.replace("/", "_")
            place.mkdir()
            (place / "work.py").write_text(source, encoding="utf-8")
            plain = folder / f"student-{number}"
            inner = plain / name.replace("/", "_")
            inner.mkdir(parents=True)
            (plain / "other.py").write_text("", encoding="utf-8")
            # Under another name, so that the name is told; some names are refused, in words.
            (inner / "WORK.PY").write_text(source, encoding="utf-8")
            rows.append([plain.name, name, f"{name}@example"])
        with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)

    return grade_class("names", build)


@pytest.fixture(params=["printing", "named"])
def graded(request):
    return request.getfixturevalue(request.param)


def shown(graded, *arguments):
    """Return what the command line prints of the results."""
    done = subprocess.run(
        [sys.executable, "-m", "autograder", *arguments],
        env={**os.environ, "AUTOGRADER_SECRET": "zq5d1e8b-secret", "COLUMNS": "100"},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.decode("utf-8") + done.stderr.decode("utf-8")


def test_pages_hold_nothing_that_acts(graded):
    texts = {(name, page): graded.page(name, page) for name in graded.ids for page in PAGES}
    texts["summary"] = (graded.folder / "out" / "summary.html").read_text(encoding="utf-8")
    for place, text in texts.items():
        assert Page(text).found == [], place
        assert not CONTROLS.search(text), place
        assert "Content-Security-Policy" in text, place


def test_the_search_of_pages_finds_what_acts():
    hostile = '<img src=x onerror=a><a href="javascript:x">y</a><script></script><base href="a:b">'
    assert len(Page(hostile).found) == 6


def prose_of(markdown):
    """Return Markdown without its fences and code."""
    kept, fence = [], ""
    for line in markdown.splitlines():
        mark = re.match(r" {0,3}(`{3,}|~{3,})", line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) and line.strip() == mark[1] else fence
        elif mark:
            fence = mark[1]
        else:
            kept.append(re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", line))
    assert not fence
    return "\n".join(kept)


def test_markdown_links_to_nothing(graded):
    for name in graded.ids:
        text = graded.page(name, "report.md")
        prose = prose_of(text)
        assert not re.search(
            r"(?<!\\)\]\(|(?<!\\)!\[|(?<!\\)<[a-z/!]|https?://|@\w", prose, re.IGNORECASE
        ), name
        assert "20 / 20" not in re.findall("^#.*", prose, re.MULTILINE)
        assert not CONTROLS.search(text), name
        assert not COMMANDS.search(text), name


def test_tables_compute_nothing(graded):
    with (graded.folder / "out" / "gradebook.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == len(graded.ids) + 1
    for cell in (cell for row in rows for cell in row):
        assert not FORMULA.match(cell) or re.fullmatch(r"-?[\d.]+", cell), cell
        assert not CONTROLS.search(cell), cell


def test_terminals_are_told_nothing(graded):
    out = graded.folder / "out"
    table = shown(
        graded, "grade", "wall", graded.folder / "class", "-o", out, "--course", HERE / "course"
    )
    for text in (table, shown(graded, "report", out, "--format", "terminal")):
        assert not CONTROLS.search(text)
        assert not COMMANDS.search(text)


def test_json_is_plain(graded):
    for name in graded.ids:
        text = graded.page(name, "grade.json")
        assert not CONTROLS.search(text)
        json.loads(text)
    assert not CONTROLS.search(graded.run["stdout"] + graded.run["stderr"])


def test_names_become_safe_folders(named):
    assert named.run["code"] == 0
    assert named.run["left"] == []
    assert len(named.ids) == 2 * len(NAMES)
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name) for name in named.ids)
    states = [named.grade(name)["status"] for name in named.ids]
    assert set(states) == {"graded", "unreadable"}
