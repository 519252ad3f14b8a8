"""An instructor's own Dockerfile beside an assignment: what of that folder may enter an image.

The Dockerfile and the folder `image/` beside it, and nothing else: the rest of an
assignment's folder is hidden tests.
"""

import hashlib
from pathlib import Path

FOLDER = "image"


def is_dockerfile(name: str) -> bool:
    """True if an image's name is the path of a Dockerfile rather than a named image."""
    return Path(name).name == "Dockerfile"


def custom_context(dockerfile: Path) -> dict[str, bytes]:
    """Return path -> content of all that the build may see."""
    beside = sorted(path for path in (dockerfile.parent / FOLDER).rglob("*") if path.is_file())
    context = {path.relative_to(dockerfile.parent).as_posix(): path.read_bytes() for path in beside}
    return {"Dockerfile": dockerfile.read_bytes(), **context}


def custom_key(dockerfile: Path) -> str:
    """Return a key that changes with anything the build may see."""
    digest = hashlib.sha256()
    for path, content in custom_context(dockerfile).items():
        digest.update(f"{path}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]
