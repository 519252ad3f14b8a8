"""What docs/verify.md promises is what the command knows."""

import re
from pathlib import Path

import typer

from autograder.cli.app import app

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "verify.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| `([^`|]+)` \|", re.MULTILINE)
CODE = "\n".join(
    file.read_text(encoding="utf-8")
    for file in (ROOT / "autograder" / "authoring" / "verify").glob("*.py")
)


def names(heading):
    return set(ROW.findall(TEXT.split(f"| {heading} |")[1].split("\n\n")[0]))


def test_every_rule_is_explained():
    rules = set(re.findall(r'rule="(\w+)"', CODE)) | {"sample", "mistake", "variant", "reference"}
    assert names("rule") == rules


def test_every_option_is_explained():
    command = typer.main.get_command(app).commands["verify"]
    options = {option for param in command.params for option in param.opts if option[0] == "-"}
    told = {words.split()[0] for words in names("option")}
    assert told == options - {"--course", "--out"}


def test_the_bounds_that_it_states_are_right():
    from autograder.authoring.verify.bounds import false_alarm_bound

    assert round(100 * false_alarm_bound(0, 50), 1) == 5.8
    assert false_alarm_bound(0, 300) < 0.01
