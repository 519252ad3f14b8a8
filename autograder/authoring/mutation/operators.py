"""The small changes: for a node of the syntax tree, the patches that a tired student might make."""

import ast
import itertools
from collections.abc import Callable, Iterator, Sequence

from .source import Patch, Source

Operator = Callable[[ast.AST, Source], Iterator[Patch]]

_SYMBOLS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**", ast.FloorDiv: "//",
    ast.Mod: "%", ast.MatMult: "@",
}  # fmt: skip
_OTHER = {"+": "-", "-": "+", "*": "/", "/": "*", "**": "*", "//": "/", "%": "//"}
_COMPARED: dict[type[ast.cmpop], tuple[str, tuple[str, ...]]] = {
    ast.Lt: ("<", ("<=", ">")), ast.LtE: ("<=", ("<", ">")), ast.Gt: (">", (">=", "<")),
    ast.GtE: (">=", (">", "<")), ast.Eq: ("==", ("!=",)), ast.NotEq: ("!=", ("==",)),
    ast.Is: ("is", ("is not",)), ast.IsNot: ("is not", ("is",)),
    ast.In: ("in", ("not in",)), ast.NotIn: ("not in", ("in",)),
}  # fmt: skip
_TWINS = {
    "sum": "mean", "mean": "sum", "max": "min", "min": "max", "maximum": "minimum",
    "minimum": "maximum", "argmax": "argmin", "argmin": "argmax", "zeros": "ones",
    "zeros_like": "ones_like", "ones": "zeros", "ones_like": "zeros_like", "std": "var",
    "var": "std", "floor": "ceil", "ceil": "floor", "normal": "uniform",
}  # fmt: skip
_DROPPABLE = {"sqrt", "exp", "log", "abs", "square", "sign", "log1p", "expm1", "tanh", "clip",
              "copy", "transpose", "clamp", "detach", "clone"}  # fmt: skip


def arithmetic(node: ast.AST, source: Source) -> Iterator[Patch]:
    """Another operator: - for +, / for *."""
    if isinstance(node, ast.BinOp):
        old = _SYMBOLS.get(type(node.op), "")
        if new := _OTHER.get(old):
            patch = source.between(node.left, node.right, (old, new), f"{new} for {old}")
            yield from [patch] if patch else []
        if isinstance(node.op, ast.MatMult):
            swapped = f"{source.operand(node.right)} @ {source.operand(node.left)}"
            yield source.replace(node, swapped, "factors of @ swapped")


def dropped_term(node: ast.AST, source: Source) -> Iterator[Patch]:
    """A term, a factor, an exponent left out."""
    if isinstance(node, ast.BinOp) and not isinstance(node.op, ast.MatMult):
        symbol = _SYMBOLS.get(type(node.op), "?")
        words = f"dropped: {symbol} {source.text(node.right)}"
        yield source.replace(node, source.operand(node.left), words)
        if isinstance(node.op, ast.Add | ast.Mult):
            words = f"dropped: {source.text(node.left)} {symbol}"
            yield source.replace(node, source.operand(node.right), words)


def sign(node: ast.AST, source: Source) -> Iterator[Patch]:
    """A minus left out, or one too many before a whole right side."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield source.replace(node, source.operand(node.operand), "minus dropped")
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield source.replace(node, source.operand(node.operand), "not dropped")
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp):
        yield source.replace(node.value, f"-({source.text(node.value)})", "sign turned")


def constant(node: ast.AST, source: Source) -> Iterator[Patch]:
    """Another number; the other truth."""
    if not isinstance(node, ast.Constant):
        return
    value = node.value
    if isinstance(value, bool):
        yield source.replace(node, str(not value), f"{not value} for {value}")
    elif isinstance(value, int):
        for other in (value + 1, value - 1):
            text = str(other) if other >= 0 else f"({other})"
            yield source.replace(node, text, f"{other} for {value}")
    elif isinstance(value, float):
        for near in (value * 2, value / 10):
            yield source.replace(node, repr(near), f"{near!r} for {value!r}")


def axes(node: ast.AST, source: Source) -> Iterator[Patch]:
    """Another axis, one axis fewer, all axes; without keepdims."""
    if not isinstance(node, ast.keyword) or node.arg not in ("axis", "axes", "dim", "keepdims"):
        return
    value = node.value
    if isinstance(value, ast.Tuple):
        for index in range(len(value.elts)):
            kept = [source.text(one) for at, one in enumerate(value.elts) if at != index]
            text = f"({', '.join(kept)},)" if kept else "()"
            yield source.replace(value, text, f"axis {source.text(value.elts[index])} left out")
    elif node.arg != "keepdims":
        yield source.replace(value, "None", "all axes")


def off_by_one(node: ast.AST, source: Source) -> Iterator[Patch]:
    """A range or a slice that starts or ends one too early or too late."""
    ends: Sequence[ast.expr | None] = ()
    if isinstance(node, ast.Slice):
        ends = (node.lower, node.upper)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range":
        ends = node.args
    for end in ends:
        if end is not None and not isinstance(end, ast.Constant | ast.Starred):
            for change in ("+ 1", "- 1"):
                text = f"{source.operand(end)} {change}"
                yield source.replace(end, text, f"off by one: {change}")


def swapped_arguments(node: ast.AST, source: Source) -> Iterator[Patch]:
    """Two neighbouring arguments, or two sides of a tuple assignment, change places."""
    if isinstance(node, ast.Call):
        plain = [one for one in node.args if not isinstance(one, ast.Starred)]
        for left, right in itertools.pairwise(plain):
            if not any(_is_text(one) for one in (left, right)):
                yield from _swapped(left, right, source, "arguments swapped")
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
        for left, right in itertools.pairwise(node.targets[0].elts):
            if isinstance(left, ast.Name) and isinstance(right, ast.Name):
                yield from _swapped(left, right, source, "targets swapped")
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        for left, right in itertools.pairwise(node.value.elts):
            yield from _swapped(left, right, source, "results swapped")


def wrong_order(node: ast.AST, source: Source) -> Iterator[Patch]:
    """Two statements that follow each other change places; one is left out."""
    for name in ("body", "orelse"):
        block = getattr(node, name, None)
        if not isinstance(block, list):
            continue
        for first, second in itertools.pairwise(block):
            if _depend(first, second):
                start, end = source.start(first), source.end(second)
                gap = source.data[source.end(first) : source.start(second)].decode()
                text = source.text(second) + gap + source.text(first)
                yield Patch(start, end, text, "statements swapped")
        for one in block:
            is_plain = isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name)
            is_text = isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)
            if isinstance(one, _SIMPLE) and not is_plain and not is_text:
                yield source.replace(one, "pass", f"left out: {_first_line(source.text(one))}")


def augmented(node: ast.AST, source: Source) -> Iterator[Patch]:
    """= for +=; -= for +=."""
    if isinstance(node, ast.AugAssign):
        old = _SYMBOLS.get(type(node.op), "")
        new = _OTHER.get(old, "")
        for text in (f"{new}=", "="):
            patch = source.between(node.target, node.value, (f"{old}=", text), f"{text} for {old}=")
            yield from [patch] if patch else []


def comparison(node: ast.AST, source: Source) -> Iterator[Patch]:
    """Another comparison; the other branch; or for and."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        old, others = _COMPARED[type(node.ops[0])]
        for new in others:
            patch = source.between(node.left, node.comparators[0], (old, new), f"{new} for {old}")
            yield from [patch] if patch else []
    if isinstance(node, ast.BoolOp):
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        patch = source.between(node.values[0], node.values[1], (old, new), f"{new} for {old}")
        yield from [patch] if patch else []


def function(node: ast.AST, source: Source) -> Iterator[Patch]:
    """Another function of the same family, such as mean for sum; or none."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return
    name, owner = node.func.attr, node.func.value
    if twin := _TWINS.get(name):
        start = source.end(node.func) - len(name.encode())
        yield Patch(start, source.end(node.func), twin, f"{twin} for {name}")
    if name in _DROPPABLE:
        is_module = isinstance(owner, ast.Name) and owner.id in (
            "np",
            "numpy",
            "torch",
            "F",
            "math",
        )
        inner = node.args[0] if is_module and node.args else owner
        if not (is_module and not node.args):
            yield source.replace(node, source.operand(inner), f"{name} dropped")


def transposed(node: ast.AST, source: Source) -> Iterator[Patch]:
    """A transpose left out."""
    if isinstance(node, ast.Attribute) and node.attr in ("T", "mT"):
        yield source.replace(node, source.operand(node.value), "transpose dropped")


OPERATORS: tuple[Operator, ...] = (
    arithmetic, dropped_term, sign, constant, axes, off_by_one, swapped_arguments, wrong_order,
    augmented, comparison, function, transposed,
)  # fmt: skip
_SIMPLE = (ast.Assign, ast.AugAssign, ast.Expr)


def _depend(first: ast.stmt, second: ast.stmt) -> bool:
    """Tell whether the order of two simple statements may matter."""
    if not isinstance(first, _SIMPLE) or not isinstance(second, _SIMPLE):
        return False
    reads, writes = _names(first)
    reads_next, writes_next = _names(second)
    return bool(writes & (reads_next | writes_next) or reads & writes_next)


def _names(statement: ast.stmt) -> tuple[set[str], set[str]]:
    """Return the names that a statement reads, and those that it binds or may change."""
    found = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
    reads = {node.id for node in found if isinstance(node.ctx, ast.Load)}
    writes = {node.id for node in found if isinstance(node.ctx, ast.Store)}
    if isinstance(statement, ast.AugAssign | ast.Assign):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        inner = [node for target in targets for node in ast.walk(target)]
        writes |= {node.id for node in inner if isinstance(node, ast.Name)}
    if isinstance(statement, ast.Expr):
        # A call such as `history.append(w)` may change whatever it is given.
        writes |= reads
    return reads, writes


def _swapped(left: ast.expr, right: ast.expr, source: Source, words: str) -> Iterator[Patch]:
    gap = source.data[source.end(left) : source.start(right)].decode()
    text = source.text(right) + gap + source.text(left)
    if source.text(left) != source.text(right):
        yield Patch(source.start(left), source.end(right), text, words)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _first_line(text: str) -> str:
    return text.split("\n", 1)[0][:60]
