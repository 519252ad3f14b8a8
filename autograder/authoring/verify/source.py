"""Comparisons in a suite that let wrong work pass: found in its source, run nothing."""

import ast
from collections.abc import Iterable, Iterator

from autograder import spec
from autograder.model import Assignment

from .records import Finding

ALLOW = "# verify: allow"
"""On a line where exactly this comparison is meant; best followed by the reason."""
_LOOSE = {
    "allclose": "it broadcasts, so a wrong shape passes, and it calls whatever came back",
    "isclose": "it broadcasts, so a wrong shape passes, and it calls whatever came back",
    "assert_allclose": "it broadcasts, so a wrong shape passes; its message shows arrays",
    "assert_almost_equal": "it broadcasts, so a wrong shape passes; its message shows arrays",
    "assert_array_equal": "it broadcasts, so a wrong shape passes; its message shows arrays",
    "assert_array_almost_equal": "it broadcasts, so a wrong shape passes; its message shows arrays",
}
_REMOTE = {"submission", "remote"}
_PLAIN = {"shape", "dtype", "ndim", "size"}
_HARMLESS_CALLS = {"len", "type", "isinstance", "callable", "hasattr"}


def source_findings(assignment: Assignment) -> Iterator[Finding]:
    """Yield every loose comparison of the suite, public and hidden, with file and line."""
    for folder in spec.suite_folders(assignment, hidden=True):
        texts = {file: file.read_text(encoding="utf-8") for file in sorted(folder.rglob("*.py"))}
        trees = {file: ast.parse(text) for file, text in texts.items() if _parses(text)}
        fixtures = _remote_fixtures(trees.values())
        for file, tree in trees.items():
            name = file.relative_to(assignment.folder).as_posix()
            yield from _file_findings(tree, name, texts[file].splitlines(), fixtures)


def _parses(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):  # collecting the suite says so, with its line
        return False
    return True


def _file_findings(
    tree: ast.Module, name: str, lines: list[str], fixtures: set[str]
) -> Iterator[Finding]:
    def allowed(node: ast.expr) -> bool:
        return any(ALLOW in lines[at] for at in range(node.lineno - 1, node.end_lineno or 0))

    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (loose := _loose_name(node)) and not allowed(node):
            yield Finding(
                rule="source",
                subject=f"{name}:{node.lineno}",
                message=f"uses {loose}: {_LOOSE[loose.rpartition('.')[2]]}; use assert_close of "
                f"autograder.checks, or write {ALLOW!r} and why on the line",
            )
    for function in _functions(tree):
        for compare in _bare_compares(function, fixtures):
            if not allowed(compare):
                yield Finding(
                    rule="source",
                    subject=f"{name}:{compare.lineno}",
                    message=f"compares a remote value by a bare ==: "
                    f"{ast.unparse(compare)[:80]!r}; use assert_close of autograder.checks, or "
                    f"write {ALLOW!r} and why on the line",
                )


def _loose_name(call: ast.Call) -> str:
    name = ast.unparse(call.func)
    last = name.rpartition(".")[2]
    return name if last in _LOOSE and not name.startswith("math.") else ""


def _functions(tree: ast.AST) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def _remote_fixtures(trees: Iterable[ast.Module]) -> set[str]:
    """Return the fixtures that reach the student's code, over all files of a folder."""
    functions = [one for tree in trees for one in _functions(tree)]
    fixtures = {one.name: one for one in functions if _is_fixture(one)}
    found: set[str] = set(_REMOTE)
    while True:
        more = {name for name, one in fixtures.items() if _arguments(one) & found} - found
        if not more:
            return found
        found |= more


def _is_fixture(function: ast.FunctionDef) -> bool:
    return any("fixture" in ast.unparse(one) for one in function.decorator_list)


def _arguments(function: ast.FunctionDef) -> set[str]:
    return {argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)}


def _bare_compares(function: ast.FunctionDef, fixtures: set[str]) -> Iterator[ast.Compare]:
    """Yield each == and != of which one side came across the wall."""
    remote = _arguments(function) & fixtures
    if not remote:
        return
    # Names are followed through assignments, in the order of the file; loops need one more look.
    for _ in range(2):
        for node in ast.walk(function):
            for target, value in _assignments(node):
                if _is_remote(value, remote):
                    remote |= set(_bound(target))
    for node in ast.walk(function):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq):
            sides = (node.left, *node.comparators)
            if any(_is_remote(side, remote) for side in sides):
                yield node


def _assignments(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """Yield what is bound to what by one statement."""
    if isinstance(node, ast.For):
        yield node.target, node.iter
    elif isinstance(node, ast.Assign):
        yield from ((target, node.value) for target in node.targets)
    elif isinstance(node, ast.AnnAssign | ast.NamedExpr) and node.value is not None:
        yield node.target, node.value


def _bound(target: ast.expr) -> Iterator[str]:
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, ast.Tuple | ast.List):
        for one in target.elts:
            yield from _bound(one)
    elif isinstance(target, ast.Starred):
        yield from _bound(target.value)


def _is_remote(node: ast.expr, remote: set[str]) -> bool:
    """Tell whether the value of an expression is one that the student's code returned."""
    match node:
        case ast.Name():
            found = node.id in remote
        case ast.Attribute():
            found = node.attr not in _PLAIN and _is_remote(node.value, remote)
        case ast.Subscript() | ast.Starred() | ast.NamedExpr():
            found = _is_remote(node.value, remote)
        case ast.Call():
            is_harmless = ast.unparse(node.func) in _HARMLESS_CALLS
            found = not is_harmless and _is_remote(node.func, remote)
        case ast.Tuple() | ast.List():
            found = any(_is_remote(one, remote) for one in node.elts)
        case ast.BinOp():
            found = _is_remote(node.left, remote) or _is_remote(node.right, remote)
        case _:
            found = False
    return found
