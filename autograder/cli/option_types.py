"""Options that several commands have, written once."""

from pathlib import Path
from typing import Annotated

import typer

LOCAL = "local"

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Course = Annotated[
    Path, typer.Option(help="The course folder (it holds assignments/).", show_default=False)
]
ExecutorName = Annotated[
    str, typer.Option("--executor", help="local (this machine's cores) or dask (a cluster).")
]
Jobs = Annotated[
    int | None,
    typer.Option(min=1, help="Submissions at once; default: as many as cores and memory bear."),
]
SandboxName = Annotated[
    str | None, typer.Option("--sandbox", help="docker or process; default: docker to grade.")
]
Scheduler = Annotated[
    str | None, typer.Option(help="dask: address of a scheduler; default: workers started here.")
]
Scorer = Annotated[
    str | None, typer.Option(help="Scorer of written answers; default: the best installed.")
]
Workers = Annotated[
    int | None, typer.Option(min=1, help="dask: workers to start here; default: one a core.")
]
