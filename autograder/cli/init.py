"""`autograder init`: a sample course to start from, and the files of build services."""

from pathlib import Path
from typing import Annotated

import typer


def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A new folder; with --ci, a course or template.")
    ] = Path(),
    service: Annotated[
        str | None,
        typer.Option("--ci", help="Write the files for builds into DIR instead: github or gitlab."),
    ] = None,
) -> None:
    """Write a small course that works, or what a build service needs to grade one."""
    if service is None:
        _start_course(folder)
    else:
        _add_builds(folder, service)


def _start_course(folder: Path) -> None:
    from autograder.starting import ASSIGNMENT, CLASS, write_course

    count = len(write_course(folder))
    typer.echo(
        f"wrote a course of one assignment, {ASSIGNMENT!r}, to {str(folder)!r}: {count} files"
    )
    typer.echo("next, in that folder (once on a machine: autograder image build numpy):")
    typer.echo(f"  autograder verify {ASSIGNMENT}")
    typer.echo(f"  autograder publish {ASSIGNMENT} --zip")
    typer.echo(f"  autograder grade {ASSIGNMENT} {CLASS} -o graded")


def _add_builds(folder: Path, service: str) -> None:
    from autograder.starting import write_builds

    for name in write_builds(service, folder):
        typer.echo(f"wrote {folder / name}")
    typer.echo("each says at its top what to fill in; a course's repository must be private")
