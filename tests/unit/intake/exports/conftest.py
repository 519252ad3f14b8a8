import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from autograder.intake import Inputs, Roster, read_inputs
from autograder.model import Assignment, Task

GOLDEN = Path(__file__).parents[3] / "data" / "inputs"


@pytest.fixture
def sums(tmp_path: Path) -> Assignment:
    """The assignment to which the golden inputs were handed in."""
    return Assignment(
        slug="sums",
        title="Sums",
        version="1.0",
        submit=("work.py",),
        tasks=(Task(id="total", title="Total", file="work.py", points=1),),
        folder=tmp_path / "assignment",
    )


@pytest.fixture
def golden(tmp_path: Path) -> Callable[[str], Path]:
    """Copy a golden input; no repository can hold `.git`, so the copy gets it back."""

    def copy(name: str) -> Path:
        target = tmp_path / name
        shutil.copytree(GOLDEN / name, target)
        for folder in target.glob("*/dot-git"):
            folder.rename(folder.with_name(".git"))
        return target

    return copy


@pytest.fixture
def zipped(tmp_path: Path) -> Callable[[Path], Path]:
    """Pack a folder as a zip, without the folder itself."""

    def pack(folder: Path) -> Path:
        return Path(shutil.make_archive(str(tmp_path / "packed" / folder.name), "zip", folder))

    return pack


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """Write files into a folder of a class."""

    def write(files: Mapping[str, str]) -> Path:
        root = tmp_path / "class"
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return root

    return write


@pytest.fixture
def read(sums: Assignment) -> Callable[..., dict[str, str]]:
    """Return for each id the text that counts, or the problem."""

    def texts(path: Path, form: str | None = None, roster: Roster | None = None) -> dict[str, str]:
        found: Inputs = read_inputs(path, sums, roster, form)
        read = [candidate.read() for candidate in found.candidates]
        return {one.id: one.problem or one.files[0].content.decode() for one in read}

    return texts
