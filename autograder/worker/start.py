"""What every kind of student process does before any code of the student runs."""

import os
import sys
from io import TextIOWrapper
from pathlib import Path

from .calls import seed_everything


def enter(folder: Path, seed: int) -> None:
    """Seed the generators; make `folder` the working folder and the first place of imports."""
    seed_everything(seed)
    os.chdir(folder)
    if sys.path[0] != str(folder):
        sys.path.insert(0, str(folder))
    sys.argv = [""]


def open_standard_streams() -> None:
    """Make sys.stdout and sys.stderr anew: the old ones remember what they were opened on."""
    sys.stdout = _text_stream(1)
    sys.stderr = _text_stream(2)


def _text_stream(descriptor: int) -> TextIOWrapper:
    # A lone surrogate in a print is no reason to fail; a flush a line is enough.
    binary = open(descriptor, "wb", closefd=False)  # noqa: SIM115 - open for life
    return TextIOWrapper(binary, "utf-8", errors="backslashreplace", line_buffering=True)
