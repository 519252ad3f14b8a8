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
_CALLS = (ast.Call, ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr)

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
    pieces = [piece for row in rows for piece in _pieces(notebook, row)]
    failures = [failure for piece in pieces if (failure := _try(piece, namespace))]
    again = [failure for failure in failures if isinstance(failure.error, NameError)]
    still = [failure for failure in failures if failure not in again]
    still += [failure for early in again if (failure := _try(early.piece, namespace))]
    return lambda name: _missing(name, still)


def _pieces(notebook: str, row: Row) -> list[_Piece]:
    number, is_whole, source = row
    file = PLACE.format(notebook, number)
    lines = source.splitlines(keepends=True)
    # As IPython does: tracebacks and inspect.getsource find the text of a cell here.
    linecache.cache[file] = (len(source), None, lines, file)
    try:
        tree = ast.parse(source, file)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return [_Piece(file, source, None)]
    if is_whole:
        return [_Piece(file, source, tree)]
    kept = [node for node in tree.body if _is_definition(node)]
    return [_Piece(file, ast.unparse(node), ast.Module([node], [])) for node in kept]


def _is_definition(node: ast.stmt) -> bool:
    """Tell whether a statement only gives a name to something, without working for it."""
    if isinstance(node, ast.Assign | ast.AnnAssign):
        return not any(isinstance(inner, _CALLS) for inner in ast.walk(node))
    return isinstance(node, _DEFINITIONS)


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
