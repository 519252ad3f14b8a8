"""Commands on a class: grade it, show it, explain a check. Bodies are imported when typed."""

from pathlib import Path
from typing import Annotated

import typer

from .option_types import (
    LOCAL,
    AsJson,
    Course,
    ExecutorName,
    Jobs,
    SandboxName,
    Scheduler,
    Workers,
)


def grade(
    slug: Annotated[str, typer.Argument(help="Assignment, as named under assignments/.")],
    submissions: Annotated[Path, typer.Argument(help="Folder, zip or file of submissions.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Where reports and gradebook go.")],
    course: Course = Path(),
    jobs: Jobs = None,
    executor: ExecutorName = LOCAL,
    scheduler: Scheduler = None,
    workers: Workers = None,
    timeout: Annotated[
        float | None, typer.Option(min=1, help="Seconds one submission may take in all.")
    ] = None,
    only: Annotated[list[str] | None, typer.Option(help="Grade this task only (repeat).")] = None,
    student: Annotated[
        list[str] | None, typer.Option(help="Grade this student or submission only (repeat).")
    ] = None,
    roster: Annotated[Path | None, typer.Option(help="CSV with id, name, email.")] = None,
    times: Annotated[
        Path | None, typer.Option(help="CSV with id, time; or a git server's bare repositories.")
    ] = None,
    extensions: Annotated[Path | None, typer.Option(help="CSV with id, until or days.")] = None,
    spent: Annotated[
        list[Path] | None,
        typer.Option(
            help="Results of another assignment, whose late days are used up (repeat); or a CSV "
            "with id, free_days."
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--input-format",
            help="plain, gradescope, canvas, moodle, nbgrader or git; default: what it looks like.",
        ),
    ] = None,
    sandbox: SandboxName = None,
    runtime: Annotated[str | None, typer.Option(help="Container runtime, such as runsc.")] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Run and score again what was finished before.")
    ] = False,
    fail_under: Annotated[
        float | None, typer.Option(min=0, max=100, help="Exit 1 if any score is below PERCENT.")
    ] = None,
    as_json: AsJson = False,
    gradebook: Annotated[
        str | None,
        typer.Option(
            envvar="AUTOGRADER_GRADEBOOK",
            help="Path or URL, such as postgresql://USER@HOST/DATABASE; default: a file in OUT.",
        ),
    ] = None,
    json_lines: Annotated[
        bool, typer.Option("--json-lines", help="Print one JSON object a line as each ends.")
    ] = False,
) -> None:
    """Grade a class: Docker, reports, gradebook; a second run finishes what is left."""
    if as_json and json_lines:
        msg = "choose --json (one list at the end) or --json-lines (each as it ends), not both"
        raise typer.BadParameter(msg)
    from .dates import DateFiles
    from .grade import GradeOptions, grade_class

    chosen = GradeOptions(
        course=course, jobs=jobs, timeout=timeout, tasks=only, students=student, roster=roster,
        form=form, sandbox=sandbox or "docker", runtime=runtime, force=force, fail_under=fail_under,
        executor=executor, scheduler=scheduler, workers=workers,
        as_json=as_json, json_lines=json_lines, gradebook=gradebook,
        dates=DateFiles(times, extensions, tuple(spent or ())),
    )  # fmt: skip
    raise typer.Exit(grade_class(slug, submissions, out, chosen))


def report(
    out: Annotated[Path, typer.Argument(help="A folder that `grade` wrote.")],
    student: Annotated[
        list[str] | None, typer.Option(help="This student or submission only (repeat).")
    ] = None,
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="files, terminal, markdown, html, json, staff; for builds: github, gitlab, junit "
            "or table.",
        ),
    ] = "files",
) -> None:
    """Render the reports again, or show one student's on the terminal."""
    from .report import show_reports

    raise typer.Exit(show_reports(out, students=student, form=form))


def explain(
    folder: Annotated[Path, typer.Argument(help="Folder of one submission, such as OUT/ada.")],
    check: Annotated[str, typer.Argument(help="Name of a failed check, or a part of it.")],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="The script; default: beside the grade.")
    ] = None,
) -> None:
    """Write a failed check's inputs, expected and found values as a script, for office hours."""
    from .explain import explain_check

    typer.echo(explain_check(folder, check, out))
