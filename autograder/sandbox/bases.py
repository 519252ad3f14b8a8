"""The system under an image: Python's official one, or Debian packages where no registry answers.

Knows nothing of what is installed on it.
"""

import contextlib
import logging
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Literal

from autograder.errors import SandboxError

from .engine import Engine

Base = Literal["auto", "registry", "debian"]

REGISTRY_IMAGE, REGISTRY_TAG = "python", "3.11-slim"
DEBIAN_SUITE = "bookworm"
DEBIAN_IMAGE, DEBIAN_TAG = "autograder/base", DEBIAN_SUITE
REGISTRY_NAME = f"{REGISTRY_IMAGE}:{REGISTRY_TAG}"
DEBIAN_NAME = f"{DEBIAN_IMAGE}:{DEBIAN_TAG}"

# The suite's own sources are the system's; no mirror is named here.
MMDEBSTRAP = (
    "mmdebstrap",
    "--quiet",
    "--variant=minbase",
    "--include=python3",
    "--dpkgopt=path-exclude=/usr/share/doc/*",
    "--dpkgopt=path-exclude=/usr/share/man/*",
    "--dpkgopt=path-exclude=/usr/share/locale/*",
    DEBIAN_SUITE,
)

_log = logging.getLogger(__name__)


def base_image(engine: Engine, base: Base) -> str:
    """Return the id of the base image, fetched or made if it is not there.

    Raises:
        SandboxError: neither way works; says why each failed.
    """
    if base == "debian":
        return _debian(engine)
    if base == "auto":
        known = image_id(engine, REGISTRY_NAME) or image_id(engine, DEBIAN_NAME)
        if known is not None:
            return known
    try:
        return _registry(engine)
    except SandboxError as error:
        if base == "registry":
            raise
        _log.info("no base image from a registry, making one of Debian packages: %s", error)
        return _debian(engine)


def image_id(engine: Engine, name: str) -> str | None:
    """Return the id of the image that `name` names on this engine, if there is one."""
    found = inspect_image(engine, name)
    return str(found["Id"]) if found else None


def inspect_image(engine: Engine, name: str) -> dict[str, Any] | None:
    """Return what the engine knows of an image; None if there is none of that name."""
    with engine.trouble(f"look for the image {name!r}"), contextlib.suppress(engine.not_found):
        found: dict[str, Any] = engine.api.inspect_image(name)  # type: ignore[no-untyped-call]  # the SDK's stubs leave it out
        return found
    return None


def _registry(engine: Engine) -> str:
    known = image_id(engine, REGISTRY_NAME)
    if known is not None:
        return known
    with engine.trouble(f"pull {REGISTRY_NAME!r}"):
        engine.api.pull(REGISTRY_IMAGE, tag=REGISTRY_TAG)
    pulled = image_id(engine, REGISTRY_NAME)
    if pulled is None:
        msg = f"no registry served the image {REGISTRY_NAME!r}"
        raise SandboxError(msg)
    return pulled


def _debian(engine: Engine) -> str:
    known = image_id(engine, DEBIAN_NAME)
    if known is not None:
        return known
    with tempfile.TemporaryDirectory(prefix="autograder-base-") as folder:
        archive = Path(folder) / "base.tar"
        _bootstrap(archive)
        with engine.trouble("import the Debian base image"):
            engine.api.import_image_from_file(str(archive), repository=DEBIAN_IMAGE, tag=DEBIAN_TAG)
    made = image_id(engine, DEBIAN_NAME)
    if made is None:
        msg = f"the engine took the Debian base image but does not show it as {DEBIAN_NAME!r}"
        raise SandboxError(msg)
    return made


def _bootstrap(archive: Path) -> None:
    if shutil.which("mmdebstrap") is None:
        msg = (
            f"no registry serves {REGISTRY_NAME} and 'mmdebstrap' is not "
            "installed; on Debian or Ubuntu: apt-get install mmdebstrap"
        )
        raise SandboxError(msg)
    command = [*MMDEBSTRAP, str(archive)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - a fixed command
    if done.returncode != 0:
        words = " ".join(done.stderr.strip().splitlines()[-3:])
        msg = f"mmdebstrap could not make the base image: {words}"
        raise SandboxError(msg)
