"""Commands on what was graded: a person's decisions. Bodies are imported when they are typed."""

from pathlib import Path
from typing import Annotated

import typer

from .option_types import AsJson

review_app = typer.Typer(help="Written answers that wait for a person.", no_args_is_help=True)
gradebook_app = typer.Typer(help="Every grade and every decision on it.", no_args_is_help=True)

Graded = Annotated[Path, typer.Argument(help="A folder that `grade` wrote.")]
OfSlug = Annotated[str, typer.Argument(help="Assignment, as named under assignments/.")]


@review_app.command("export")
def review_export(
    out: Graded,
    slug: OfSlug,
    sheet: Annotated[Path, typer.Option("-o", "--out", help="A new file: .csv or .md.")],
    show: Annotated[
        bool, typer.Option("--show", help="Show what is suggested; decisions are not blind then.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Also answers that count already.")
    ] = False,
) -> None:
    """Write the answers that wait into a sheet: no names, blind, like beside like."""
    from .review import export_sheet

    raise typer.Exit(export_sheet(out, slug, sheet, shown=show, everything=everything))


@review_app.command("import")
def review_import(
    out: Graded,
    slug: OfSlug,
    sheet: Annotated[Path, typer.Argument(help="The sheet, filled in.")],
    by: Annotated[str, typer.Option(help="Who decided.")],
) -> None:
    """Append a sheet's decisions to the gradebook, all or none, and render the reports again."""
    from .review import import_sheet

    raise typer.Exit(import_sheet(out, slug, sheet, by=by))


@review_app.command("grades")
def review_grades(
    out: Graded,
    slug: OfSlug,
    table: Annotated[Path, typer.Option("-o", "--out", help="A new CSV file.")],
) -> None:
    """Write the confirmed answers as graded answers for `autograder calibrate`."""
    from .review import export_grades

    raise typer.Exit(export_grades(out, slug, table))


StudentId = Annotated[str, typer.Option("--student", help="A student or submission.")]


@gradebook_app.command("show")
def gradebook_show(
    out: Graded,
    student: Annotated[
        list[str] | None, typer.Option(help="This student or submission only (repeat).")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show the grades in force: points, what waits for a person, what people decided."""
    from .gradebook import show_grades

    raise typer.Exit(show_grades(out, students=student, as_json=as_json))


@gradebook_app.command("history")
def gradebook_history(out: Graded, student: StudentId, as_json: AsJson = False) -> None:
    """Show every grade and decision of one student, and what each changed."""
    from .gradebook import tell_history

    raise typer.Exit(tell_history(out, student, as_json=as_json))


@gradebook_app.command("export")
def gradebook_export(
    out: Graded,
    target: Annotated[Path, typer.Option("-o", "--out", help="A new file.")],
    form: Annotated[str, typer.Option("--format", help="csv, json, canvas or moodle.")] = "csv",
) -> None:
    """Write the grades in force into a file for another program."""
    from .gradebook import export_grades

    raise typer.Exit(export_grades(out, target, form))


@gradebook_app.command("copy")
def gradebook_copy(
    out: Graded,
    target: Annotated[str, typer.Argument(help="Path or URL; its password better elsewhere.")],
) -> None:
    """Copy the gradebook to another place, such as a server; the folder keeps to that one."""
    from .book import move_book

    raise typer.Exit(move_book(out, target))


@gradebook_app.command("override")
def gradebook_override(
    out: Graded,
    student: StudentId,
    target: Annotated[
        str,
        typer.Option(
            help="total, task:<id>, check:<name>, question:<id> or rubric:<question>.<item>."
        ),
    ],
    points: Annotated[float, typer.Option(help="What it is worth.")],
    reason: Annotated[str, typer.Option(help="Why; the student reads it.")],
    by: Annotated[str, typer.Option(help="Who decided.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change; write nothing.")
    ] = False,
) -> None:
    """Decide points as a person: appended, never rewritten; reports are rendered again."""
    from .override import Decision, override_grade

    decision = Decision(student=student, target=target, points=points, reason=reason, by=by)
    raise typer.Exit(override_grade(out, decision, dry_run=dry_run))
