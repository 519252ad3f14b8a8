import io
import tarfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from autograder.intake import read_submission
from autograder.model import Assignment, Submission, Task

ZipItem = tuple[str | zipfile.ZipInfo, bytes]


@pytest.fixture
def assignment(tmp_path: Path) -> Assignment:
    """Two required files and an optional one."""
    return Assignment(
        slug="nets",
        title="Nets",
        version="1.0",
        submit=("layers.py", "net.py", "answers.md"),
        optional=("answers.md",),
        tasks=(Task(id="net", title="Net", file="net.py", points=1),),
        folder=tmp_path / "nets",
    )


@pytest.fixture
def single(assignment: Assignment) -> Assignment:
    """One file is asked for."""
    return assignment.model_copy(update={"submit": ("optim.py",), "optional": ()})


@pytest.fixture
def pack() -> Callable[..., bytes]:
    """Make a zip of (name or ZipInfo, content) pairs; names may repeat."""

    def make(items: Iterable[ZipItem], method: int = zipfile.ZIP_DEFLATED) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", method) as archive:
            for name, content in items:
                archive.writestr(name, content)
        return buffer.getvalue()

    return make


@pytest.fixture
def pack_tar() -> Callable[..., bytes]:
    """Make a tar of (TarInfo, content) pairs."""

    def make(
        items: Iterable[tuple[tarfile.TarInfo, bytes]], mode: str = "w", **options: int
    ) -> bytes:
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode=mode, **options) as archive:  # type: ignore[call-overload]
            for info, content in items:
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
        return buffer.getvalue()

    return make


@pytest.fixture
def hand_in(tmp_path: Path, single: Assignment) -> Callable[[bytes], Submission]:
    """Read these bytes as one student's `work.zip`."""

    def read(data: bytes, name: str = "work.zip") -> Submission:
        file = tmp_path / name
        file.write_bytes(data)
        return read_submission(file, single, "ann")

    return read
