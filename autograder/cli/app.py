"""The commands and their options. Each body is imported when its command is typed."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from autograder import __version__

from . import edge
from .again import regrade, release, replay
from .batch_commands import explain, grade, report
from .init import init
from .option_types import AsJson, Course, SandboxName, Scorer
from .staff import gradebook_app, review_app

app = typer.Typer(
    name="autograder",
    cls=edge.Commands,
    help="Grade deep-learning assignments: hidden tests and student code never share a process.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
image_app = typer.Typer(help="Images in which student code runs.", no_args_is_help=True)
app.add_typer(image_app, name="image")
rubric_app = typer.Typer(help="Rubrics of written answers.", no_args_is_help=True)
app.add_typer(rubric_app, name="rubric")
app.add_typer(review_app, name="review")
app.add_typer(gradebook_app, name="gradebook")
for command in (init, grade, report, explain, regrade, replay, release):
    app.command()(command)

Base = Literal["auto", "registry", "debian"]


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        typer.echo(f"autograder {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Grade deep-learning assignments in isolation."""


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(help="Your work, with assignment.toml in it.")] = Path(),
    only: Annotated[list[str] | None, typer.Option(help="Check this task only (repeat).")] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Also keep the result there, for `report`.")
    ] = None,
    sandbox: SandboxName = None,
    as_json: AsJson = False,
) -> None:
    """Run the public checks on your own work; no Docker needed."""
    from .check import check_work

    box = sandbox or "process"
    raise typer.Exit(check_work(folder, tasks=only, sandbox=box, as_json=as_json, out=out))


@app.command()
def publish(
    slug: Annotated[str | None, typer.Argument(help="Assignment; all if left out.")] = None,
    course: Course = Path(),
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if a template is stale.")
    ] = False,
    zip_: Annotated[bool, typer.Option("--zip", help="Also write a zip for students.")] = False,
    notebook: Annotated[
        bool | None,
        typer.Option(
            "--notebook/--modules", help="Publish modules as notebooks; default: as they were."
        ),
    ] = None,
) -> None:
    """Write student_template/ from reference and assignment, and prove that nothing leaked."""
    from .publish import publish_templates

    raise typer.Exit(publish_templates(course, slug, check=check, zipped=zip_, notebook=notebook))


@app.command()
def verify(
    slugs: Annotated[
        list[str] | None, typer.Argument(metavar="[SLUG]...", help="Assignments; all if none.")
    ] = None,
    course: Course = Path(),
    level: Annotated[
        Literal["basic", "full"], typer.Option(help="basic: enough to publish; full: everything.")
    ] = "full",
    seeds: Annotated[
        int | None, typer.Option(min=1, help="Runs of the reference; 5 if basic, 50 if full.")
    ] = None,
    sample_seeds: Annotated[
        int | None, typer.Option(min=1, help="Runs of each sample; a 16th of the reference's.")
    ] = None,
    mutants: Annotated[
        bool, typer.Option("--mutants", help="Also try mutants of the reference (advice).")
    ] = False,
    sandbox: Annotated[
        str | None, typer.Option(help="docker or process; default: both, each where it fits.")
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Runs at once; cores and one.")] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Write a page and JSON for each there.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Prove an assignment right: reference, template, samples, every mistake and every check."""
    from .verify import VerifyOptions, verify_assignments

    options = VerifyOptions(
        course=course, level=level, seeds=seeds, sample_seeds=sample_seeds, mutants=mutants,
        sandbox=sandbox, jobs=jobs, as_json=as_json, out=out,
    )  # fmt: skip
    raise typer.Exit(verify_assignments(slugs or (), options))


_MARKS = "CSV: question, answer, points; or a graded folder, for its confirmed answers."


@app.command("calibrate")
def calibrate_(
    grades: Annotated[Path, typer.Argument(help=_MARKS)],
    rubric: Annotated[Path, typer.Option(help="The rubric.toml of the questions.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Where the calibration goes.")],
    scorer: Scorer = None,
    plot: Annotated[Path | None, typer.Option(help="A picture: NAME.svg or NAME.html.")] = None,
    tolerance: Annotated[
        float, typer.Option(min=0.01, max=1, help="How far off a mark may be, of the points.")
    ] = 0.25,
    target: Annotated[
        float, typer.Option(min=0.001, max=0.5, help="Bound of errors of half the points.")
    ] = 0.03,
) -> None:
    """Learn a course's scale from marks given blind; say which answers need no person."""
    from .calibration import make_calibration

    raise typer.Exit(
        make_calibration(
            grades, rubric, out, scorer=scorer, tolerance=tolerance, target=target, plot=plot
        )
    )


@app.command()
def agreement(
    grades: Annotated[Path, typer.Argument(help=_MARKS)],
    rubric: Annotated[Path, typer.Option(help="The rubric.toml of the questions.")],
    calibration: Annotated[
        Path | None, typer.Option(help="What `calibrate` wrote; without it, the scorer alone.")
    ] = None,
    scorer: Scorer = None,
    plot: Annotated[
        Path | None, typer.Option("-o", "--out", help="A picture: NAME.svg or NAME.html.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Hold a scorer's points against marks that people gave blind."""
    from .calibration import measure_agreement

    raise typer.Exit(
        measure_agreement(
            grades, rubric, calibration=calibration, scorer=scorer, plot=plot, as_json=as_json
        )
    )


@app.command()
def doctor(
    as_json: AsJson = False,
    runtime: Annotated[str | None, typer.Option(help="Container runtime, such as runsc.")] = None,
    image: Annotated[
        list[str] | None, typer.Option(help="An image that must be built (repeat); numpy.")
    ] = None,
    course: Course = Path(),
) -> None:
    """Prove each promise of the sandbox on this machine; say what is missing."""
    from .operator import examine

    images = image or ["numpy"]
    raise typer.Exit(examine(images, course=course, as_json=as_json, runtime=runtime))


@image_app.command("build")
def image_build(
    names: Annotated[
        list[str] | None, typer.Argument(help="numpy, torch, or an assignment with a Dockerfile.")
    ] = None,
    course: Course = Path(),
    base: Annotated[Base, typer.Option(help="Where the system comes from.")] = "auto",
    torch: Annotated[
        str | None, typer.Option(help="Requirement of torch, as pip takes it.", show_default=False)
    ] = None,
    network: Annotated[
        bool, typer.Option("--network", help="Let an assignment's Dockerfile use the network.")
    ] = False,
) -> None:
    """Build the images in which student code runs; no network inside the build."""
    from .operator import BuildOptions, build_images

    options = BuildOptions(base=base, torch=torch, network=network)
    raise typer.Exit(build_images(names or ["numpy"], course, options))


@rubric_app.command("try")
def rubric_try(
    file: Annotated[Path, typer.Argument(help="A rubric.toml.")],
    answers: Annotated[
        Path | None, typer.Argument(help="Answers under headings `# <question>`; - to paste them.")
    ] = None,
    question: Annotated[
        list[str] | None, typer.Option(help="Try this question only (repeat).")
    ] = None,
    scorer: Annotated[
        list[str] | None,
        typer.Option(help="lexical, semantic, hub or judge; the best offline one (repeat)."),
    ] = None,
    model: Annotated[
        Path | None,
        typer.Option(envvar="AUTOGRADER_MODEL", help="A local folder with a model, for hub."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what the judge would send; send nothing.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Score answers against a rubric, say what is doubtful in it, and attack it."""
    from .rubric import Wanted, try_rubric

    wanted = Wanted(questions=question or (), scorers=scorer or (), model=model, dry_run=dry_run)
    raise typer.Exit(try_rubric(file, answers, wanted=wanted, as_json=as_json))


def main() -> None:
    """Run the command line."""
    edge.run(app)
