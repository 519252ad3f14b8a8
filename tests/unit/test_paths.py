import sys
from pathlib import Path

from autograder.paths import beneath


def student() -> str:
    """Return a text of its own, equal to those before."""
    return "".join(["student-", "4711"])  # noqa: FLY002 - a literal is one text, and interned


def test_it_is_the_path_that_a_slash_makes() -> None:
    assert beneath(Path("class"), student()) == Path("class") / student()
    assert beneath(Path("class"), "") == Path("class")


def test_the_name_is_not_interned() -> None:
    kept = student()
    beneath(Path("class"), kept)
    another = student()
    assert sys.intern(another) is another
