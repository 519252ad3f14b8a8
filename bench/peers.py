"""The same notebook assignment graded by this project in Docker, by otter and by nbgrader.

Each peer comes from the package index, in a pinned version, into a virtual environment of its
own below build/peers. `otter run` is one process a submission, as many at once as there are
cores; nbgrader grades a class in one process. Neither isolates student code; ours does.
Run: python bench/peers.py [--count 20] [--repeats 3]
"""

import argparse
import json
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import docker
import numpy as np
from measure import machine, measured

from autograder.sandbox.images import image_tag

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench" / "peers"))

import notebooks  # noqa: E402 - beside this file, in a folder of its own
from assignment import CHECKS  # noqa: E402

VERSIONS = {"otter": "otter-grader==7.0.0", "nbgrader": "nbgrader==0.9.6"}
ENVIRONMENTS = ROOT / "build" / "peers"
NAMES = {"ours": "this project, Docker", "otter": "otter run 7.0.0", "nbgrader": "nbgrader 0.9.6"}
PATIENCE = 1800


def install(name: str) -> Path:
    """Return the folder of a peer's commands; make its environment at the first time."""
    place = ENVIRONMENTS / name
    if not (place / ".ready").exists():
        run([sys.executable, "-m", "venv", "--clear", str(place)])
        wanted = [VERSIONS[name], "ipykernel", f"numpy=={np.__version__}"]
        run([str(place / "bin" / "pip"), "install", "--quiet", *wanted])
        (place / ".ready").touch()
    return place / "bin"


def run(command: list[str], **options) -> None:
    """Run a command; its words are shown if it fails."""
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=PATIENCE, **options
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-3000:]}")


@dataclass(frozen=True)
class Class:
    """A class laid out for one grader; `grade` may be called many times."""

    folder: Path
    work: dict[str, dict[str, str]]
    cheats: bool = False


class Ours:
    """This project: from a cold start of the command to the last report."""

    def __init__(self, given: Class) -> None:
        self.folder = given.folder
        notebooks.write_course(self.folder / "course")
        for student, functions in given.work.items():
            place = self.folder / "class" / student
            place.mkdir(parents=True)
            text = notebooks.plain(functions, cheats=given.cheats)
            (place / "layers.ipynb").write_text(text)

    def grade(self, number: int) -> dict[str, float]:
        out = self.folder / f"out-{number}"
        places = [str(self.folder / "class"), "-o", str(out), "--course"]
        run([sys.executable, "-m", "autograder", "grade", "layers", *places,
             str(self.folder / "course")])  # fmt: skip
        found = {
            path.parent.name: json.loads(path.read_text()) for path in out.glob("*/grade.json")
        }
        return {name: grade["points"] for name, grade in found.items()}


class Otter:
    """`otter run`: one process a submission."""

    def __init__(self, given: Class) -> None:
        self.folder, self.command = given.folder, install("otter") / "otter"
        notebooks.write_ottertests(self.folder / "tests")
        run([str(self.command), "generate", "-t", "tests", "-o", "autograder.zip",
             "--no-environment", "--no-requirements", "--no-config"], cwd=self.folder)  # fmt: skip
        self.students = list(given.work)
        for student, functions in given.work.items():
            text = notebooks.plain(functions, cheats=given.cheats)
            place = self.folder / student
            place.mkdir()
            (place / "layers.ipynb").write_text(text)

    def grade(self, number: int) -> dict[str, float]:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            points = pool.map(lambda student: self._one(student, f"out-{number}"), self.students)
            return dict(zip(self.students, points, strict=True))

    def _one(self, student: str, out: str) -> float:
        place = self.folder / student
        (place / out).mkdir()
        archive = str(self.folder / "autograder.zip")
        run([str(self.command), "run", "-a", archive, "-o", out, "--no-logo", "layers.ipynb"],
            cwd=place)  # fmt: skip
        found = json.loads((place / out / "results.json").read_text())
        return sum(test.get("score", 0.0) for test in found["tests"])


class Nbgrader:
    """`nbgrader autograde`: the class in one process, a kernel for each notebook."""

    def __init__(self, given: Class) -> None:
        self.folder, self.command = given.folder, install("nbgrader") / "nbgrader"
        source = self.folder / "source" / "layers"
        source.mkdir(parents=True)
        reference = notebooks.work(0, is_right=True)
        (source / "layers.ipynb").write_text(notebooks.nbgraders(reference, is_source=True))
        self._nbgrader("generate_assignment", "layers")
        for student, functions in given.work.items():
            place = self.folder / "submitted" / student / "layers"
            place.mkdir(parents=True)
            text = notebooks.nbgraders(functions, cheats=given.cheats)
            (place / "layers.ipynb").write_text(text)

    def grade(self, _number: int) -> dict[str, float]:
        shutil.rmtree(self.folder / "autograded", ignore_errors=True)
        self._nbgrader("autograde", "layers", "--force")
        query = (
            "SELECT student.id, sum(grade.auto_score) FROM grade "
            "JOIN submitted_notebook ON grade.notebook_id = submitted_notebook.id "
            "JOIN submitted_assignment ON submitted_notebook.assignment_id = "
            "submitted_assignment.id "
            "JOIN student ON submitted_assignment.student_id = student.id GROUP BY student.id"
        )
        book = sqlite3.connect(self.folder / "gradebook.db")
        found = dict(book.execute(query).fetchall())
        book.close()
        return found

    def _nbgrader(self, *arguments: str) -> None:
        # Its kernels are looked up on the path of its own environment.
        environ = {**os.environ, "PATH": f"{self.command.parent}:{os.environ['PATH']}"}
        run([str(self.command), *arguments], cwd=self.folder, env=environ)


GRADERS = {"ours": Ours, "otter": Otter, "nbgrader": Nbgrader}


def children_cpu() -> float:
    """Return the CPU seconds of all processes that we have started and seen the end of."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Let the graders take turns, print ratios, then try the cell that cheats."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        classes = laid_out(Path(scratch), notebooks.students(given.count), cheats=False)
        costs = {name: [] for name in classes}
        for repeat in range(given.repeats):
            for name, grader in classes.items():
                before = children_cpu()
                with measured() as cost:
                    points = grader.grade(repeat)
                check(name, points, given.count)
                costs[name].append((cost.wall, cost.cpu, children_cpu() - before))
        show(costs, given.count)
        show_empty(costs["otter"], given.count)
        show_cheat(
            points_of_wrong(Path(scratch), cheats=False),
            points_of_wrong(Path(scratch), cheats=True),
        )


def laid_out(scratch: Path, work: dict[str, dict[str, str]], *, cheats: bool) -> dict:
    """Lay the class out for each grader."""
    made = {}
    for name, kind in GRADERS.items():
        (scratch / name).mkdir(parents=True)
        made[name] = kind(Class(scratch / name, work, cheats))
    return made


def check(name: str, points: dict[str, float], count: int) -> None:
    """Three graders that disagree do not do the same work: no number then."""
    names = enumerate(notebooks.students(count))
    is_right = {name: notebooks.is_right(number) for number, name in names}
    judged = {student: found == len(CHECKS) for student, found in points.items()}
    if judged != is_right:
        sys.exit(f"{name} gave {points}; full marks belong to the right ones alone")


def show(costs: dict[str, list[tuple[float, float, float]]], count: int) -> None:
    """Print medians, and ratios to otter of the same repeat."""
    repeats = len(costs["ours"])
    print(f"{count} notebooks, {len(CHECKS)} checks, {machine()}; medians of {repeats} repeats\n")
    print("| grader | wall s each | times otter | CPU-s each | CPU, times otter | children |")
    print("|---|---|---|---|---|---|")
    for name, runs in costs.items():
        pairs = list(zip(runs, costs["otter"], strict=True))
        wall, cpu, children = (statistics.median(one[k] for one in runs) / count for k in range(3))
        faster = statistics.median(base[0] / own[0] for own, base in pairs)
        cheaper = statistics.median(own[1] / base[1] for own, base in pairs)
        row = f"{wall:.2f} | {faster:.2f} | {cpu:.2f} | {cheaper:.2f} | {children:.2f}"
        print(f"| {NAMES[name]} | {row} |")


def show_empty(otter: list[tuple[float, float, float]], count: int) -> None:
    """Print what as many empty containers take: no grader with one each can be quicker."""
    engine = docker.from_env()
    image = image_tag("numpy")
    with measured() as cost, ThreadPoolExecutor(os.cpu_count()) as pool:
        started = [pool.submit(empty, engine, image) for _ in range(count)]
        for one in started:
            one.result()
    engine.close()
    faster, cheaper = (statistics.median(one[k] for one in otter) for k in range(2))
    print(
        f"\nAn empty container for each, started and removed: {cost.wall / count:.2f} s, "
        f"{cost.cpu / count:.2f} CPU-s; {faster / cost.wall:.2f} times otter's throughput, "
        f"{cost.cpu / cheaper:.2f} of its CPU"
    )


def empty(engine: docker.DockerClient, image: str) -> None:
    """Start a container that does nothing, wait for its end, remove it."""
    engine.containers.run(image, ["true"], entrypoint="", network_mode="none", remove=True)


def points_of_wrong(scratch: Path, *, cheats: bool) -> dict[str, float]:
    """Return what each grader gives a wrong notebook."""
    wrong = {"wrong": notebooks.work(0, is_right=False)}
    graders = laid_out(scratch / f"wrong-{cheats}", wrong, cheats=cheats)
    return {name: grader.grade(0)["wrong"] for name, grader in graders.items()}


def show_cheat(honest: dict[str, float], cheating: dict[str, float]) -> None:
    """Print what a wrong notebook earns, and what it earns with one cell more."""
    print(f"\nPoints of {len(CHECKS)} for a wrong notebook, then with one cell more:\n")
    for name, points in honest.items():
        print(f"- {NAMES[name]}: {points:g}, {cheating[name]:g}")


if __name__ == "__main__":
    main()
