"""How long verify takes for each assignment: basic is to end within 20 s, full within 180.

Run: python bench/verify.py [SLUG ...] [--levels basic full] [--sandbox process] [--mutants]

On a machine that others use too, the wall says little: the load average tells, and the CPU seconds
of the command's own processes, shared out over the cores, bound what it takes alone.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import machine, measured

from autograder import spec

ROOT = Path(__file__).resolve().parent.parent
GOALS = {"basic": 20, "full": 180}


def own_cpu():
    """Return the CPU seconds of all commands so far and of their processes; containers apart."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(slug, level, options):
    """Run one command; return its exit code, cost, own CPU seconds and report."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "autograder", "verify", slug, "--level", level]
        command += ["--course", str(ROOT), "-o", folder, *options]
        before = own_cpu()
        with measured() as cost:
            ended = subprocess.run(command, capture_output=True, text=True, check=False)
        report = Path(folder) / f"{slug}.json"
        if not report.exists():
            sys.exit(ended.stderr)
        text = report.read_text(encoding="utf-8")
        return ended.returncode, cost, own_cpu() - before, json.loads(text)


def row(slug, level, options):
    code, cost, cpu, report = run(slug, level, options)
    load, cores = os.getloadavg()[1], os.cpu_count()
    runs = sum(one["runs"] for one in report["rows"])
    runs += report["stability"]["seeds"] if report["stability"] else 0
    held = "all holds" if code == 0 else f"{len(report['findings'])} findings (exit {code})"
    within = "yes" if cost.wall <= GOALS[level] else f"no, over {GOALS[level]}"
    words = f"| {slug} | {level} | {runs} | {cost.wall:.0f} | {load:.1f} | {cpu:.0f} "
    words += f"| {cpu / cores:.0f} | {within} | {held} |"
    if mutation := report["mutation"]:
        words += f" {mutation['killed']} of {mutation['made']} mutants killed |"
    return words


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("slugs", nargs="*")
    parser.add_argument("--levels", nargs="+", choices=GOALS, default=list(GOALS))
    parser.add_argument("--mutants", action="store_true")
    parser.add_argument("--sandbox", choices=["process", "docker"])
    chosen = parser.parse_args()
    options = ["--mutants"] if chosen.mutants else []
    options += ["--sandbox", chosen.sandbox] if chosen.sandbox else []
    print(machine(), "\n")
    print("| assignment | level | runs | seconds | load | CPU-s | by cores | in time | result |")
    print("|---|---|---|---|---|---|---|---|---|")
    for slug in chosen.slugs or spec.assignment_slugs(ROOT):
        for level in chosen.levels:
            print(row(slug, level, options), flush=True)


if __name__ == "__main__":
    main()
