"""`autograder doctor` and `autograder image build`: for whoever runs the machine."""

import json
from dataclasses import dataclass
from pathlib import Path

import typer

from autograder import sandbox, spec
from autograder.errors import SpecError

from .edge import OURS


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What the user asked for beside the images' names."""

    base: sandbox.Base
    torch: str | None
    network: bool


def examine(names: list[str], *, course: Path, as_json: bool, runtime: str | None) -> int:
    """Print one line for each promise; 0 if all hold, 3 if one does not."""
    images = [_image(course, name) for name in names]
    findings = sandbox.diagnose(runtime=runtime, images=images)
    if as_json:
        typer.echo(json.dumps([vars_of(finding) for finding in findings], indent=2))
    for finding in [] if as_json else findings:
        typer.secho(
            "ok   " if finding.ok else "FAIL ", fg="green" if finding.ok else "red", nl=False
        )
        typer.echo(f"{finding.name}: {finding.words}")
        if not finding.ok:
            typer.echo(f"     {finding.advice}")
    return 0 if all(finding.ok for finding in findings) else OURS


def vars_of(finding: sandbox.Finding) -> dict[str, object]:
    """Return `finding` as a plain dictionary."""
    names = ("name", "ok", "words", "advice")
    return {name: getattr(finding, name) for name in names}


def build_images(names: list[str], course: Path, options: BuildOptions) -> int:
    """Build each image and print its digest."""
    torch = options.torch or sandbox.TORCH
    for image in [_image(course, name) for name in names]:
        record = sandbox.build_image(image, base=options.base, torch=torch, network=options.network)
        packages = ", ".join(f"{key} {value}" for key, value in sorted(record.packages.items()))
        typer.echo(f"{record.name}: {record.digest} ({packages})")
    return 0


def _image(course: Path, name: str) -> str:
    """Return `name` if it is an image of ours, else the Dockerfile of the assignment `name`."""
    if name in sandbox.NAMED:
        return name
    dockerfile = spec.assignment_folder(spec.find_course(course), name) / "Dockerfile"
    if not dockerfile.is_file():
        msg = f"{name!r} has no Dockerfile; images of ours are: {', '.join(sandbox.NAMED)}"
        raise SpecError(msg)
    return str(dockerfile)
