"""`autograder publish`: student templates from reference and assignment."""

from pathlib import Path

import typer

from autograder import spec
from autograder.authoring import check_published, is_notebook_form, publish, zip_template
from autograder.errors import SpecError

from .course import open_assignment


def publish_templates(
    course: Path, slug: str | None, *, check: bool, zipped: bool, notebook: bool | None = None
) -> int:
    """Publish `slug`, or every assignment of the course; return the exit code.

    `notebook` says in which form; None keeps the one that a template has.
    """
    root = spec.find_course(course)
    slugs = [slug] if slug else spec.assignment_slugs(root)
    if not slugs:
        msg = f"no assignment in {str(root)!r}; make assignments/<slug>/assignment.toml"
        raise SpecError(msg)
    stale = False
    for name in slugs:
        assignment = open_assignment(root, name)
        target = root / "student_template" / name
        form = is_notebook_form(assignment, target) if notebook is None else notebook
        if check:
            stale |= _say_stale(name, check_published(assignment, target, notebook=form))
            continue
        published = publish(assignment, target, notebook=form)
        typer.echo(f"{name}: {published.summary()}")
        if zipped:
            archive = target.with_suffix(".zip")
            zip_template(assignment, archive, notebook=form)
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
