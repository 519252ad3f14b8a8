"""Grade sample classes under invented names: `optimizers`, and `gan-losses`, which needs torch."""

import csv
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from engine import answers

ROOT = Path(__file__).resolve().parent.parent
NAMES = (
    *("Ada Marsh", "Bruno Keller", "Chidi Obi", "Dana Levi", "Elif Kaya", "Farid Noor"),
    *("Greta Lind", "Hana Sato", "Ivo Novak", "Jun Park", "Kofi Mensah", "Lucía Vega"),
    *("Mei Tan", "Nils Berg", "Olga Petrova", "Priya Nair", "Quinn Doyle", "Rosa Conti"),
    *("Sven Dahl", "Tariq Aziz", "Uma Rao", "Viktor Hahn", "Wanjiru Kamau", "Xenia Popa"),
)
ROUGH_SKIPPED = {"memory_hog", "fork_bomb", "output_flood"}
NO_TORCH = "gan-losses needs the image `torch`, which could not be built here: left out"


@dataclass(frozen=True)
class Show:
    """What is shown of one assignment: how many samples of each group."""

    slug: str
    groups: dict[str, int]


# The slowest, an infinite loop, is among the broken: begin with them.
ISOLATED = (
    Show("optimizers", {"broken": 4, "right": 6, "partial": 3, "wrong": 6, "hostile": 3}),
    Show("gan-losses", {"right": 2, "partial": 2, "wrong": 3}),
)
AT_HOME = (Show("optimizers", {"right": 6, "partial": 3, "wrong": 6}),)


def sample_class(show: Show, folder: Path) -> Path:
    """Lay out a class of samples in `folder`, with a roster; return it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    samples = [sample for group, n in show.groups.items() for sample in _samples(show, group, n)]
    with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "name", "email"])
        for name, sample in zip(NAMES, samples, strict=False):
            student = name.split()[0].lower().replace("í", "i")
            shutil.copytree(sample, folder / student)
            rows.writerow([student, name, f"{student}@course.example"])
    return folder


def _samples(show: Show, group: str, count: int) -> list[Path]:
    folder = ROOT / "assignments" / show.slug / "submissions" / group
    # The process sandbox promises nothing against these: they run in Docker only.
    found = [path for path in sorted(folder.iterdir()) if path.name not in ROUGH_SKIPPED]
    return [path for path in found if path.is_dir()][:count]


def grade(show: Show, out: Path, sandbox: str) -> int:
    """Grade the class of `show` into `out`; return the command's exit code."""
    students = sample_class(show, out / "class")
    where = "containers" if sandbox == "docker" else "the process sandbox, which is NOT isolated"
    count = len(list(students.iterdir())) - 1
    print(f"{show.slug}: grading {count} submissions in {where}", flush=True)
    command = [sys.executable, "-m", "autograder", "grade", show.slug, str(students)]
    command += ["-o", str(out / "graded"), "--course", str(ROOT), "--sandbox", sandbox]
    code = subprocess.run(command, check=False).returncode
    if code == 0:
        print(f"open {out / 'graded' / 'summary.html'} in a browser", flush=True)
    return code


def has_torch() -> bool:
    """Return whether the image with torch is there; say so if it is not."""
    from autograder.errors import AutograderError
    from autograder.sandbox import build_image

    try:
        build_image("torch")
    except AutograderError as error:
        print(f"{NO_TORCH} ({error})", flush=True)
        return False
    return True


def main() -> int:
    """Grade the classes into the folder named on the command line."""
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "demo")
    if os.environ.get("ENGINE", "auto") == "none" or not answers():
        return max(grade(show, out / show.slug, "process") for show in AT_HOME)
    shows = ISOLATED if has_torch() else ISOLATED[:1]
    return max(grade(show, out / show.slug, "docker") for show in shows)


if __name__ == "__main__":
    sys.exit(main())
