"""Paths of the hand-ins of a large class, of which nothing stays behind."""

import os
from pathlib import Path


def beneath(folder: Path, name: str) -> Path:
    """Return `folder / name`, and leave `name` as it is.

    `/` puts its right side into Python's table of interned strings, where it stays as long as
    anybody keeps it. A class keeps the names of all: with ten thousand the table doubles, twice.
    """
    return Path(os.path.join(folder, name))  # noqa: PTH118 - see above
