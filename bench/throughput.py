"""Submissions per second: isolated in Docker, in the process sandbox, and bare pytest.

Bare is what most courses do today: one `pytest` subprocess a submission, the same
suite, student code and tests in one process, as many at once as there are cores.
Run: python bench/throughput.py [--count 60] [--repeats 3]
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from measure import machine, measured

ROOT = Path(__file__).resolve().parent.parent
SUITE = ROOT / "assignments" / "optimizers"
GROUPS = ("right", "partial", "wrong")
BARE_TIMEOUT = 120
WRITTEN = shutil.ignore_patterns("answers.md")


def mixed_class(folder: Path, count: int) -> list[Path]:
    """Lay out `count` submissions, right, partial and wrong ones in turn."""
    samples = [
        path for group in GROUPS for path in sorted((SUITE / "submissions" / group).iterdir())
    ]
    students = []
    for number in range(count):
        student = folder / f"student-{number:03d}"
        # Bare pytest scores no written answers, so nobody hands any in.
        shutil.copytree(samples[number % len(samples)], student, ignore=WRITTEN)
        students.append(student)
    return students


def bare(students: list[Path], work: Path) -> None:
    """Grade with one pytest subprocess each."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda student: bare_one(student, work / student.name), students))


def bare_one(student: Path, box: Path) -> None:
    """Copy suite and student's work into one folder, and run pytest there."""
    shutil.copytree(SUITE / "tests", box / "tests")
    shutil.copy(ROOT / "bench" / "bare" / "conftest.py", box)
    shutil.copy(SUITE / "assignment.toml", box)
    shutil.copytree(student, box, dirs_exist_ok=True)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(box),
    ]
    command += ["-c", os.devnull, "--import-mode=importlib", "tests", f"--junitxml={box}/r.xml"]
    subprocess.run(command, cwd=box, check=False, capture_output=True, timeout=BARE_TIMEOUT)
    if not (box / "r.xml").exists():
        sys.exit(f"bare pytest left no result for {student.name}")
    if "fixture '" in (box / "r.xml").read_text():
        sys.exit(f"bare pytest lacks a fixture that the suite wants: {box / 'r.xml'}")


def isolated(sandbox: str, students: list[Path], work: Path) -> None:
    """Grade with this project, from a cold start to the last report."""
    command = [sys.executable, "-m", "autograder", "grade", "optimizers", str(students[0].parent)]
    command += ["-o", str(work), "--course", str(ROOT), "--sandbox", sandbox]
    subprocess.run(command, check=True, capture_output=True)


MODES = {
    "docker": lambda students, work: isolated("docker", students, work),
    "process": lambda students, work: isolated("process", students, work),
    "bare pytest": bare,
}


def main() -> None:
    """Measure every mode in turn, several times, and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    costs = {mode: [] for mode in MODES}
    with tempfile.TemporaryDirectory() as scratch:
        students = mixed_class(Path(scratch) / "class", given.count)
        for repeat in range(given.repeats):
            for mode, run in MODES.items():
                with measured() as cost:
                    run(students, Path(scratch) / f"{mode}-{repeat}")
                costs[mode].append(cost)
    show(costs, given.count)


def show(costs, count: int) -> None:
    """Print medians, and ratios to the bare subprocess of the same repeat."""
    print(f"{count} submissions, {machine()}; medians of {len(costs['docker'])} repeats\n")
    print("| mode | submissions/s | times bare | CPU-s each | CPU, times bare | peak MB |")
    print("|---|---|---|---|---|---|")
    for mode, runs in costs.items():
        pairs = list(zip(runs, costs["bare pytest"], strict=True))
        faster = statistics.median(base.wall / run.wall for run, base in pairs)
        cpu = statistics.median(run.cpu / base.cpu for run, base in pairs)
        wall = statistics.median(run.wall for run in runs)
        each = statistics.median(run.cpu for run in runs) / count
        memory = statistics.median(run.memory_mb for run in runs)
        rate = f"{count / wall:.2f} | {faster:.2f}"
        print(f"| {mode} | {rate} | {each:.2f} | {cpu:.2f} | {memory:.0f} |")


if __name__ == "__main__":
    main()
