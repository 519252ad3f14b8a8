"""Patterns that a teacher writes, held to a subset that takes linear time on any text.

Python's `re` backtracks: `(a+)+b` never ends on a text of 40 letters. Here every
repetition is bounded, none stands within another, and the number of ways in which a
pattern can try one place of a text is counted and capped.
"""

import re
from dataclasses import dataclass

PREFIX = "re:"
MOST_CHARACTERS = 200
MOST_REPEATS = 100
MOST_WAYS = 1_000

_CLASS = re.compile(r"\[(?:\^|(?!\^))(?:\\.|[^\\])(?:\\.|[^\]\\])*\]")
_RESERVED = re.compile(r"^\[\[|--|&&|~~|\|\|")
"""What a class may come to mean in a later Python, which warns of it today."""
_BOUNDS = re.compile(r"\{(\d{1,4})(?:,(\d{1,4}))?\}")
_ESCAPES = frozenset("bBdDsSwWnt") | frozenset(r".^$*+?{}[]\|()/-'\"&%#~=<>:;,! ")


class PatternError(ValueError):
    """A pattern outside the subset; says which part, and what to write instead."""


@dataclass
class _Reader:
    """A pattern and how far it is read."""

    text: str
    at: int = 0

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def take(self, count: int = 1) -> str:
        taken = self.text[self.at : self.at + count]
        self.at += count
        return taken


def compile_safe(pattern: str) -> re.Pattern[str]:
    """Compile a pattern (without `re:`) that ignores case and takes linear time.

    Raises:
        PatternError: it is no pattern, or outside the subset.
    """
    if not pattern or len(pattern) > MOST_CHARACTERS:
        msg = f"expected 1 to {MOST_CHARACTERS} characters, found {len(pattern)}; shorten it"
        raise PatternError(msg)
    reader = _Reader(pattern)
    ways, _ = _alternatives(reader)
    if reader.peek():
        msg = "expected a '(' for each ')', found one more; remove it"
        raise PatternError(msg)
    if ways > MOST_WAYS:
        msg = (
            f"expected at most {MOST_WAYS} ways to try a place, found {ways}; "
            "use fewer or shorter repetitions"
        )
        raise PatternError(msg)
    try:
        return re.compile(pattern, re.IGNORECASE)
    except (re.error, OverflowError) as error:
        msg = f"expected a regular expression, found a mistake: {error}; correct it"
        raise PatternError(msg) from error


def check_pattern(pattern: str) -> None:
    """Hold a glob, or a pattern after `re:`, to the subset.

    Raises:
        PatternError: says what is wrong.
    """
    if pattern.startswith(PREFIX):
        compile_safe(pattern.removeprefix(PREFIX))
    elif not any(char.isalnum() for char in pattern) or len(pattern) > MOST_CHARACTERS:
        msg = f"expected words, with * for any letters, of at most {MOST_CHARACTERS} characters"
        raise PatternError(msg)


def glob_matches(glob: str, word: str) -> bool:
    """True if all of `word` fits `glob`, where `*` is any run of characters, or none.

    The last star is the only one ever tried again, so the time is the product of the
    two lengths at most.
    """
    g = w = 0
    star, resume = -1, 0
    while w < len(word):
        if g < len(glob) and glob[g] == "*":
            star, resume = g, w
            g += 1
        elif g < len(glob) and glob[g] == word[w]:
            g, w = g + 1, w + 1
        elif star >= 0:
            resume += 1
            g, w = star + 1, resume
        else:
            return False
    return not glob[g:].strip("*")


def _alternatives(reader: _Reader) -> tuple[int, bool]:
    """Read up to `)` or the end; return (ways to try, does it repeat anything)."""
    ways, repeats = _sequence(reader)
    while reader.peek() == "|":
        reader.take()
        more, also = _sequence(reader)
        ways, repeats = ways + more, repeats or also
    return ways, repeats


def _sequence(reader: _Reader) -> tuple[int, bool]:
    ways, repeats = 1, False
    while reader.peek() and reader.peek() not in "|)":
        each, inner = _atom(reader)
        least, most = _repetition(reader)
        if (least, most) != (1, 1):
            if inner:
                msg = "expected no repetition within another; write the inner one out"
                raise PatternError(msg)
            inner = True
            each = sum(each**count for count in range(least, most + 1)) if each > 1 else (
                most - least + 1
            )  # fmt: skip
        # Capped, because a product of powers can be too large to print.
        ways, repeats = min(ways * each, 10**9), repeats or inner
    return ways, repeats


def _atom(reader: _Reader) -> tuple[int, bool]:
    char = reader.peek()
    if char == "[":
        match = _CLASS.match(reader.text, reader.at)
        if not match:
            msg = "expected a ']' for each '[', found none; add it"
            raise PatternError(msg)
        if reserved := _RESERVED.search(re.sub(r"\\.", "x", match[0])):
            msg = f"expected no {reserved[0]!r} in {match[0]}, which is reserved; add a backslash"
            raise PatternError(msg)
        reader.take(len(match[0]))
    elif char == "\\":
        if reader.take(2)[1:] not in _ESCAPES:
            msg = f"expected no back-reference and no rare escape, found {reader.text!r}"
            raise PatternError(msg)
    elif char == "(":
        return _group(reader)
    elif char in "*+?{":
        msg = f"expected something to repeat before {char!r}, found nothing"
        raise PatternError(msg)
    else:
        reader.take()
    return 1, False


def _group(reader: _Reader) -> tuple[int, bool]:
    reader.take()
    if reader.peek() == "?" and reader.take(2) != "?:":
        msg = "expected (...) or (?:...), found another kind of group; look-around is refused"
        raise PatternError(msg)
    found = _alternatives(reader)
    if reader.take() != ")":
        msg = "expected a ')' for each '(', found none; add it"
        raise PatternError(msg)
    return found


def _repetition(reader: _Reader) -> tuple[int, int]:
    char = reader.peek()
    least = most = 1
    if char in ("*", "+"):
        advice = "{0,20}" if char == "*" else "{1,20}"
        msg = f"expected a bounded repetition, found {char!r}; write {advice}"
        raise PatternError(msg)
    if char == "?":
        reader.take()
        least = 0
    elif char == "{":
        least, most = _bounds(reader)
    if (least, most) != (1, 1) and reader.peek() == "?":
        reader.take()  # lazy: the same places are tried, in another order
    if reader.peek() in ("*", "+", "?", "{") and (least, most) != (1, 1):
        msg = f"expected one repetition, found another behind it: {reader.peek()!r}; remove it"
        raise PatternError(msg)
    return least, most


def _bounds(reader: _Reader) -> tuple[int, int]:
    match = _BOUNDS.match(reader.text, reader.at)
    if not match:
        msg = "expected {N} or {N,M}, found an open or empty repetition; give both bounds"
        raise PatternError(msg)
    reader.take(len(match[0]))
    least, most = int(match[1]), int(match[2] or match[1])
    if not least <= most <= MOST_REPEATS:
        msg = f"expected at most {MOST_REPEATS} repetitions, found {match[0]}; lower the bound"
        raise PatternError(msg)
    return least, most
