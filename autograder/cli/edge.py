"""The process edge: every error becomes words on standard error and an exit code.

0 the tool worked, whatever the scores; 1 a threshold was missed, or `check` found
failures; 2 usage, assignment or submission that cannot be read; 3 a fault of ours
(some submissions are not graded); 130 interrupted.
"""

import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperGroup

from autograder.errors import AutograderError, SandboxError

UNREADABLE, OURS, INTERRUPTED = 2, 3, 130

GRADING_PACKAGES = {"docker", "sqlalchemy", "alembic"}
GOES_ON = ("grade", "regrade")
KEPT = "what is graded is kept, run the same command to go on"


class Commands(TyperGroup):
    """All commands. Errors are caught here, before typer gives them codes of its own."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was typed."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # the reader has left, such as `head`: typer is silent then
            raise
        except (AutograderError, OSError, ModuleNotFoundError, KeyboardInterrupt) as error:
            code, words = _explain(error, KEPT if ctx.invoked_subcommand in GOES_ON else "")
            _say(words, is_error=code != INTERRUPTED)
            raise typer.Exit(code) from error


def run(app: Callable[[], object]) -> None:
    """Run `app`; being told to terminate is an interrupt, and a mistake of ours is never a 1."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app()
    except Exception:  # noqa: BLE001 - the process edge: whatever it is, it is ours
        traceback.print_exc()
        _say("this is a mistake in autograder; please report it with the lines above")
        sys.exit(OURS)


def _explain(error: BaseException, kept: str) -> tuple[int, str]:
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED, f"interrupted; {kept}" if kept else "interrupted"
    if isinstance(error, ModuleNotFoundError):
        return _not_installed(error)
    if isinstance(error, OSError):
        where = f" at {error.filename!r}" if error.filename else ""
        words = f"this machine failed{where}: {error.strerror or error}"
        return OURS, f"{words}; {kept}" if kept else words
    return OURS if isinstance(error, SandboxError) else UNREADABLE, str(error)


def _not_installed(error: ModuleNotFoundError) -> tuple[int, str]:
    if (error.name or "").partition(".")[0] not in GRADING_PACKAGES:
        raise error
    msg = f"{error.name!r} is not installed: grading needs pip install 'autograder-dl[grade]'"
    return UNREADABLE, msg


def _say(words: str, *, is_error: bool = True) -> None:
    if is_error:
        typer.secho("error: ", fg="red", bold=True, nl=False, err=True)
    typer.echo(words, err=True)
