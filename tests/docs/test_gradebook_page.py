"""The drawing of the gradebook's tables is of the tables as they are."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_drawing_of_the_schema_is_current():
    script = ROOT / "scripts" / "gradebook_schema.py"
    ended = subprocess.run(
        [sys.executable, script, "--check"], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout
