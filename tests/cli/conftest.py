"""A tiny course, and the command line as a user types it."""

import csv
import functools
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import venv
from dataclasses import dataclass
from importlib.metadata import distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .ahead import Ahead

ROOT = Path(__file__).parents[2]
COURSE = Path(__file__).parent / "course"
RIGHT = "def double(x):\n    return 2 * x\n\n\ndef total(x):\n    return x.sum()\n"
HALF = RIGHT.replace("2 * x", "3 * x")


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


class Place:
    """A folder with a course and a class in it."""

    def __init__(self, folder, ahead):
        self.folder = folder
        self._ahead = ahead
        self.course = folder / "course"
        shutil.copytree(COURSE, self.course)
        self.toml = self.course / "assignments" / "sums" / "assignment.toml"
        self.out = folder / "out"

    def hand_in(self, student, text=RIGHT):
        folder = self.folder / "class" / student
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "work.py").write_text(text)
        return folder

    def start(self, *arguments, **environ):
        return subprocess.Popen(
            [sys.executable, "-m", "autograder", *map(str, arguments)],
            cwd=self.folder, env=os.environ | environ, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
            # A build service may have started us with interrupts ignored, which is inherited.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads
        )  # fmt: skip

    def run(self, *arguments, **environ):
        if environ:
            ended = self._run(*arguments, **environ)
        else:
            ended = Ended(*self._ahead.run(list(map(str, arguments)), self.folder))
        assert "Traceback" not in ended.err, ended.err
        return ended

    def _run(self, *arguments, **environ):
        process = self.start(*arguments, **environ)
        try:
            out, err = process.communicate(timeout=300)
        finally:
            process.kill()
        return Ended(process.returncode, out, err)

    def grade_command(self, *more, out="out"):
        places = ("class", "-o", out, "--course", "course", "--sandbox", "process")
        return ("grade", "sums", *places, *more)

    def grade(self, *more, out="out", **environ):
        return self.run(*self.grade_command(*more, out=out), **environ)

    def grades(self, out="out"):
        paths = (self.folder / out).glob("*/grade.json")
        return {path.parent.name: json.loads(path.read_text()) for path in paths}

    def table(self, out="out"):
        text = (self.folder / out / "gradebook.csv").read_text(encoding="utf-8")
        return [(row["id"], row["points"]) for row in csv.DictReader(io.StringIO(text))]

    def points(self, out="out"):
        return {name: grade["points"] for name, grade in self.grades(out).items()}


@pytest.fixture(scope="session")
def new_place():
    ahead = Ahead()
    yield functools.partial(Place, ahead=ahead)
    ahead.close()


@pytest.fixture
def copied(tmp_path):
    """A copy of a place that was graded once for many tests."""

    def copy(place):
        shutil.copytree(place.folder, tmp_path, dirs_exist_ok=True)
        other = object.__new__(Place)
        other._ahead = place._ahead
        other.folder, other.course, other.out = tmp_path, tmp_path / "course", tmp_path / "out"
        other.toml = other.course / "assignments" / "sums" / "assignment.toml"
        return other

    return copy


@pytest.fixture
def place(tmp_path, new_place):
    return new_place(tmp_path)


@pytest.fixture(scope="session")
def graded(tmp_path_factory, new_place):
    """A class of two, graded once; tests that change it take `graded_copy`."""
    place = new_place(tmp_path_factory.mktemp("graded"))
    place.hand_in("ada")
    place.hand_in("bo", HALF)
    place.first = place.grade("--jobs", "2")
    return place


@pytest.fixture
def graded_copy(graded, copied):
    return copied(graded)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """What is published of this project, built once."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(list(map(str, build)), check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def requirements_only(wheel, tmp_path_factory):
    """Makes an environment with what the wheel requires, but not the wheel; returns its folder."""

    def make(*extras, tools=()):
        folder = tmp_path_factory.mktemp("environment")
        venv.create(folder, with_pip=False)
        (packages,) = folder.glob("lib/python*/site-packages")
        (own,) = distributions(path=[str(wheel)])
        for needed in (*required(own, {"", *extras}), *map(distribution, tools)):
            for top in {file.parts[0] for file in needed.files or ()} - {"..", "__pycache__"}:
                if not (packages / top).exists():
                    (packages / top).symlink_to(needed.locate_file(top))
        return folder

    return make


def required(own, extras):
    """Return all that an install of `own` brings, as it is installed here; "" is no extra."""
    found, waiting = {}, list(own.requires or ())
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        marker = requirement.marker
        is_meant = marker is None or any(marker.evaluate({"extra": extra}) for extra in extras)
        if is_meant and name not in found:
            found[name] = distribution(name)
            waiting += found[name].requires or ()
    return found.values()
