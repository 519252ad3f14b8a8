"""What a class costs as it grows: throughput, CPU, memory, disk; is time linear, memory flat?

The class is generated from the samples of an assignment, each with a comment of its own, so
that no two hand-ins are equal, and graded by the command line from a cold start to the last
report. `--assignment layers` is the small notebook of bench/peers. CPU is that of the grader and
of all that it started; containers are the engine's, so with Docker the whole machine's is given
too.
Run: python bench/scale.py [--counts 100 1000 10000] [--sandbox process] [--assignment optimizers]
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from measure import cpu_seconds, machine

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "bench" / "peers"))

import notebooks  # noqa: E402 - beside this file, in a folder of its own

NOTEBOOK = "layers"
GROUPS = ("right", "partial", "wrong")
MIB = 1 << 20
PAUSE_SECONDS = 0.5
TOLERANCE = 0.10
"""How far from a line time may lie, and how much the grader may grow with the class."""
WRITTEN = shutil.ignore_patterns("answers.md")


@dataclass(frozen=True)
class Run:
    """What one class cost."""

    count: int
    wall: float
    cpu: float
    machine_cpu: float
    grader_mb: float
    """The most that the grader itself ever held (VmHWM)."""
    tree_mb: float
    """The most that it and all below it held at once, shared pages counted in parts (Pss)."""
    book_mb: float
    out_mb: float


def lay_out(folder: Path, assignment: str, count: int) -> Path:
    """Write course and class of `count` folders below `folder`; return the course."""
    if assignment != NOTEBOOK:
        lay_out_samples(folder / "class", assignment, count)
        return ROOT
    notebooks.write_course(folder / "course")
    for name, functions in notebooks.students(count).items():
        student = folder / "class" / name
        student.mkdir(parents=True)
        (student / "layers.ipynb").write_text(notebooks.plain(functions))
    return folder / "course"


def lay_out_samples(folder: Path, assignment: str, count: int) -> None:
    """Write a class of `count` folders; each sample in turn, each file with a comment more."""
    place = ROOT / "assignments" / assignment / "submissions"
    samples = [path for group in GROUPS for path in sorted((place / group).iterdir())]
    for number in range(count):
        student = folder / f"student-{number:05d}"
        # Written answers are scored by models; this is about running code.
        shutil.copytree(samples[number % len(samples)], student, ignore=WRITTEN)
        for path in student.glob("*.py"):
            path.write_text(f"{path.read_text()}\n# student {number}\n")


class Watch(threading.Thread):
    """Reads the memory of a process and of all below it until it has ended."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self.grader_kb = self.tree_kb = 0

    def run(self) -> None:
        while held := memory_kb(self._pid, "status", "VmHWM:"):
            self.grader_kb = max(self.grader_kb, held)
            tree = (self._pid, *descendants(self._pid))
            now = sum(memory_kb(pid, "smaps_rollup", "Pss:") for pid in tree)
            self.tree_kb = max(self.tree_kb, now)
            time.sleep(PAUSE_SECONDS)


def memory_kb(pid: int, file: str, field: str) -> int:
    """Return one field of a process in KiB; 0 if it has ended."""
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(field)), 0)


def descendants(pid: int) -> list[int]:
    """Return all processes below `pid`."""
    found, front = [], [pid]
    while front:
        children = []
        try:
            for task in Path(f"/proc/{front.pop()}/task").glob("*/children"):
                children += map(int, task.read_text().split())
        except OSError:  # it ended in the meantime
            continue
        found += children
        front += children
    return found


def grade(course: str, assignment: str, folder: Path, sandbox: str) -> tuple[float, Watch]:
    """Grade a class; return the seconds that it took and what it held."""
    command = [sys.executable, "-m", "autograder", "grade", assignment, str(folder / "class")]
    command += ["-o", str(folder / "out"), "--course", course, "--sandbox", sandbox]
    with (folder / "said").open("w") as said:
        started = time.monotonic()
        process = subprocess.Popen(command, stdout=said, stderr=said)
        watch = Watch(process.pid)
        watch.start()
        # Waited for without reaping: /proc must answer to the end.
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        wall = time.monotonic() - started
        watch.join()
        if process.wait() != 0:
            sys.exit((folder / "said").read_text()[-2000:])
    return wall, watch


def children_cpu() -> float:
    """Return the CPU seconds of all processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def size_mb(*paths: Path) -> float:
    """Return how many MB files hold."""
    return sum(path.stat().st_size for path in paths if path.is_file()) / MIB


def measure(assignment: str, count: int, sandbox: str) -> Run:
    """Lay out, grade and measure one class."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        course = lay_out(folder, assignment, count)
        before = children_cpu(), cpu_seconds()
        wall, watch = grade(str(course), assignment, folder, sandbox)
        graded = len(list((folder / "out").glob("*/grade.json")))
        if graded != count:
            sys.exit(f"{graded} of {count} submissions were graded")
        return Run(
            count=count,
            wall=wall,
            cpu=children_cpu() - before[0],
            machine_cpu=cpu_seconds() - before[1],
            grader_mb=watch.grader_kb / 1024,
            tree_mb=watch.tree_kb / 1024,
            book_mb=size_mb(*(folder / "out").glob("gradebook.db*")),
            out_mb=size_mb(*(folder / "out").rglob("*")),
        )


def main() -> None:
    """Measure each class, print the table, judge."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--counts", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--sandbox", default="process")
    parser.add_argument("--assignment", default="optimizers")
    given = parser.parse_args()
    print(f"{given.assignment}, sandbox {given.sandbox}, {machine()}\n", flush=True)
    print("| submissions | wall s | per s | CPU-s each | machine's CPU-s each | grader MB "
          "| all processes MB | gradebook MB | all files MB |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|", flush=True)
    runs = []
    for count in sorted(given.counts):
        runs.append(measure(given.assignment, count, given.sandbox))
        print(row(runs[-1]), flush=True)
    if len(runs) > 2:  # noqa: PLR2004 - two points always lie on a line
        print(f"\n{judgement(runs)}")


def row(run: Run) -> str:
    """Return one line of the table."""
    rates = f"{run.wall:.1f} | {run.count / run.wall:.2f} | {run.cpu / run.count:.2f}"
    memory = f"{run.machine_cpu / run.count:.2f} | {run.grader_mb:.0f} | {run.tree_mb:.0f}"
    return f"| {run.count} | {rates} | {memory} | {run.book_mb:.2f} | {run.out_mb:.1f} |"


def judgement(runs: list[Run]) -> str:
    """Fit a line through time against count, and say what holds within the tolerance."""
    counts, walls = (np.array([getattr(run, k) for run in runs]) for k in ("count", "wall"))
    # Relative distances: else the largest class alone would draw the line.
    slope, start = np.polyfit(counts, walls, 1, w=1 / walls)
    off = np.max(np.abs(start + slope * counts - walls) / walls)
    each = [(run.wall - start) / run.count for run in runs]
    grows = max(run.grader_mb for run in runs) / runs[0].grader_mb - 1
    linear, flat = ("yes" if worst <= TOLERANCE else "NO" for worst in (off, grows))
    return (
        f"time = {start:.1f} s + {1000 * slope:.1f} ms for each submission; "
        f"largest distance from that line {off:.1%}\n"
        f"seconds each without the start: {', '.join(f'{one:.3f}' for one in each)}\n"
        f"time linear within {TOLERANCE:.0%}: {linear}\n"
        f"grader's memory flat within {TOLERANCE:.0%}: {flat} ({grows:+.1%} over the smallest)"
    )


if __name__ == "__main__":
    main()
