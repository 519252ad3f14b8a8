"""Where an answer writes mathematics: between dollars, in code, or within a sentence."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from autograder.formulas import Token, tokens_of
from autograder.formulas.names import GREEK_NAMES, SPELLINGS, SUBSCRIPTS, SUPERSCRIPTS
from autograder.formulas.symbols import is_small
from autograder.formulas.tree import FUNCTIONS
from autograder.rubric.lexicon import STOP
from autograder.rubric.reading import Reading

from .binding import Names

MOST_PLACES = 120
_MATHS = re.compile(
    r"\$\$([^$]{1,2000})\$\$|\$([^$\n]{1,600})\$|\\\(((?:[^\\]|\\[^)]){1,600})\\\)"
    r"|\\\[((?:[^\\]|\\[^\]]){1,2000})\\\]"
)
_LINE = re.compile(r"(?:(?!\\\\)[^\n])+")
_BULLET = re.compile(
    r"^[ \t>]*(?:[-*+•][ \t]+|\(?(?:\d{1,2}|[a-z])[.)][ \t]+|#{1,6}[ \t])?", re.MULTILINE
)
_PROSE = re.compile(r"[A-Za-z]{2,}(?:['-][A-Za-z]{2,})+|(?<![\\A-Za-z_])[A-Za-z]{2,}(?![A-Za-z_])")
_OPEN, _CLOSE = ("(", "[", "{", "floor(", "ceil("), (")", "]", "}", "floor)", "ceil)")
_JOINING = ("+", "-", "*", "/", "^", "**", "_")
_NEAR = (*_JOINING, "{")
_FEWEST = 3


class Place(NamedTuple):
    """What may be a formula: its tokens, with their places in the text that was read."""

    tokens: tuple[Token, ...]

    @property
    def start(self) -> int:
        """The first character."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """The character after the last."""
        return max(token.end for token in self.tokens)


def mathematical(reading: Reading) -> str:
    """Return the text that is read, with raised and lowered characters as they were written."""
    text, original = reading.text, reading.text.original
    return "".join(
        original[text.starts[at]] if char != " " and original[text.starts[at]] in _RAISED else char
        for at, char in enumerate(reading.kept)
    )


_RAISED = SUPERSCRIPTS.keys() | SUBSCRIPTS.keys()


def places_in(text: str, names: Names) -> list[Place]:
    """Return the places that may hold a formula, in order; at most 120 of them."""
    found: list[Place] = []
    rest = list(text)
    for match in _MATHS.finditer(text):
        start, end = next(span for span in map(match.span, range(1, 5)) if span[0] >= 0)
        found += _lines(text, start, end, names, prose=False)
        rest[match.start() : match.end()] = "\0" * (match.end() - match.start())
    plain = _BULLET.sub(lambda match: "\0" * len(match[0]), "".join(rest))
    found += _lines(_without_prose(plain, names), 0, len(text), names, prose=True)
    return sorted(found, key=lambda place: place.start)[:MOST_PLACES]


def _without_prose(text: str, names: Names) -> str:
    """Blank the words that no formula has, so that one cannot run into the next sentence."""

    def blank(match: re.Match[str]) -> str:
        word = match[0]
        known = word in names.known or word in FUNCTIONS or word == "of"
        parts = re.split(r"['-]", word)
        joined = len(parts) > 1 and not any(part in names.known for part in parts)
        return "\0" * len(word) if joined or (word.lower() in STOP and not known) else word

    return _PROSE.sub(blank, text)


def _lines(text: str, start: int, end: int, names: Names, *, prose: bool) -> Iterator[Place]:
    for line in _LINE.finditer(text, start, end):
        tokens = [
            token._replace(start=token.start + line.start(), end=token.end + line.start())
            for token in tokens_of(line[0], names.known)
        ]
        for run in _runs(tokens, text, names, prose=prose):
            yield from _trimmed(run)


def _runs(
    tokens: Sequence[Token], text: str, names: Names, *, prose: bool
) -> Iterator[list[Token]]:
    """Yield stretches of tokens that are all mathematics."""
    run: list[Token] = []
    depth = 0
    for place, token in enumerate(tokens):
        depth += (token.text in _OPEN) - (token.text in _CLOSE)
        parts = token.text in (",", ";") and depth <= 0
        if token.kind == "stop" or parts or (prose and _is_word(tokens, place, text, names)):
            yield run
            run, depth = [], 0
        else:
            run.append(token)
    yield run


def _is_word(tokens: Sequence[Token], place: int, text: str, names: Names) -> bool:
    """True for a word of a sentence: it is no name of the rubric and joins nothing."""
    token = tokens[place]
    name = token.text
    if token.kind != "name" or len(name) == 1 or not name.isalpha():
        return False
    if name in names.known or name in FUNCTIONS or name in SPELLINGS or name in GREEK_NAMES:
        return False
    if is_small(name) or name in ("sum", "grad", "gradient"):
        return False
    around = [tokens[at] for at in (place - 1, place + 1) if 0 <= at < len(tokens)]
    if any(one.text in _NEAR or one.kind == "equals" for one in around):
        return False
    return text[token.end : token.end + 1] != "("


def _trimmed(run: list[Token]) -> Iterator[Place]:
    """Yield a stretch without what dangles at its ends, and without an article before it."""
    for part in _balanced(run):
        first, last = 0, len(part)
        while last > first and _dangles(part[last - 1], _AFTER):
            last -= 1
        while last > first and _dangles(part[first], _BEFORE):
            first += 1
        kept = part[first:last]
        if len(kept) >= _FEWEST:
            yield Place(tuple(kept))
            if kept[0].text in ("a", "A", "I") and kept[1].kind in ("name", "number"):
                yield Place(tuple(kept[1:]))


_AFTER = (*_JOINING, "'", "&", "!", "of")
_BEFORE = ("*", "/", "^", "**", "_", "'", "!")


def _dangles(token: Token, signs: Sequence[str]) -> bool:
    return token.text in signs or token.kind == "equals"


def _balanced(run: list[Token]) -> Iterator[list[Token]]:
    """Split at brackets that have no partner."""
    waiting: list[int] = []
    alone = []
    for place, token in enumerate(run):
        if token.text in _OPEN:
            waiting.append(place)
        elif token.text in _CLOSE:
            if waiting:
                waiting.pop()
            else:
                alone.append(place)
    cuts = sorted([-1, *alone, *waiting, len(run)])
    for left, right in pairwise(cuts):
        yield run[left + 1 : right]
