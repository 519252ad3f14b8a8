"""Take the solutions out of a reference file and leave a file that a student can complete."""

import ast
import re
from pathlib import PurePosixPath

from autograder.errors import SpecError

from .notebook import map_cells
from .regions import Region, find_regions

_COMMENT = re.compile(r"(?P<indent>[ \t]*)#(?: (?P<text>.*)|\s*)")


def strip_solutions(source: str, file_name: str) -> str:
    """Return `source` with each solution region replaced by its starter or a clear gap.

    Within a function the gap raises NotImplementedError; elsewhere it is a
    comment, so that the template can still be imported.

    Raises:
        SpecError: the markers are wrong, or what is left cannot be parsed;
            names the line.
    """
    suffix = PurePosixPath(file_name).suffix
    if suffix == ".ipynb":
        return map_cells(source, file_name, _strip_cell, _tasks_of)
    if suffix != ".py":
        return _strip_text(source, file_name)
    tree = _parse(source, file_name, "the reference")
    stripped = _strip_code(source, file_name, tree)
    _parse(stripped, file_name, "what is left without its solutions")
    return stripped


def _tasks_of(source: str, cell_name: str) -> list[str]:
    return [region.task for region in find_regions(source, cell_name)]


def _strip_cell(source: str, cell_name: str) -> str:
    if cell_name.endswith(".md"):
        return _strip_text(source, cell_name)
    try:
        tree = ast.parse(source)
    except SyntaxError:
        # Magics are no Python: such a cell's gaps are told by their indentation.
        tree = None
    return _strip_code(source, cell_name, tree)


def _strip_text(source: str, file_name: str) -> str:
    regions = find_regions(source, file_name)
    gaps = [list(region.starter or ("*Write your answer here.*",)) for region in regions]
    return _replace(source, regions, gaps)


def _strip_code(source: str, file_name: str, tree: ast.Module | None) -> str:
    regions = find_regions(source, file_name)
    return _replace(source, regions, [_gap(region, file_name, tree) for region in regions])


def _replace(source: str, regions: list[Region], gaps: list[list[str]]) -> str:
    lines = source.split("\n")
    for region, gap in reversed(list(zip(regions, gaps, strict=True))):
        lines[region.begin : region.end + 1] = gap
    return "\n".join(lines)


def _gap(region: Region, file_name: str, tree: ast.Module | None) -> list[str]:
    """Return the lines that stand where the solution stood."""
    if region.starter is not None:
        return _uncommented(region, file_name)
    code = [line for line in region.code if line.strip() and not line.lstrip().startswith("#")]
    if not code:
        msg = (
            f"{file_name}:{region.begin + 1}: expected code in the region of {region.task!r}, "
            "found none; write the solution or remove the markers"
        )
        raise SpecError(msg)
    indent = code[0][: len(code[0]) - len(code[0].lstrip())]
    words = "write your solution here"
    function = _function_around(region, indent, tree)
    if function:
        return [f'{indent}raise NotImplementedError("{function}: {words}")']
    return [f"{indent}# {region.task}: {words}", *([f"{indent}pass"] if indent else [])]


def _uncommented(region: Region, file_name: str) -> list[str]:
    lines = []
    for line in region.starter or ():
        match = _COMMENT.fullmatch(line)
        if line.strip() and not match:
            msg = (
                f"{file_name}:{region.begin + 1}: expected commented lines in the starter of "
                f"{region.task!r}, found {line.strip()!r}; put '# ' before it"
            )
            raise SpecError(msg)
        text = match["text"] if match else None
        lines.append(f"{match['indent']}{text}" if match and text else "")
    return lines


def _function_around(region: Region, indent: str, tree: ast.Module | None) -> str:
    """Return the name of the innermost definition around the region if it is a function.

    Where no tree tells the name, that of the task stands for it.
    """
    if tree is None:
        return region.task if indent else ""
    inner: ast.AST | None = None
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            # The marker may be the first line of the body, or follow the last one.
            around = node.lineno <= region.begin and (node.end_lineno or 0) > region.begin
            if around and node.col_offset < len(indent):
                inner = node  # walked from outside to inside
    return inner.name if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) else ""


def _parse(source: str, file_name: str, what: str) -> ast.Module:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        msg = f"{file_name}:{line}: expected Python in {what}, found a mistake: {error}; correct it"
        raise SpecError(msg) from error
