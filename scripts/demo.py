"""Grade a sample class: the sample submissions of `optimizers`, under invented names."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

from engine import answers

ROOT = Path(__file__).resolve().parent.parent
SLUG = "optimizers"
NAMES = (
    *("Ada Marsh", "Bruno Keller", "Chidi Obi", "Dana Levi", "Elif Kaya", "Farid Noor"),
    *("Greta Lind", "Hana Sato", "Ivo Novak", "Jun Park", "Kofi Mensah", "Lucía Vega"),
    *("Mei Tan", "Nils Berg", "Olga Petrova", "Priya Nair", "Quinn Doyle", "Rosa Conti"),
    *("Sven Dahl", "Tariq Aziz", "Uma Rao", "Viktor Hahn", "Wanjiru Kamau", "Xenia Popa"),
)
QUIET_GROUPS = {"right": 6, "partial": 3, "wrong": 6}
# The slowest, an infinite loop, is among the broken: begin with them.
ROUGH_GROUPS = {"broken": 4, **QUIET_GROUPS, "hostile": 3}
ROUGH_SKIPPED = {"memory_hog", "fork_bomb", "output_flood"}


def sample_class(folder: Path, *, isolated: bool) -> Path:
    """Lay out a class of samples in `folder`, with a roster; return it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    groups = ROUGH_GROUPS if isolated else QUIET_GROUPS
    samples = [sample for group, count in groups.items() for sample in _samples(group, count)]
    with (folder / "roster.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "name", "email"])
        for name, sample in zip(NAMES, samples, strict=False):
            student = name.split()[0].lower().replace("í", "i")
            shutil.copytree(sample, folder / student)
            rows.writerow([student, name, f"{student}@course.example"])
    return folder


def _samples(group: str, count: int) -> list[Path]:
    folder = ROOT / "assignments" / SLUG / "submissions" / group
    # The process sandbox promises nothing against these: they run in Docker only.
    found = [path for path in sorted(folder.iterdir()) if path.name not in ROUGH_SKIPPED]
    return [path for path in found if path.is_dir()][:count]


def main() -> int:
    """Grade the class into the folder named on the command line."""
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "demo")
    isolated = os.environ.get("ENGINE", "auto") != "none" and answers()
    students = sample_class(out / "class", isolated=isolated)
    sandbox = "docker" if isolated else "process"
    where = "containers" if isolated else "the process sandbox, which is NOT isolated"
    print(f"grading {len(list(students.iterdir())) - 1} submissions in {where}", flush=True)
    command = [sys.executable, "-m", "autograder", "grade", SLUG, str(students)]
    command += ["-o", str(out / "graded"), "--course", str(ROOT), "--sandbox", sandbox]
    code = subprocess.run(command, check=False).returncode
    if code == 0:
        print(f"open {out / 'graded' / 'summary.html'} in a browser")
    return code


if __name__ == "__main__":
    sys.exit(main())
