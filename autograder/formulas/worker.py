"""The process that proves: reads two trees a line, writes whether they are equal.

It alone imports sympy. Trees come as JSON lists of known kinds, never as text to be
parsed or run. A proof that takes too long ends the process, by a timer of the kernel's,
and the one that asked starts another.
"""

import json
import resource
import signal
import sys
from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sympy

CPU_SECONDS = 2.0
MOST_BYTES = 2 * 1024**3
_DIGITS = 40
_POINTS = ((3, 7), (5, 11), (2, 13))
"""Numerators and denominators from which the last points are made."""


def main(cpu_seconds: float = CPU_SECONDS) -> None:
    """Answer each line of the input until it ends, or one of them takes too long."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    import sympy  # noqa: F401, PLC0415 - now, so that no proof pays for it

    for line in sys.stdin:
        signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
        left, right = json.loads(line)
        verdict = prove(left, right)
        signal.setitimer(signal.ITIMER_PROF, 0)
        sys.stdout.write(f"{verdict}\n")
        sys.stdout.flush()


def prove(left: list[Any], right: list[Any]) -> str:
    """Return `equal`, `different`, or `unsure` where sympy fails."""
    import sympy  # noqa: PLC0415 - heavy, and in this process only

    try:
        names: dict[str, sympy.Symbol] = {}
        gap = build(left, names) - build(right, names)
        return "equal" if _is_zero(gap, list(names.values())) else "different"
    except (ArithmeticError, ValueError, TypeError, AttributeError, RecursionError, MemoryError):
        return "unsure"


def _is_zero(gap: "sympy.Expr", symbols: "list[sympy.Symbol]") -> bool:
    import sympy  # noqa: PLC0415 - as above

    if gap == 0 or sympy.expand(gap) == 0:
        return True
    above, _ = sympy.fraction(sympy.together(gap))
    return sympy.expand(above) == 0 or _vanishes(above, symbols)


def _vanishes(gap: "sympy.Expr", symbols: "list[sympy.Symbol]") -> bool:
    """True if `gap` is 0 to forty digits at each of three points."""
    import sympy  # noqa: PLC0415 - as above

    for start, below in _POINTS:
        point = {
            one: sympy.Rational(start + 2 * place, below + 2 * len(symbols) + 3 * place)
            for place, one in enumerate(symbols)
        }
        value = sympy.N(gap.subs(point), _DIGITS, maxn=4 * _DIGITS)
        if not value.is_number or not abs(value) < sympy.Float(10) ** (10 - _DIGITS):
            return False
    return True


def build(tree: list[Any], names: "dict[str, sympy.Symbol]") -> "sympy.Expr":
    """Make an expression from nodes of the known kinds; anything else is a ValueError."""
    import sympy  # noqa: PLC0415 - as above

    kind, *rest = tree
    if kind == "number":
        value = Fraction(rest[0])
        return sympy.Rational(value.numerator, value.denominator)
    if kind == "name":
        return names.setdefault(rest[0], sympy.Symbol(f"x{len(names)}", real=True))
    parts = [build(one, names) for one in rest[-1]]
    if kind == "sum":
        return sympy.Add(*parts)
    if kind == "product":
        return sympy.Mul(*parts)
    if kind == "power":
        return sympy.Pow(*parts)
    return _functions()[rest[0]](*parts)


def _functions() -> "dict[str, Callable[..., sympy.Expr]]":
    import sympy  # noqa: PLC0415 - as above

    known: dict[str, Callable[..., sympy.Expr]] = {
        "exp": sympy.exp, "log": sympy.log, "sqrt": sympy.sqrt, "sin": sympy.sin,
        "cos": sympy.cos, "tan": sympy.tan, "sinh": sympy.sinh, "cosh": sympy.cosh,
        "tanh": sympy.tanh, "sign": sympy.sign, "abs": sympy.Abs, "floor": sympy.floor,
        "ceil": sympy.ceiling, "factorial": sympy.factorial, "max": sympy.Max, "min": sympy.Min,
        "sigmoid": lambda x: 1 / (1 + sympy.exp(-x)), "relu": lambda x: sympy.Max(x, 0),
    }  # fmt: skip
    return known


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
