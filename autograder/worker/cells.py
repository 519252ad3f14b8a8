"""Runs a notebook's cells as the body of one module. Imported by modules made of notebooks.

Each cell is compiled by itself under a name of its own, so that a traceback, a warning and
a SyntaxError say "cell 7, line 3", and a cell that fails costs what it defines, no more.
"""

import ast
import linecache
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import CodeType, TracebackType
from typing import Any

PLACE = "{}, cell {}"
"""A cell's file name: after the notebook's. Reports go on with ", line 3"."""

_DEFINITIONS = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_WORK = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr)

Row = tuple[int, bool, str]
"""Number of the cell, True if it counts whole, its text."""


@dataclass(frozen=True)
class _Piece:
    """Some statements of a cell, or a text that does not compile."""

    file: str
    source: str
    """Of the whole cell: what a failure may have left undefined."""
    tree: ast.Module | None

    def compiled(self) -> CodeType:
        text = self.source if self.tree is None else self.tree
        return compile(text, self.file, "exec", dont_inherit=True)


@dataclass(frozen=True)
class _Failure:
    """What a piece raised, and where."""

    piece: _Piece
    error: Exception
    trace: TracebackType | None


def run(namespace: dict[str, Any], rows: Iterable[Row]) -> Callable[[str], Any]:
    """Run the cells in `namespace`; return a module's `__getattr__`.

    A piece that misses a name is tried once more after all others: cells are run
    in the order in which they stand, which may not be the one in which they were written.
    """
    notebook = f"{namespace['__file__'].removesuffix('.py')}.ipynb"
    cells = [_parsed(notebook, row) for row in rows]
    packages = {name for _, piece in cells for name in _packages(piece.tree)}
    pieces = [
        piece
        for is_whole, cell in cells
        for piece in ([cell] if is_whole else _definitions(cell, packages))
    ]
    failures = [failure for piece in pieces if (failure := _try(piece, namespace))]
    again = [failure for failure in failures if isinstance(failure.error, NameError)]
    still = [failure for failure in failures if failure not in again]
    still += [failure for early in again if (failure := _try(early.piece, namespace))]
    return lambda name: _missing(name, still)


def _parsed(notebook: str, row: Row) -> tuple[bool, _Piece]:
    number, is_whole, source = row
    file = PLACE.format(notebook, number)
    lines = source.splitlines(keepends=True)
    # As IPython does: tracebacks and inspect.getsource find the text of a cell here.
    linecache.cache[file] = (len(source), None, lines, file)
    try:
        return is_whole, _Piece(file, source, ast.parse(source, file))
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return True, _Piece(file, source, None)


def _packages(tree: ast.Module | None) -> set[str]:
    """Return the names that `import numpy as np` and the like give."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.Import)] if tree else []
    aliases = [alias for node in imports for alias in node.names]
    return {alias.asname or alias.name.partition(".")[0] for alias in aliases}


def _definitions(cell: _Piece, packages: set[str]) -> list[_Piece]:
    """Return the statements that only give a name to something, each by itself."""
    body = cell.tree.body if cell.tree else []
    kept = [node for node in body if _is_definition(node, packages)]
    return [_Piece(cell.file, ast.unparse(node), ast.Module([node], [])) for node in kept]


def _is_definition(node: ast.stmt, packages: set[str]) -> bool:
    if not isinstance(node, ast.Assign | ast.AnnAssign):
        return isinstance(node, _DEFINITIONS)
    # `rng = np.random.default_rng(0)` is a value like any other; `losses = train()` is work.
    work = [inner for inner in ast.walk(node) if isinstance(inner, _WORK)]
    return all(isinstance(inner, ast.Call) and _root(inner.func) in packages for inner in work)


def _root(node: ast.expr) -> str:
    """Return the name with which `np.zeros(3).reshape` begins."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _try(piece: _Piece, namespace: dict[str, Any]) -> _Failure | None:
    try:
        exec(piece.compiled(), namespace)  # noqa: S102 - the student's code, in the student's process
    except Exception as error:  # noqa: BLE001 - whatever it is, it costs this cell alone
        return _Failure(piece, error, error.__traceback__)
    return None


def _missing(name: str, failures: list[_Failure]) -> Any:
    """Raise what kept `name` from being defined, if a failed cell would have defined it."""
    word = re.escape(name)
    defines = re.compile(
        rf"^(?:(?:async[ \t]+)?def|class)[ \t]+{word}\b|^{word}[ \t]*[:=]", re.MULTILINE
    )
    for failure in failures:
        if defines.search(failure.piece.source):
            error = failure.error
            if isinstance(error, AttributeError):  # would read: the module has no such name
                error = type("AttributeError", (RuntimeError,), {})(str(error))
            raise error.with_traceback(failure.trace)
    msg = f"the notebook has no {name!r}"
    raise AttributeError(msg)
