"""docs/a-term-in-one-page.md: each command that an instructor types there exists, options too."""

import re
import shlex
from pathlib import Path

import pytest
import typer

from autograder.cli.app import app

PAGE = (Path(__file__).parents[2] / "docs" / "a-term-in-one-page.md").read_text(encoding="utf-8")
TYPED = re.findall(r"^\$ (autograder .+)$", PAGE.replace("\\\n", " "), re.MULTILINE)
STEPS = {"verify", "publish", "release", "grade", "explain", "report", "regrade", "replay"}


def arguments_of(typed: str) -> list[str]:
    return shlex.split(typed, comments=True)[1:]


def test_the_page_goes_through_a_term():
    assert {arguments_of(typed)[0] for typed in TYPED} >= STEPS | {"gradebook", "review"}


@pytest.mark.parametrize("typed", TYPED)
def test_a_typed_command_is_understood(typed):
    command, arguments = typer.main.get_command(app), arguments_of(typed)
    while hasattr(command, "commands"):
        command = command.commands[arguments.pop(0)]
    # Options, their choices and missing arguments are looked at; the command does not run.
    command.make_context(command.name, arguments)
