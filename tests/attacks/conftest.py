"""A class of attackers and honest students for each family, graded once by the command line."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

collect_ignore = ["cases", "course"]

HERE = Path(__file__).parent
COURSE = HERE / "course"
RIGHT = (COURSE / "reference" / "wall" / "work.py").read_text(encoding="utf-8")
WRONG = (HERE / "wrong.py").read_text(encoding="utf-8")

# Sentinels: the suite's is in its files, the course's secret and the host's paths hold these.
SECRET = "zq5d1e8b-secret"
NEIGHBOUR = "zq4471b2"
TRACES = f"""# the work of a neighbour, {NEIGHBOUR}
for _place in ("/tmp", "/dev/shm"):
    with open(f"{{_place}}/{NEIGHBOUR}", "w") as _stream:
        _stream.write("{NEIGHBOUR} was here")
"""
HONEST = ("b-honest", "h-honest")
OWNER = "autograder.owner"
LONGEST_SECONDS = 300


@dataclass(frozen=True)
class GradedClass:
    """What one run of the command line left: grades, reports, words, and things left behind."""

    folder: Path

    def grade(self, submission_id):
        """Return grade.json of one submission."""
        return json.loads(self.page(submission_id, "grade.json"))

    def page(self, submission_id, name):
        """Return a file of one submission's results."""
        return (self.folder / "out" / submission_id / name).read_text(encoding="utf-8")

    @property
    def ids(self):
        """Return every graded submission's id."""
        return sorted(path.parent.name for path in (self.folder / "out").glob("*/grade.json"))

    @property
    def run(self):
        """Return the record of the run: exit code, streams, leftovers."""
        return json.loads((self.folder / "run.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def grade_class(tmp_path_factory):
    """Grade the class that `build(folder)` writes, once in a session, under a name."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def graded(name, build, load="per-test"):
        folder = base / f"attacks-{NEIGHBOUR}" / name
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "lock").open("w") as lock:
            # Another worker of this session may be grading it already.
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "run.json").exists():
                (folder / "class").mkdir()
                build(folder / "class")
                _grade(folder, _course(folder, load))
        return GradedClass(folder)

    return graded


@pytest.fixture(scope="session")
def family(grade_class):
    """Grade one family of cases: each alone, and each glued in front of the right solution."""

    def graded(name, load="per-test"):
        return grade_class(
            name if load == "per-test" else f"{name}-{load}",
            lambda folder: _seat(folder, HERE / "cases" / name),
            load,
        )

    return graded


@pytest.fixture(scope="session")
def seat_honest():
    """Put honest students into a class."""
    return _seat_honest


def _seat(folder, cases):
    prelude = cases / "_prelude.py"
    shared = prelude.read_text(encoding="utf-8") if prelude.exists() else ""
    for case in sorted(cases.glob("[!_]*.py")):
        attack = f"{shared}\n{case.read_text(encoding='utf-8')}\n"
        _hand_in(folder / f"alone-{case.stem}", attack + WRONG)
        _hand_in(folder / f"glued-{case.stem}", attack + RIGHT)
    _seat_honest(folder)


def _seat_honest(folder):
    for name in HONEST:
        _hand_in(folder / name, TRACES + RIGHT)


def _hand_in(folder, source):
    folder.mkdir()
    (folder / "work.py").write_text(source, encoding="utf-8")


def _course(folder, load):
    """Return the course, or a copy of it that loads submissions in another way."""
    if load == "per-test":
        return COURSE
    copy = folder / "course"
    shutil.copytree(COURSE, copy)
    settings = copy / "assignments" / "wall" / "assignment.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('load = "per-test"', f'load = "{load}"'), encoding="utf-8")
    return copy


def _grade(folder, course):
    temporary = folder / "tmp"
    temporary.mkdir()
    with _containers() as started:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "autograder", "grade", "wall", folder / "class"),
                *("-o", folder / "out", "--course", course, "--sandbox", "docker", "--json"),
                *("--jobs", "2"),
            ],
            env={**os.environ, "AUTOGRADER_SECRET": SECRET, "TMPDIR": str(temporary)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        stdout, stderr = process.communicate(timeout=LONGEST_SECONDS)
    ours = [name for name, owner in started if owner.split("|")[3:4] == [str(process.pid)]]
    record = {
        "code": process.returncode,
        "stdout": stdout,
        "stderr": stderr,
        "containers": len(ours),
        "left": [*_left_of(ours), *_left_of_session(process.pid), *map(str, temporary.rglob("*"))],
    }
    (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")


@contextmanager
def _containers():
    """Collect (id, owner) of every container that is created within the block."""
    import docker

    client = docker.from_env()
    found = []
    events = client.events(decode=True, filters={"type": "container", "event": "create"})

    def listen():
        # Event by event: the stream ends only when it is closed.
        found.extend((event["id"], event["Actor"]["Attributes"].get(OWNER, "")) for event in events)

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    yield found
    events.close()
    listener.join(timeout=10)
    client.close()


def _left_of(containers):
    """Return what is left of these containers: themselves, their cgroups, their processes."""
    import docker

    client = docker.from_env()
    alive = {entry["Id"] for entry in client.api.containers(all=True)}
    client.close()
    left = [f"container {name}" for name in containers if name in alive]
    cgroups = [
        path for depth in ("*", "*/*", "*/*/*") for path in Path("/sys/fs/cgroup").glob(depth)
    ]
    left += [
        str(path)
        for path in cgroups
        if path.name.removeprefix("docker-").removesuffix(".scope") in containers
    ]
    for place in Path("/proc").glob("[0-9]*/cgroup"):
        text = _read(place)
        left += [f"process {place.parent.name}" for name in containers if name in text]
    return left


def _left_of_session(session):
    fields = (
        _read(place).rpartition(")")[2].split() for place in Path("/proc").glob("[0-9]*/stat")
    )
    return [f"process of the grader: {stat}" for stat in fields if stat[3:4] == [str(session)]]


def _read(path):
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # it has ended meanwhile
        return ""
