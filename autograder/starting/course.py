"""A small course that works: one assignment with all its parts, and a class that handed it in."""

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from autograder.errors import SpecError

ASSIGNMENT, CLASS = "one-neuron", "class"
_DATA_SUFFIX = ".txt"


def write_course(folder: Path) -> tuple[str, ...]:
    """Write the sample course into `folder`, which is made; return the names of its files.

    Raises:
        SpecError: something is there already.
    """
    if folder.is_symlink() or (folder.exists() and not _is_empty(folder)):
        msg = (
            f"cannot start a course in {str(folder)!r}: expected an empty folder or none, found "
            "something there; name a new folder"
        )
        raise SpecError(msg)
    files = dict(_files(resources.files(__package__) / "sample"))
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return tuple(sorted(files))


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and next(folder.iterdir(), None) is None


def _files(at: Traversable, within: str = "") -> Iterator[tuple[str, bytes]]:
    for item in at.iterdir():
        name = f"{within}{item.name}"
        if item.is_dir():
            yield from _files(item, f"{name}/")
        else:
            yield name.removesuffix(_DATA_SUFFIX), item.read_bytes()
