"""A reference module cut into the cells of a notebook: one for each function or class."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from .regions import Region, find_regions

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True)
class Chunk:
    """Whole statements of a module, with the solutions in them."""

    source: str
    tasks: tuple[str, ...]
    """Those whose regions lie in it, in order."""
    name: str
    """Of what it defines; empty for other statements."""


def chunks_of(source: str, file_name: str) -> list[Chunk]:
    """Cut `source` before each definition; no cut runs through a solution.

    Raises:
        SpecError: a marker is wrong.
        SyntaxError: it is no Python.
    """
    regions = find_regions(source, file_name)
    lines = source.split("\n")
    cuts = list(_cuts(ast.parse(source), lines, regions))
    starts = [0, *(start for start, _ in cuts if start)]
    names = dict(cuts)
    found = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        tasks = dict.fromkeys(one.task for one in regions if start <= one.begin < end)
        text = "\n".join(lines[start:end]).strip("\n")
        if text:
            found.append(Chunk(text, tuple(tasks), names.get(start, "")))
    return found


def _cuts(tree: ast.Module, lines: list[str], regions: list[Region]) -> Iterator[tuple[int, str]]:
    """Yield the index of a line before which to cut, and what is defined from there on."""
    ends = {region.end for region in regions}
    floor, is_after_definition = 0, False
    for node in tree.body:
        is_definition = isinstance(node, _DEFINITIONS)
        start = _start(node, lines, floor, ends)
        is_within = any(region.begin < start <= region.end for region in regions)
        # Imports and constants that stand together stay together.
        if (is_definition or is_after_definition) and not is_within:
            yield start, node.name if isinstance(node, _DEFINITIONS) else ""
        floor, is_after_definition = node.end_lineno or start, is_definition


def _start(node: ast.stmt, lines: list[str], floor: int, ends: set[int]) -> int:
    """Return the index of the first line of a statement, its decorators and comments included."""
    above = getattr(node, "decorator_list", [])
    start = min(node.lineno, *(one.lineno for one in above)) - 1 if above else node.lineno - 1
    while start > floor and lines[start - 1].lstrip().startswith("#") and start - 1 not in ends:
        start -= 1
    return start
