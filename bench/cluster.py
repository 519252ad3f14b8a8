"""What a cluster costs and brings: Dask workers on this machine against the local executor.

Each mode grades the same class from a cold start of the command to the last report. The
overhead is what a submission costs more than with as many places of the local executor;
the efficiency is the speed relative to one worker, for each worker.
Run: python bench/cluster.py [--count 40] [--repeats 3] [--sandbox docker]
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import machine, measured
from throughput import ROOT, mixed_class

WORKERS = (1, 2, 4)


def grade(students: Path, out: Path, sandbox: str, *more: str) -> None:
    """Grade with this project."""
    command = [sys.executable, "-m", "autograder", "grade", "optimizers", str(students)]
    command += ["-o", str(out), "--course", str(ROOT), "--sandbox", sandbox, *more]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    if ended.returncode:
        sys.exit(f"{' '.join(command)} ended with {ended.returncode}:\n{ended.stderr}")


def modes():
    """Yield a name, the number of places, and options, of local and Dask in turn."""
    for count in WORKERS:
        yield f"local, {count} at once", count, ("--jobs", str(count))
        dask = ("--executor", "dask", "--workers", str(count), "--jobs", str(count))
        yield f"dask, {count} workers", count, dask


def main() -> None:
    """Measure every mode in turn, several times, and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--sandbox", default="docker")
    given = parser.parse_args()
    costs = {name: [] for name, _, _ in modes()}
    with tempfile.TemporaryDirectory() as scratch:
        mixed_class(Path(scratch) / "class", given.count)
        for repeat in range(given.repeats):
            for name, _, options in modes():
                out = Path(scratch) / f"{name}-{repeat}"
                with measured() as cost:
                    grade(Path(scratch) / "class", out, given.sandbox, *options)
                costs[name].append(cost)
    show(costs, given)


def show(costs, given) -> None:
    """Print medians; a Dask mode beside the local one of as many places."""
    wall = {name: statistics.median(run.wall for run in runs) for name, runs in costs.items()}
    cpu = {name: statistics.median(run.cpu for run in runs) for name, runs in costs.items()}
    print(f"{given.count} submissions, {given.sandbox}, {machine()}; {given.repeats} repeats\n")
    print("| mode | submissions/s | CPU-s each | overhead each, s | efficiency |")
    print("|---|---|---|---|---|")
    for name, count, _ in modes():
        peer, first = (f"local, {count} at once", f"{name.partition(',')[0]}, {WORKERS[0]}")
        one = next(seconds for other, seconds in wall.items() if other.startswith(first))
        overhead = (wall[name] - wall[peer]) / given.count
        efficiency = one / wall[name] / count
        each = f"{given.count / wall[name]:.2f} | {cpu[name] / given.count:.2f}"
        print(f"| {name} | {each} | {overhead:.2f} | {efficiency:.2f} |")


if __name__ == "__main__":
    main()
