"""Numbers with units in an answer, held against the one that is asked for."""

import math
import re
from dataclasses import dataclass
from typing import Literal

from autograder.model import RubricItem

_NUMBER = re.compile(
    r"(?<![\w.,])[-+]?(?:\d{1,3}(?:,\d{3}){1,6}|\d{1,30})(?:[.,]\d{1,30})?"
    r"(?:\s{0,2}(?:[x\u00d7*]|\\times|\\cdot)\s{0,2}10\s{0,1}\^?\s{0,1}\{?(?P<power>[-+]?\d{1,3})\}?"
    r"|[eE](?P<exponent>[-+]?\d{1,3}))?"
    r"(?:\s{0,1}/\s{0,1}(?P<divisor>\d{1,12})(?![\d.,]))?"
)
_UNIT = re.compile(r"\s{0,2}(%|°?[A-Za-zµμΩ]{1,15}(?:/[A-Za-z]{1,10})?)")
_PREFIXES = {"k": 1e3, "K": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "m": 1e-3, "u": 1e-6,
             "µ": 1e-6, "μ": 1e-6, "n": 1e-9}  # fmt: skip
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Found:
    """A number that an answer states, in the unit that is asked for if it names one."""

    value: float
    start: int
    end: int
    has_unit: bool


Match = Literal["met", "no unit", "among others", "none"]


def numbers_of(text: str, unit: str) -> list[Found]:
    """Return the numbers of a normalised text that may be in `unit`: those with it, or with none.

    A word behind a number is taken for a unit only if it is `unit`, with or without a
    prefix such as kilo: "64 filters" states 64.
    """
    found = []
    for match in _NUMBER.finditer(text):
        value = _value(match)
        end = match.end()
        behind = _UNIT.match(text, end) if unit else None
        scale = _scale(behind[1], unit) if behind else None
        if behind and scale is not None:
            end = behind.end()
        found.append(Found(value * (scale or 1.0), match.start(), end, scale is not None))
    return found


def match_number(text: str, item: RubricItem) -> tuple[Match, Found | None]:
    """Return how the answer states the item's value, and where.

    The last number that fits counts. If the answer ends with another one in the unit,
    or names many, it is only among them: whoever lists numbers has not answered.
    """
    numbers = numbers_of(text, item.unit)
    right = [one for one in numbers if _is_right(one, item)]
    if not right:
        return "none", None
    with_unit = [one for one in right if one.has_unit]
    if item.unit and not with_unit:
        return "no unit", right[-1]
    best = (with_unit or right)[-1]
    rivals = [one for one in numbers if one.has_unit or not item.unit]
    return ("met" if rivals[-1] == best or _is_stated(text, best) else "among others"), best


def _value(match: re.Match[str]) -> float:
    digits = re.split(r"[eE\s/x\u00d7*\\]", match[0], maxsplit=1)[0]
    power = match["power"] or match["exponent"] or "0"
    divisor = float(match["divisor"] or 1) or math.nan
    plain = _plain(digits)
    if plain.count(".") > 1:  # "1,000,000,2": nobody can say which
        return math.nan
    return float(f"{plain}e{power}") / divisor


def _plain(digits: str) -> str:
    """Read 1,234.5 and 1,234 as thousands, 0,5 as half."""
    if re.fullmatch(r"[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?", digits):
        return digits.replace(",", "")
    return digits.replace(",", ".")


def _scale(word: str, unit: str) -> float | None:
    """Return how many `unit` one `word` is; None if it is another unit, or no unit."""
    if word.rstrip(".").lower() in (unit.lower(), f"{unit.lower()}s"):
        # Case tells milli from mega: only the whole word may ignore it.
        return 1.0
    for one, factor in _PREFIXES.items():
        if word == one + unit:
            return factor
        if unit == one + word:
            return 1 / factor
    return None


def _is_right(found: Found, item: RubricItem) -> bool:
    value = item.value if item.value is not None else math.nan
    slack = item.tolerance + _ROUNDING * max(1.0, abs(value))
    return abs(found.value - value) <= slack


def _is_stated(text: str, found: Found) -> bool:
    """True if the number stands behind "=" or "is": a result, whatever is said later."""
    before = text[max(0, found.start - 12) : found.start].rstrip()
    return before.endswith(("=", " is", " are", ":", "≈"))
