"""`autograder publish`: student templates from reference and assignment."""

from pathlib import Path

import typer

from autograder import spec
from autograder.authoring import check_published, publish, zip_template
from autograder.errors import SpecError

from .course import open_assignment


def publish_templates(course: Path, slug: str | None, *, check: bool, zipped: bool) -> int:
    """Publish `slug`, or every assignment of the course; return the exit code."""
    root = spec.find_course(course)
    slugs = [slug] if slug else spec.assignment_slugs(root)
    if not slugs:
        msg = f"no assignment in {str(root)!r}; make assignments/<slug>/assignment.toml"
        raise SpecError(msg)
    stale = False
    for name in slugs:
        assignment = open_assignment(root, name)
        target = root / "student_template" / name
        if check:
            stale |= _say_stale(name, check_published(assignment, target))
            continue
        published = publish(assignment, target)
        typer.echo(f"{name}: {published.summary()}")
        if zipped:
            archive = target.with_suffix(".zip")
            zip_template(assignment, archive)
            typer.echo(f"{name}: wrote {archive}")
    return 1 if stale else 0


def _say_stale(name: str, differences: list[str]) -> bool:
    if not differences:
        typer.echo(f"{name}: the template is up to date")
        return False
    for difference in differences:
        typer.echo(f"{name}: {difference}")
    typer.echo(f"{name}: stale; run `autograder publish {name}`")
    return True
