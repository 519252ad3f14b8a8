"""Our code that goes into an image: which files, and their hash. Knows no engine."""

import functools
import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable

MODULES = ("__init__.py", "errors.py")
PACKAGES = ("wire", "worker")


def worker_files() -> dict[str, bytes]:
    """Return path below `autograder/` -> content, sorted by path."""
    root = files("autograder")
    found = {name: (root / name).read_bytes() for name in MODULES}
    for package in PACKAGES:
        found |= _sources(root / package, package)
    return dict(sorted(found.items()))


@functools.cache
def worker_hash() -> str:
    """Return the hash that an image of this version carries in its label `autograder.worker`."""
    digest = hashlib.sha256()
    for path, content in worker_files().items():
        digest.update(f"{path}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _sources(folder: Traversable, prefix: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for entry in folder.iterdir():
        path = f"{prefix}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            found |= _sources(entry, path)
        elif entry.name.endswith(".py"):
            found[path] = entry.read_bytes()
    return found
