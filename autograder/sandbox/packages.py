"""Python packages for an image, unpacked on the host for the container's Python.

pip resolves and unpacks wheels for another interpreter without running any of their code,
so the image's build needs no network, no certificates and no pip of its own.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Any

from autograder.errors import SandboxError

PYTHON = "3.11"
OLDEST_GLIBC, NEWEST_GLIBC = 17, 36
"""Of the tags manylinux_2_17 and later; Debian bookworm has 2.36."""

TORCH = "torch==2.13.0"
"""The default requirement; which index serves the CPU build is pip's configuration."""


def requirements_of(image: str, *, torch: str = TORCH) -> list[str]:
    """Return the requirement lines of a named image, comments and includes resolved."""
    lines = _lines(f"{image}.txt")
    return [*lines, torch] if image == "torch" else lines


def unpack_packages(requirements: list[str], target: Path, *, machine: str) -> None:
    """Unpack `requirements` and what they need into the folder `target`.

    Args:
        requirements: as pip takes them.
        target: a folder that does not exist yet.
        machine: of the container: "x86_64" or "aarch64".

    Raises:
        SandboxError: pip is missing, finds no wheel, or would fetch a CUDA build.
    """
    selection = [*_for_container(machine), "--target", str(target), *requirements]
    _refuse_cuda(_resolve(selection))
    _pip(["install", "--no-compile", *selection])
    # Start scripts name the host's interpreter; nobody starts them.
    shutil.rmtree(target / "bin", ignore_errors=True)


def engine_machine(architecture: str) -> str:
    """Return pip's name of the engine's architecture."""
    names = {"amd64": "x86_64", "x86_64": "x86_64", "arm64": "aarch64", "aarch64": "aarch64"}
    if architecture not in names:
        msg = f"no images for {architecture!r}; expected an engine on x86_64 or aarch64"
        raise SandboxError(msg)
    return names[architecture]


def _lines(name: str) -> list[str]:
    text = (files("autograder.sandbox") / "requirements" / name).read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines()]
    found: list[str] = []
    for line in lines:
        if line.startswith("-r "):
            found += _lines(line.removeprefix("-r ").strip())
        elif line and not line.startswith("#"):
            found.append(line)
    return found


def _for_container(machine: str) -> list[str]:
    versions = range(NEWEST_GLIBC, OLDEST_GLIBC - 1, -1)
    tags = [f"manylinux_2_{minor}_{machine}" for minor in versions]
    tags += [f"manylinux2014_{machine}", f"linux_{machine}"]
    options = ["--only-binary=:all:", "--implementation", "cp", "--python-version", PYTHON]
    options += ["--abi", f"cp{PYTHON.replace('.', '')}"]
    return [*options, *(option for tag in tags for option in ("--platform", tag))]


def _resolve(selection: list[str]) -> list[str]:
    """Return the names that pip would fetch, without fetching them."""
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        _pip(["install", "--dry-run", "--report", report.name, *selection])
        found: dict[str, Any] = json.load(report)
    return [str(item["metadata"]["name"]) for item in found["install"]]


def _refuse_cuda(names: list[str]) -> None:
    cuda = sorted(name for name in names if name.startswith("nvidia-"))
    if cuda:
        msg = (
            f"the torch requirement resolves to a CUDA build ({cuda[0]!r} and {len(cuda) - 1} more"
            ", gigabytes): point pip at torch's index of CPU wheels, such as "
            "`pip config set global.extra-index-url …`, or name a CPU build (torch==…+cpu)"
        )
        raise SandboxError(msg)


def _pip(arguments: list[str]) -> None:
    command = [sys.executable, "-m", "pip", *arguments, "--quiet", "--no-input"]
    command += ["--disable-pip-version-check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - a fixed program; requirements are the operator's
    if done.returncode != 0:
        words = done.stderr.strip().splitlines()[-4:]
        msg = f"pip could not get the image's packages: {' '.join(words)}"
        raise SandboxError(msg)
