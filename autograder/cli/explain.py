"""`autograder explain`: one failed check as a script, for office hours.

The script is made of numbers that the journal recorded; what was a student's text stands
in comments only, and every literal is read once before it is written.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from autograder.errors import SpecError
from autograder.model import CallRecord, CheckResult, Grade, Outcome
from autograder.report import read_grade
from autograder.report.text import inert, line
from autograder.results import GRADE, write_text

NODES = (
    *(ast.Expression, ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Call, ast.keyword),
    *(ast.Attribute, ast.Name, ast.Load, ast.BinOp, ast.Add, ast.Mult, ast.UnaryOp, ast.USub),
)
NAMES = {"np", "inf", "nan", "complex"}
OF_NUMPY = {"array", "zeros", "bool_", *(np.dtype(code).name for code in "bhilqBHILQefdgFD")}
COMPARE = """
print("expected:", repr(expected) if isinstance(expected, str) else expected, sep="\\n")
print("found:", repr(found) if isinstance(found, str) else found, sep="\\n")
try:
    if np.shape(expected) == np.shape(found):
        difference = np.abs(np.subtract(found, expected, dtype=complex))
        print("largest difference:", difference.max(initial=0.0))
    else:
        print("shapes:", np.shape(expected), "and", np.shape(found))
except (TypeError, ValueError):
    print("types:", type(expected).__name__, "and", type(found).__name__)
"""
"""A student's text is shown escaped: it may hold commands to the terminal."""


def explain_check(folder: Path, name: str, out: Path | None) -> str:
    """Write the script of one failed check; return what to tell the user.

    Raises:
        SpecError: there is no such grade or check, or the check did not fail.
    """
    grade = _grade(folder)
    check = _check(grade, name)
    target = out or folder / f"explain-{_slug(check.name)}.py"
    write_text(target, script_of(grade, check))
    return f"{target}: for staff; it holds the inputs of the check"


def script_of(grade: Grade, check: CheckResult) -> str:
    """Return a script of the check's inputs, of what was expected and of what came."""
    return "\n".join([*_head(grade, check), "", *_calls(check.calls), *_compared(check)])


def _grade(folder: Path) -> Grade:
    try:
        return read_grade((folder / GRADE).read_bytes())
    except FileNotFoundError:
        msg = (
            f"no {GRADE} in {str(folder)!r}: expected the folder of one submission, such as "
            "OUT/ada, that `autograder grade` wrote"
        )
        raise SpecError(msg) from None
    except ValueError as error:
        msg = f"{str(folder / GRADE)!r} is no grade of this version: grade again ({error})"
        raise SpecError(msg) from error


def _check(grade: Grade, name: str) -> CheckResult:
    exact = [check for check in grade.checks if check.name == name]
    found = exact or [check for check in grade.checks if name in check.name]
    failed = [check for check in found if check.outcome is not Outcome.PASSED]
    if len(failed) == 1:
        return failed[0]
    known = failed or [c for c in grade.checks if c.outcome is not Outcome.PASSED]
    names = "".join(f"\n  {one.name}" for one in known) or " none: all passed"
    what = "more than one failed check" if failed else "no failed check"
    msg = f"{what} of {grade.submission_id!r} is called {name!r}; those that failed:{names}"
    raise SpecError(msg)


def _slug(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", name.replace(".py::", "-")).strip("-")[:100]


def _head(grade: Grade, check: CheckResult) -> Iterator[str]:
    # First, so that no name below is taken for the encoding in which the rest is read.
    yield "# coding: utf-8"
    yield _comment(f"{check.name}, submission {grade.submission_id}")
    yield _comment(f"{grade.assignment} {grade.assignment_version}; seed {check.seed}")
    yield from (_comment(text) for text in (check.title, *check.message.split("\n")) if text)
    if check.diagnosis:
        yield _comment(f"Likely cause: {check.diagnosis}")
    yield _comment("Needs numpy only. Put the student's file beside it to call their function.")
    yield "import numpy as np"
    yield "from numpy import inf, nan  # noqa: F401"


def _calls(calls: Sequence[CallRecord]) -> Iterator[str]:
    """Yield each call: what went in, what came back."""
    for number, call in enumerate(calls, 1):
        if not _is_literal(call.given):
            yield _comment(f"call {number} and later ones are too large: {call.arguments}")
            return
        yield _comment(f"call {number}: {call.function}(*args_{number}, **named_{number})")
        yield f"args_{number}, named_{number} = {call.given}"
        if _is_literal(call.returned):
            yield f"returned_{number} = {call.returned}"
        else:
            yield _comment(f"returned {call.result}")
        yield ""


def _compared(check: CheckResult) -> Iterator[str]:
    last = check.comparisons[-1] if check.comparisons else None
    if last is None or last.held:
        yield _comment("The check did not end with a comparison of values.")
        return
    yield _comment(f"compared: {last.name}")
    if not (_is_literal(last.wanted) and _is_literal(last.found)):
        yield _comment(f"expected {last.expected}")
        yield _comment(f"found {last.actual}")
        return
    yield f"expected = {last.wanted}"
    yield f"found = {last.found}"
    yield COMPARE


def _is_literal(source: str) -> bool:
    """True if `source` is what the suite writes: numbers, texts, arrays, and nothing that acts."""
    try:
        tree = ast.parse(source, mode="eval") if source else None
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return tree is not None and all(_is_harmless(node) for node in ast.walk(tree))


def _is_harmless(node: ast.AST) -> bool:
    if isinstance(node, ast.Name):
        return node.id in NAMES
    if isinstance(node, ast.Attribute):
        return isinstance(node.value, ast.Name) and node.attr in OF_NUMPY
    if isinstance(node, ast.Call):
        return isinstance(node.func, (ast.Name, ast.Attribute))
    return isinstance(node, NODES)


def _comment(text: str) -> str:
    return f"# {inert(line(text, 200))}"
