"""Prove that a template holds no line of a solution, a hidden test, a mistake or a rubric."""

import ast
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from autograder import spec
from autograder.errors import SpecError
from autograder.model import Assignment

from .notebook import cell_texts
from .regions import find_regions
from .template import reference_texts

_TRIVIAL = 12
"""Lines up to this length, such as `return x`, say nothing."""
_SAID_TO_STUDENTS = frozenset(
    {
        "id",
        "file",
        "fails",
        "task",
        "tasks",
        "title",
        "prompt",
        "convention",
        "value",
        "when",
        "source",
    }
)
_HANDOUT = "README.md"


@dataclass(frozen=True)
class Proof:
    """What was compared; that it exists says that nothing leaked."""

    files: int
    lines: int
    solution_lines: int
    hidden_lines: int
    other_lines: int
    """Lines of mistakes.toml and rubric.toml."""
    quoted: tuple[str, ...]
    """Lines that the handout itself shares with what is secret: the author's word."""


def prove_nothing_leaked(
    assignment: Assignment, files: Mapping[str, bytes], kept: Mapping[str, bytes] | None = None
) -> Proof:
    """Compare each line of `files` with each line that must stay on the trusted side.

    `kept` is what lies beside the template and publish did not make.

    Raises:
        SpecError: a line leaked; names it and where it comes from.
    """
    public = _public_lines(files)
    solution, given = _solution_lines(assignment)
    hidden = _hidden_lines(assignment) - public - given
    other = _other_lines(assignment) - public - given
    solution -= given
    secrets = dict.fromkeys(other, "mistakes.toml or rubric.toml")
    secrets |= dict.fromkeys(hidden, "a hidden test")
    secrets |= dict.fromkeys(solution, "the solution")
    shown = {**(kept or {}), **files}
    quoted = tuple(_search(shown, secrets))
    _check_whole_tests(assignment, shown)
    lines = sum(len(_lines(name, content)) for name, content in shown.items())
    return Proof(len(shown), lines, len(solution), len(hidden), len(other), quoted)


def _search(files: Mapping[str, bytes], secrets: Mapping[str, str]) -> Iterator[str]:
    """Yield what the handout quotes; refuse any other line that is secret."""
    for name, content in files.items():
        for number, line in _telling(_lines(name, content)):
            if line not in secrets:
                continue
            if name != _HANDOUT:
                msg = (
                    f"{name}:{number}: expected nothing of {secrets[line]} in a template, "
                    f"found {line!r}; widen the region, reword the line or remove the file"
                )
                raise SpecError(msg)
            yield f"{name}:{number} quotes {secrets[line]}: {line}"


def _lines(name: str, content: bytes) -> list[str]:
    """Return the lines of a file as people read them; a notebook's are those of its cells."""
    text = content.decode("utf-8", "replace")
    if not name.endswith(".ipynb"):
        return text.split("\n")
    return [line for _, cell in cell_texts(text, name) for line in cell.split("\n")]


def _telling(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield number and text of each line that says something, commented out or not."""
    for number, line in enumerate(lines, start=1):
        text = line.strip().lstrip("#>-* ").strip("` ")
        if len(text) > _TRIVIAL:
            yield number, text


def _texts(lines: Iterable[str]) -> set[str]:
    return {text for _, text in _telling(lines)}


def _public_lines(files: Mapping[str, bytes]) -> set[str]:
    """Return what the author shows in public tests: in hidden tests it is no secret."""
    shown = [content for name, content in files.items() if name.startswith("tests/public/")]
    return _texts(
        line for content in shown for line in content.decode("utf-8", "replace").split("\n")
    )


def _solution_lines(assignment: Assignment) -> tuple[set[str], set[str]]:
    """Return the solutions' lines, and the reference's lines that students are given."""
    solution: set[str] = set()
    given: set[str] = set()
    for name, text in reference_texts(assignment).items():
        inside: set[int] = set()
        for region in find_regions(text, name):
            solution |= _texts(region.code)
            given |= _texts(region.starter or ())
            inside |= set(range(region.begin, region.end + 1))
        lines = text.split("\n")
        given |= _texts(line for index, line in enumerate(lines) if index not in inside)
    return solution, given


def _hidden_lines(assignment: Assignment) -> set[str]:
    public = set(spec.suite_files(assignment, hidden=False))
    hidden = set(spec.suite_files(assignment, hidden=True)) - public
    texts = (file.read_bytes().decode("utf-8", "replace") for file in hidden)
    return _texts(line for text in texts for line in text.split("\n"))


def _other_lines(assignment: Assignment) -> set[str]:
    found: set[str] = set()
    for name in ("mistakes.toml", "rubric.toml"):
        file = assignment.folder / name
        if file.is_file():
            try:
                document = tomllib.loads(file.read_text(encoding="utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                msg = f"{name}: expected TOML in UTF-8, found a mistake: {error}; correct it"
                raise SpecError(msg) from error
            found |= _texts(line for text in _strings(document) for line in text.split("\n"))
    return found


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _SAID_TO_STUDENTS:
                yield from _strings(item)


def _check_whole_tests(assignment: Assignment, files: Mapping[str, bytes]) -> None:
    """Refuse a test that stands, whole, on both sides of the wall."""
    public = {
        test: name
        for name, content in files.items()
        if name.endswith(".py")
        for test in _tests(content)
    }
    shown = spec.suite_files(assignment, hidden=False)
    for file in set(spec.suite_files(assignment, hidden=True)) - set(shown):
        if file.suffix == ".py":
            for test in _tests(file.read_bytes()) & public.keys():
                where = file.relative_to(assignment.folder).as_posix()
                msg = f"{public[test]}: a test of {where} is published whole; remove one of them"
                raise SpecError(msg)


def _tests(content: bytes) -> set[str]:
    """Return each test function of a file, whatever its comments and spacing."""
    try:
        tree = ast.parse(content)
    except (SyntaxError, ValueError):
        return set()
    return {
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test")
    }
