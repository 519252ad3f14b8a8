"""Commands on a class that was graded: regrade it, replay a grade, lock what is released.

Bodies are imported when they are typed.
"""

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
from .staff import Graded, OfSlug

Submissions = Annotated[
    Path | None,
    typer.Option(help="Where the class handed in, for work that was not kept when it was graded."),
]
Runtime = Annotated[str | None, typer.Option(help="Container runtime, such as runsc.")]


def regrade(
    slug: OfSlug,
    out: Graded,
    reason: Annotated[
        str, typer.Option(help="What was fixed; students whose grade changes read it.")
    ] = "",
    preview: Annotated[
        bool, typer.Option("--preview", help="Say what would change; store nothing.")
    ] = False,
    never_lower: Annotated[
        bool, typer.Option("--never-lower", help="Who would lose points keeps them.")
    ] = False,
    student: Annotated[
        list[str] | None, typer.Option(help="Regrade this student or submission only (repeat).")
    ] = None,
    submissions: Submissions = None,
    course: Course = Path(),
    jobs: Jobs = None,
    executor: ExecutorName = LOCAL,
    scheduler: Scheduler = None,
    workers: Workers = None,
    timeout: Annotated[
        float | None, typer.Option(min=1, help="Seconds one submission may take, as in `grade`.")
    ] = None,
    sandbox: SandboxName = None,
    runtime: Runtime = None,
    as_json: AsJson = False,
) -> None:
    """Grade a class again after a fix of suite, rubric or image; say who gets other points, why."""
    from .regrade import RegradeOptions, regrade_class

    chosen = RegradeOptions(
        reason=reason, preview=preview, never_lower=never_lower, students=student,
        submissions=submissions, course=course, jobs=jobs, timeout=timeout,
        executor=executor, scheduler=scheduler, workers=workers,
        sandbox=sandbox or "docker", runtime=runtime, as_json=as_json,
    )  # fmt: skip
    raise typer.Exit(regrade_class(slug, out, chosen))


def replay(
    file: Annotated[Path, typer.Argument(help="A grade.json, such as OUT/ada/grade.json.")],
    course: Course = Path(),
    submission: Annotated[
        Path | None, typer.Option(help="The work, if it was not kept beside the grade.")
    ] = None,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Run although something is not as it was.")
    ] = False,
    sandbox: Annotated[
        str | None, typer.Option("--sandbox", help="docker or process; default: as it was.")
    ] = None,
    runtime: Runtime = None,
) -> None:
    """Run one grade again from its manifest; say whether every outcome is the same."""
    from .replay import replay_grade

    code = replay_grade(
        file, course, submission=submission, anyway=anyway, sandbox=sandbox, runtime=runtime
    )
    raise typer.Exit(code)


def release(
    slug: OfSlug,
    update: Annotated[
        Path | None,
        typer.Option(
            metavar="OUT", help="Lock a changed assignment anew; OUT holds the regrade's preview."
        ),
    ] = None,
    by: Annotated[str | None, typer.Option(help="Who releases; default: the user's name.")] = None,
    course: Course = Path(),
    jobs: Jobs = None,
    sandbox: SandboxName = None,
) -> None:
    """Verify an assignment, then lock its image, suite, rubric and conventions."""
    from .release import release_assignment

    raise typer.Exit(
        release_assignment(
            slug, course, update=update, by=by, jobs=jobs, sandbox=sandbox or "docker"
        )
    )
