"""`autograder` itself: what it says of itself, and of commands that it does not know."""

import subprocess
import sys

import pytest

from autograder import __version__

COMMANDS = ("grade", "check", "report", "publish", "doctor", "image")


def test_help_names_every_command(place):
    ended = place.run("--help")
    assert ended.code == 0
    assert all(f"  {command} " in ended.out for command in COMMANDS)


@pytest.mark.parametrize(
    ("command", "options"),
    [
        (
            "grade",
            "--out --course --jobs --timeout --only --student --roster --sandbox --json --runtime",
        ),
        ("grade", "--fail-under"),
        ("check", "--only --sandbox --json"),
        ("report", "--student --format"),
        ("publish", "--course --check --zip"),
        ("doctor", "--json --runtime --image"),
        ("image build", "--course --base --torch --network"),
    ],
)
def test_the_help_of_a_command_names_every_option(place, command, options):
    ended = place.run(*command.split(), "--help")
    assert ended.code == 0
    assert [option for option in options.split() if option not in ended.out] == []


def test_the_version_is_one_line(place):
    ended = place.run("--version")
    assert (ended.code, ended.out, ended.err) == (0, f"autograder {__version__}\n", "")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (("grde",), "grade"),
        (("grade", "sums"), "submissions"),
        (("grade", "sums", "class"), "--out"),
        (("grade", "sums", "class", "-o", "out", "--jobs", "0"), "--jobs"),
        (("grade", "sums", "class", "-o", "out", "--fail-under", "101"), "--fail-under"),
        (("grade", "sums", "class", "-o", "out", "--timeout", "soon"), "--timeout"),
        (("image", "build", "--base", "moon"), "--base"),
    ],
)
def test_a_typing_mistake_is_usage(place, typed, words):
    ended = place.run(*typed)
    assert ended.code == 2
    assert words in ended.err


def without(module, *arguments):
    program = (
        f"import sys; sys.modules[{module!r}] = None; sys.argv = {['autograder', *arguments]!r}; "
        "from autograder.cli.app import main; main()"
    )
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=120
    )


def test_grading_on_a_students_installation_says_what_to_install():
    ended = without("sqlalchemy", "gradebook", "show", "out")
    assert ended.returncode == 2
    assert "pip install 'autograder-dl[grade]'" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_mistake_of_ours_is_never_the_exit_code_of_failed_checks():
    ended = without("autograder.spec", "check")
    assert ended.returncode == 3
    assert "Traceback" in ended.stderr
    assert "please report it" in ended.stderr
