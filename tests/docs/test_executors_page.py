"""The templates for a batch system do what docs/executors.md says, a queue apart."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SLURM = ROOT / "docs" / "slurm"
COURSE = ROOT / "tests" / "cli" / "course"
RIGHT = "def double(x):\n    return 2 * x\n\n\ndef total(x):\n    return x.sum()\n"

pytest.importorskip("distributed")


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_head_as_a_batch_job_grades_a_class_with_a_stand_in_for_the_queue(tmp_path):
    shutil.copytree(COURSE, tmp_path / "course")
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ada" / "work.py").write_text(RIGHT)
    for file in SLURM.iterdir():
        shutil.copy(file, tmp_path)
    arguments = ("sums", "class", "-o", "out", "--course", "course", "--sandbox", "process")
    ended = subprocess.run(
        ["bash", "grade.sh", *arguments],
        cwd=tmp_path,
        env=os.environ | {"STAND_IN": "1", "WORKERS": "1", "PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "[1/1] ada: 6/6" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_the_page_names_the_templates():
    page = (ROOT / "docs" / "executors.md").read_text(encoding="utf-8")
    assert all(f"slurm/{file.name}" in page for file in SLURM.iterdir())
