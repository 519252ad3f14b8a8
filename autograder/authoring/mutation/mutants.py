"""All mutants of a reference: only code within the solutions' markers is changed."""

import ast
import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from autograder.authoring.regions import Region, find_regions

from .operators import OPERATORS
from .source import Patch, Source


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed file of the reference."""

    file: str
    number: int
    """The line of the change, from 1."""
    task: str
    """Whose solution was changed."""
    change: str
    text: str
    """The whole file."""
    line: str
    """The changed lines as they were, each without the spaces around it."""
    mutated: str
    """The same lines as they are now."""
    diff: str


def mutants_of(files: Mapping[str, str]) -> Iterator[Mutant]:
    """Yield every mutant of the Python files among `files`, once each."""
    for name, text in files.items():
        if name.endswith(".py"):
            yield from _of_file(name, text)


def _of_file(name: str, text: str) -> Iterator[Mutant]:
    tree, source = ast.parse(text), Source(text)
    regions = find_regions(text, name)
    whole, seen = ast.dump(tree), {text}
    for patch in _patches(tree, source):
        region = _region_at(source, patch, regions)
        changed = source.patched(patch)
        if region is None or changed in seen:
            continue
        seen.add(changed)
        if _is_other_code(changed, whole):
            yield _mutant(name, source, patch, region.task)


def _patches(tree: ast.Module, source: Source) -> Iterator[Patch]:
    for node in _code(tree):
        for operator in OPERATORS:
            yield from operator(node, source)


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """Yield all nodes but those of messages, annotations and documentation."""
    if isinstance(node, ast.Raise | ast.Assert):
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        children = value if isinstance(value, list) else [value]
        for child in children:
            if isinstance(child, ast.AST) and not _is_documentation(child):
                yield from _code(child)


def _is_documentation(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _region_at(source: Source, patch: Patch, regions: list[Region]) -> Region | None:
    for region in regions:
        if region.begin < source.line(patch.start) and source.line(patch.end) < region.end:
            return region
    return None


def _is_other_code(changed: str, whole: str) -> bool:
    try:
        return ast.dump(ast.parse(changed)) != whole
    except (SyntaxError, ValueError):
        return False


def _mutant(name: str, source: Source, patch: Patch, task: str) -> Mutant:
    before, after = source.data.decode(), source.patched(patch)
    lines = (before.splitlines(), after.splitlines())
    hunk = list(difflib.unified_diff(*lines, lineterm="", n=1))
    first = source.line(patch.start)
    last = source.line(patch.end)
    more = len(lines[1]) - len(lines[0])
    return Mutant(
        file=name,
        number=first + 1,
        task=task,
        change=patch.words,
        text=after,
        line=_stripped(lines[0][first : last + 1]),
        mutated=_stripped(lines[1][first : last + 1 + more]),
        diff="\n".join(hunk[2:]),
    )


def _stripped(lines: list[str]) -> str:
    return "\n".join(line.strip() for line in lines)
