"""A small class, a real grader as a process of its own, and what may be wrong with the machine."""

import contextlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.gradebook import Gradebook

COURSE = Path(__file__).parent / "course"
PATIENCE = 300
TIMES = {"seconds", "started_at", "attempts", "details", "images"}
"""What may differ between two runs of the same work: when, how often tried, in which folder."""
RIGHT = "def double(x):\n    return 2 * x\n\n\ndef total(x):\n    return x.sum()\n"
SLOW = RIGHT.replace("return x.sum()", "__import__('time').sleep(0.5)\n    return x.sum()")
WRONG = RIGHT.replace("x.sum()", "x.sum() + 1")
ENDS = RIGHT.replace("return x.sum()", "__import__('os')._exit(3)")
ANSWER = "## Question 1\n\nThe gradient keeps its scale whatever the batch size.\n"


class Scene:
    """A course, a class and an `out` in one folder; graders that were started in it."""

    def __init__(self, folder):
        self.folder, self.out = folder, folder / "out"
        self.scratch = folder / "tmp"
        self.scratch.mkdir(parents=True, exist_ok=True)
        shutil.copytree(COURSE, folder / "course")
        self.started = []

    def hand_in(self, student, text=RIGHT, answer=""):
        folder = self.folder / "class" / student
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "work.py").write_text(text)
        if answer:
            (folder / "answers.md").write_text(answer)
        return folder / "work.py"

    def launch(self, sandbox="process", *, program=("-m", "autograder"), **environ):
        command = [sys.executable, *program, "grade", "slow", "class", "-o", "out"]
        command += ["--course", "course", "--jobs", "2", "--sandbox", sandbox]
        process = subprocess.Popen(
            command, cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True, env=os.environ | {"TMPDIR": str(self.scratch)} | environ,
        )  # fmt: skip
        self.started.append(process)
        return process

    def finish(self, sandbox="process", **more):
        return self.ended(self.launch(sandbox, **more))

    def ended(self, process):
        """Wait for a grader; return its exit code and what it said."""
        output, _ = process.communicate(timeout=PATIENCE)
        assert "Traceback" not in output, output
        return process.returncode, output

    def until(self, condition, process):
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline or process.poll() is not None:
                pytest.fail(f"the moment did not come: {process.communicate()}")
            time.sleep(0.02)

    def grades(self):
        """Return what the files of finished students hold; a torn file is none."""
        found = {}
        for path in self.out.glob("*/grade.json"):
            with contextlib.suppress(ValueError):
                found[path.parent.name] = json.loads(path.read_bytes())
        return found

    def journal_lines(self):
        texts = [path.read_text() for path in self.out.glob("*/journal.jsonl")]
        return sum(text.count("\n") - 1 for text in texts if text)  # the first is the run's key

    def stored(self):
        """Return every student's grade, from its file and from the gradebook, without times."""
        with Gradebook(self.out / "gradebook.db") as book:
            latest = {one.submission_id: json.loads(one.model_dump_json()) for one in
                      book.latest("slow")}  # fmt: skip
        return timeless(self.grades()), timeless(latest)

    def differences(self, other, without=()):
        """Say where grades and gradebook differ from another scene's."""
        found = differences(list(self.stored()), list(other.stored()))
        return [one for one in found if one.partition(":")[0].rpartition("/")[2] not in without]

    def points(self):
        return {name: grade["points"] for name, grade in self.grades().items()}

    def leftovers(self):
        """Return files half written, temporary folders, and processes of all our graders."""
        unfinished = [
            path
            for path in self.out.rglob(".*")
            if path.is_file() and path.name not in (".class.json", ".gitignore")
        ]
        unfinished += self.out.rglob("*.new")
        return [*unfinished, *self.scratch.iterdir(), *self.processes()]

    def processes(self):
        """Return the processes that have this scene's scratch folder in their environment."""
        mark = f"={self.scratch}".encode()
        found = []
        for entry in Path("/proc").glob("[0-9]*/environ"):
            with contextlib.suppress(OSError):
                found += [int(entry.parent.name)] if mark in entry.read_bytes() else []
        return found

    def quiet(self):
        """Wait until no process is left of graders that were killed."""
        deadline = time.monotonic() + PATIENCE
        while self.processes():
            assert time.monotonic() < deadline, [self.command_of(pid) for pid in self.processes()]
            time.sleep(0.02)

    def containers(self):
        """Return the containers of all graders that were started here."""
        pids = {process.pid for process in self.started}
        return [one for one, owner in containers().items() if owner and owner.pid in pids]

    @staticmethod
    def descendants(pid):
        found, front = [], [pid]
        while front:
            children = []
            with contextlib.suppress(OSError):  # it may end at any moment
                for task in Path(f"/proc/{front.pop()}/task").glob("*/children"):
                    children += map(int, task.read_text().split())
            found += children
            front += children
        return found

    def cpu_seconds(self, pid):
        """Return what a grader and all below it have computed: a clock that load does not bend."""
        ticks = 0
        for one in (pid, *self.descendants(pid)):
            with contextlib.suppress(OSError, IndexError):
                # The command's name, in parentheses, may hold spaces.
                fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
                ticks += sum(map(int, fields[11:15]))
        return ticks / os.sysconf("SC_CLK_TCK")

    @staticmethod
    def command_of(pid):
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            return ""

    @staticmethod
    def kill(pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)

    def close(self):
        for process in self.started:
            process.kill()
            process.wait()
            process.stdout.close()
        for pid in self.processes():
            self.kill(pid)


def timeless(value):
    if isinstance(value, dict):
        return {key: timeless(item) for key, item in value.items() if key not in TIMES}
    return [timeless(item) for item in value] if isinstance(value, list) else value


def containers():
    import docker

    from autograder.sandbox.owner import parse_owner

    client = docker.from_env()
    with contextlib.closing(client):
        # Other graders may remove theirs while the engine is asked.
        everyone = {"label": "autograder.owner"}
        found = client.api.containers(all=True, filters=everyone)
    return {one["Id"]: parse_owner(one["Labels"]["autograder.owner"]) for one in found}


def differences(found, wanted, place=""):
    """Name each place where two grades differ: what was found, what was wanted."""
    if isinstance(found, list) and isinstance(wanted, list) and len(found) == len(wanted):
        found, wanted = dict(enumerate(found)), dict(enumerate(wanted))
    if isinstance(found, dict) and isinstance(wanted, dict):
        both = sorted({*found, *wanted}, key=str)
        inner = [differences(found.get(k), wanted.get(k), f"{place}/{k}") for k in both]
        return [one for some in inner for one in some]
    return [] if found == wanted else [f"{place}: {found!r}, wanted {wanted!r}"]


@pytest.fixture
def scene(tmp_path):
    made = Scene(tmp_path)
    yield made
    made.close()


@pytest.fixture
def slow_class(scene):
    """Two right submissions that take their time."""
    for student in ("ada", "bo"):
        scene.hand_in(student, SLOW)
    return scene


@pytest.fixture(scope="session")
def uninterrupted(tmp_path_factory):
    """A class of four, graded once from beginning to end; `work` is its CPU seconds."""
    scene = Scene(tmp_path_factory.mktemp("uninterrupted"))
    scene.hand_in("ada", answer=ANSWER)
    scene.hand_in("bo", WRONG, answer=ANSWER)
    scene.hand_in("chi", ENDS)
    (scene.folder / "class" / "dana").mkdir()
    (scene.folder / "class" / "dana" / "notes.txt").write_text("nothing that was asked for")
    scene.work = work_of(scene, "process")
    return scene


def work_of(scene, sandbox):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code, output = scene.finish(sandbox)
    assert code == 0, output
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.fixture
def same_class(uninterrupted, tmp_path):
    """The class of `uninterrupted` with its course, its secret and its record of the reference."""
    shutil.copytree(uninterrupted.folder / "class", tmp_path / "class")
    scene = Scene(tmp_path)
    shutil.copytree(uninterrupted.folder / "course", tmp_path / "course", dirs_exist_ok=True)
    shutil.copytree(uninterrupted.out / ".expected", scene.out / ".expected")
    yield scene
    scene.close()


@pytest.fixture
def finished(same_class, uninterrupted):
    """The same class with all its results: a run grades only what a test takes away or adds."""
    shutil.copytree(uninterrupted.out, same_class.out, dirs_exist_ok=True)
    return same_class
