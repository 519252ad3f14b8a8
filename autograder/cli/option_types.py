"""Options that several commands have, written once."""

from pathlib import Path
from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Course = Annotated[
    Path, typer.Option(help="The course folder (it holds assignments/).", show_default=False)
]
SandboxName = Annotated[
    str | None, typer.Option("--sandbox", help="docker or process; default: docker to grade.")
]
Scorer = Annotated[
    str | None, typer.Option(help="Scorer of written answers; default: the best installed.")
]
