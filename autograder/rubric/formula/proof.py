"""Proofs in a process of their own, kept for many, ended when one takes too long."""

import json
import os
import select
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from typing import Any, Literal

from autograder.formulas import Node
from autograder.formulas.forms import form_of
from autograder.formulas.tree import Call, Number, Power, Product, Sum, Symbol

from .equality import Claim
from .sampling import points_for
from .unrolled import unrolled

Proof = Literal["equal", "different", "unsure"]
WALL_SECONDS = 60.0
"""The process ends itself after two seconds of computing; this is for one that cannot."""
MOST_KEPT = 4_096
_MOST_FAILURES = 20
"""In a row: then something is wrong with this machine, not with a formula."""
_MOST_BYTES = 200_000
COMMAND = (sys.executable, "-I", "-m", "autograder.formulas.worker")


class Prover:
    """Proves claims, each once. Starts its process at the first that needs one."""

    def __init__(self, command: tuple[str, ...] = COMMAND, seconds: float = WALL_SECONDS) -> None:
        self._command, self._seconds = command, seconds
        self._process: subprocess.Popen[str] | None = None
        self._end: Callable[[], object] | None = None
        self._known: dict[tuple[str, str], Proof] = {}
        self._failures = 0
        self._lock = threading.Lock()

    def prove(self, claim: Claim) -> Proof:
        """Return whether both sides are equal; `unsure` if that could not be settled in time."""
        point = next(points_for(claim.left, claim.right))
        sides = [unrolled(side, point) for side in (claim.left, claim.right)]
        if sides[0] is None or sides[1] is None:
            return "unsure"
        forms = form_of(sides[0]), form_of(sides[1])
        if forms[0] == forms[1]:
            return "equal"
        with self._lock:
            if forms not in self._known:
                if len(self._known) >= MOST_KEPT:
                    self._known.clear()
                self._known[forms] = self._asked(sides[0], sides[1])
            return self._known[forms]

    def close(self) -> None:
        """End the process, if there is one."""
        if self._end is not None:
            self._end()
        self._process = self._end = None

    def _asked(self, left: Node, right: Node) -> Proof:
        line = json.dumps([as_json(left), as_json(right)]) + "\n"
        process = self._running()
        if process is None or len(line) > _MOST_BYTES:
            return "unsure"
        answer = _exchange(process, line, self._seconds)
        if answer not in ("equal", "different", "unsure"):
            self.close()
            self._failures += 1
            return "unsure"
        self._failures = 0
        return answer  # type: ignore[return-value]  # one of the three

    def _running(self) -> subprocess.Popen[str] | None:
        """Return the process, started again if the last proof ended it."""
        if self._process is None and self._failures < _MOST_FAILURES:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, by its own Python
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, text=True, env={"PATH": os.defpath},
            )  # fmt: skip
            self._end = weakref.finalize(self, _ended, self._process)
        return self._process


def _exchange(process: subprocess.Popen[str], line: str, seconds: float) -> str:
    """Return the answer to a line; empty if the process is gone or silent for too long."""
    if process.stdin is None or process.stdout is None:
        return ""
    try:
        process.stdin.write(line)
        process.stdin.flush()
    except OSError:
        return ""
    ready, _, _ = select.select([process.stdout], [], [], seconds)
    return process.stdout.readline().strip() if ready else ""


def _ended(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def as_json(node: Node) -> list[Any]:
    """Return a tree as lists that the process reads."""
    match node:
        case Number(value=value):
            return ["number", str(value)]
        case Symbol(name=name):
            return ["name", name]
        case Sum(terms=terms):
            return ["sum", [as_json(one) for one in terms]]
        case Product(factors=factors):
            return ["product", [as_json(one) for one in factors]]
        case Power(base=base, exponent=exponent):
            return ["power", [as_json(base), as_json(exponent)]]
        case Call(name=name, arguments=arguments):
            return ["function", name, [as_json(one) for one in arguments]]
    msg = f"expected a tree without sums over an index, found {type(node).__name__}"
    raise ValueError(msg)
