"""How long one thing takes: a call by size, a claim, one submission, the command line itself.

Run: python bench/latency.py [--repeats 30]
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from measure import machine

from autograder import plugins
from autograder.model import BoxSpec, Limits
from autograder.sandbox.conformance import Conversation

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "assignments" / "optimizers" / "submissions" / "right" / "functional"
SIZES = {"1 number": 1, "1 KB": 128, "100 KB": 12_800, "1 MB": 131_072, "10 MB": 1_310_720}
SPEC = BoxSpec(image="numpy", limits=Limits())
REFILL_SECONDS = 1.5


def milliseconds(action, repeats):
    """Return the median and the 90th percentile of `repeats` runs of `action`."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times), sorted(times)[int(0.9 * (len(times) - 1))]


def row(name, result):
    median, high = result
    print(f"| {name} | {median:.2f} | {high:.2f} |")


def calls(name, repeats):
    """A call across the wall and back, by the size of its argument and result."""
    with plugins.load("sandboxes", name)() as sandbox:
        worker = sandbox.claim(SPEC)
        talk = Conversation(worker.stream)
        with talk.test():
            talk.call("same", 1)
            for words, count in SIZES.items():
                x = np.ones(count)
                row(
                    f"{name}: call with {words}",
                    milliseconds(lambda x=x: talk.call("same", x), repeats),
                )
        row(f"{name}: a fresh student process", milliseconds(lambda: one_test(talk), repeats))
        worker.kill()


def one_test(talk):
    with talk.test():
        talk.call("same", 1)


def claims(name, repeats):
    """A claim of a worker that waits, and of one that has to be started."""
    with plugins.load("sandboxes", name)() as sandbox:
        sandbox.claim(SPEC).kill()
        warm = []
        for _ in range(repeats):
            time.sleep(REFILL_SECONDS)
            start = time.perf_counter()
            worker = sandbox.claim(SPEC)
            warm.append(1000 * (time.perf_counter() - start))
            worker.kill()
    row(f"{name}: claim of a waiting worker", (statistics.median(warm), max(warm)))
    row(f"{name}: first claim of a sandbox", milliseconds(lambda: first_claim(name), repeats))


def first_claim(name):
    with plugins.load("sandboxes", name)() as sandbox:
        sandbox.claim(SPEC).kill()


def submissions(name, repeats):
    """One submission by the command line, from cold; and each further one in the same run."""
    alone = milliseconds(lambda: grade(name, 1), repeats)
    row(f"{name}: `autograder grade` of one submission", alone)
    many = milliseconds(lambda: grade(name, 11), repeats)
    row(f"{name}: each further one", tuple((b - a) / 10 for a, b in zip(alone, many, strict=True)))


def grade(name, count):
    with tempfile.TemporaryDirectory() as scratch:
        for number in range(count):
            shutil.copytree(SAMPLE, Path(scratch) / "class" / f"s{number}")
        command = [sys.executable, "-m", "autograder", "grade", "optimizers", f"{scratch}/class"]
        command += ["-o", f"{scratch}/out", "--course", str(ROOT), "--sandbox", name]
        subprocess.run(command, check=True, capture_output=True)


def command_line(repeats):
    """The command line's own start, against an empty interpreter."""
    empty = milliseconds(lambda: subprocess.run([sys.executable, "-c", ""], check=True), repeats)
    usage = [sys.executable, "-m", "autograder", "--help"]
    told = milliseconds(lambda: subprocess.run(usage, check=True, capture_output=True), repeats)
    row("an empty interpreter", empty)
    row("`autograder --help`", told)
    print(f"\n`autograder --help` takes {told[0] / empty[0]:.1f} times an empty interpreter")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeats", type=int, default=30)
    repeats = parser.parse_args().repeats
    print(f"{machine()}; milliseconds, {repeats} repeats (a tenth of them for whole submissions)\n")
    print("| what | median | 90th percentile |\n|---|---|---|")
    for name in ("docker", "process"):
        calls(name, repeats)
        claims(name, max(3, repeats // 5))
        submissions(name, max(2, repeats // 10))
    command_line(repeats)


if __name__ == "__main__":
    main()
