"""A file's text and the places of its syntax tree's nodes in it: changes keep the author's form."""

import ast
import itertools
from dataclasses import dataclass

_ATOMS = (ast.Name, ast.Constant, ast.Call, ast.Subscript, ast.Attribute)


@dataclass(frozen=True, slots=True)
class Patch:
    """One change: the bytes from `start` to `end` become `text`."""

    start: int
    end: int
    text: str
    words: str
    """What it does, such as "- for +"."""


class Source:
    """The text of one file, addressed by nodes."""

    def __init__(self, text: str) -> None:
        self.data = text.encode()
        lengths = (len(line) for line in self.data.splitlines(keepends=True))
        self._starts = [0, *itertools.accumulate(lengths)]

    def start(self, node: ast.expr | ast.stmt) -> int:
        """Return the offset of a node's first byte."""
        return self._starts[node.lineno - 1] + node.col_offset

    def end(self, node: ast.expr | ast.stmt) -> int:
        """Return the offset after a node's last byte."""
        if node.end_lineno is None or node.end_col_offset is None:
            return self.start(node)
        return self._starts[node.end_lineno - 1] + node.end_col_offset

    def line(self, offset: int) -> int:
        """Return the number, from 0, of the line of a byte."""
        return self.data[:offset].count(b"\n")

    def text(self, node: ast.expr | ast.stmt) -> str:
        """Return what the author wrote for a node, without parentheses around it."""
        return self.data[self.start(node) : self.end(node)].decode()

    def operand(self, node: ast.expr) -> str:
        """Return a node's text so that it can stand anywhere."""
        return self.text(node) if isinstance(node, _ATOMS) else f"({self.text(node)})"

    def replace(self, node: ast.expr | ast.stmt, text: str, words: str) -> Patch:
        """Return the patch that writes `text` for a node."""
        return Patch(self.start(node), self.end(node), text, words)

    def between(
        self, left: ast.expr, right: ast.expr, change: tuple[str, str], words: str
    ) -> Patch | None:
        """Return the patch that changes the operator between two nodes; None if it is not there."""
        old, new = change
        start, end = self.end(left), self.start(right)
        gap = self.data[start:end].decode()
        at = gap.find(old)
        if at < 0:
            return None
        begin = start + len(gap[:at].encode())
        return Patch(begin, begin + len(old.encode()), new, words)

    def patched(self, patch: Patch) -> str:
        """Return the whole text with one change made."""
        return (self.data[: patch.start] + patch.text.encode() + self.data[patch.end :]).decode()
