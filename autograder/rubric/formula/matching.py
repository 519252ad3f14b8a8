"""One answer's formulas held against what an item asks for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from autograder.formulas import Formula, FormulaError, Token, read_tokens
from autograder.formulas.forms import form_of

from .binding import Names, bind
from .equality import Claim, claims, said_of
from .places import MOST_PLACES, Place
from .proof import Prover
from .slips import Slip, slip_between
from .wanted import Wanted

MOST_KEPT = 2_048
MOST_PROOFS = 6
"""Of one formula of the rubric in one answer."""


@dataclass(frozen=True)
class Read:
    """A formula of the answer, in the rubric's names; two where it can be read in two ways."""

    place: Place
    formulas: tuple[Formula, ...]
    spelling: Mapping[str, str]
    """The student's name for each of the rubric's."""


@dataclass(frozen=True)
class Match:
    """What became of one formula of the rubric."""

    kind: Literal["equal", "unproven", "twice", "slip", "none"]
    read: Read | None = None
    slip: Slip | None = None
    slipped: Read | None = None
    text: str = ""
    """As the rubric has it."""

    @property
    def differs(self) -> str:
        """What the formula has wrong, in the student's own names."""
        return self.slip.told(self.slipped.spelling) if self.slip and self.slipped else ""


def read_places(places: Sequence[Place], wanted: Wanted) -> tuple[list[Read], list[Place]]:
    """Return the places that are formulas, and those that look like one and cannot be read."""
    found, unread = [], []
    for place in places:
        formulas = _readings(place, wanted)
        if formulas:
            spelling = {
                wanted.names.meaning(one.text) or one.text: one.text for one in place.tokens
            }
            found.append(Read(place, formulas, spelling))
        elif any(token.kind == "equals" for token in place.tokens):
            unread.append(place)
    return found, unread


def _readings(place: Place, wanted: Wanted) -> tuple[Formula, ...]:
    first = place.start
    tokens = tuple(
        one._replace(start=one.start - first, end=one.end - first) for one in place.tokens
    )
    return _read(tokens, wanted.names)


@lru_cache(maxsize=MOST_KEPT)
def _read(tokens: tuple[Token, ...], names: Names) -> tuple[Formula, ...]:
    """Return a formula as it can be read; many students write the same."""
    found = []
    for loose in (False, True):
        try:
            found.append(bind(read_tokens(tokens, names.known, loose=loose), names))
        except FormulaError:
            continue
    return tuple(dict.fromkeys(found))


def best_way(reads: Sequence[Read], wanted: Wanted, prover: Prover) -> list[Match]:
    """Return the matches of the way of writing that the answer meets most of."""
    best: list[Match] = []
    for way, texts in zip(wanted.ways, wanted.texts, strict=True):
        found = [
            _match(reads, formula, text, wanted, prover)
            for formula, text in zip(way, texts, strict=True)
        ]
        if not best or worth(found) > worth(best):
            best = found
        if worth(best) == 1:
            break
    return best


def worth(matches: Sequence[Match]) -> float:
    """Return the share of the formulas that stand in the answer; an unproven one is half there."""
    each = {"equal": 1.0, "unproven": 0.5, "twice": 0.5, "slip": 0.001, "none": 0.0}
    return sum(each[one.kind] for one in matches) / len(matches)


def _match(
    reads: Sequence[Read], formula: Formula, text: str, wanted: Wanted, prover: Prover
) -> Match:
    found, unproven = _equal(reads, formula, wanted, prover)
    if found:
        same = [one for one in reads if one is not found and _says_of(one) == _says_of(found)]
        others = [one for one in same if not any(_claims(one, formula, wanted))]
        rival, slip = _first_slip(others, formula, wanted)
        return Match("twice" if slip else "equal", found, slip, rival, text)
    if unproven:
        return Match("unproven", unproven, text=text)
    read, slip = _first_slip(reads, formula, wanted)
    return Match("slip" if slip else "none", read, slip, read, text)


def _equal(
    reads: Sequence[Read], formula: Formula, wanted: Wanted, prover: Prover
) -> tuple[Read | None, Read | None]:
    """Return (a formula that is proven equal, one that only seems so)."""
    tried = 0
    for read in reads:
        for claim in _claims(read, formula, wanted):
            tried += 1
            proof = prover.prove(claim) if tried <= MOST_PROOFS else "unsure"
            if proof == "equal":
                return read, None
            if proof == "unsure":
                return None, read  # each costs seconds: one is enough for a person to look
    return None, None


def _claims(read: Read, formula: Formula, wanted: Wanted) -> Iterator[Claim]:
    for given in read.formulas:
        yield from _claims_of(formula, given, wanted.names)


@lru_cache(maxsize=MOST_KEPT)
def _claims_of(formula: Formula, given: Formula, names: Names) -> tuple[Claim, ...]:
    return tuple(claims(formula, given, names))


def _first_slip(
    reads: Sequence[Read], formula: Formula, wanted: Wanted
) -> tuple[Read | None, Slip | None]:
    for read in reads:
        for given in read.formulas:
            slip = _slip_of(formula, given, wanted.names)
            if slip:
                return read, slip
    return None, None


@lru_cache(maxsize=MOST_KEPT)
def _slip_of(formula: Formula, given: Formula, names: Names) -> Slip | None:
    right = formula.sides[-1]
    found = (slip_between(side, right) for side in said_of(formula, given, names))
    return next(filter(None, found), None)


def _says_of(read: Read) -> str:
    """Return what a formula is about: its left side, nothing if it has none."""
    formula = read.formulas[0]
    return form_of(formula.sides[0]) if len(formula.sides) > 1 else ""


def too_many(places: Sequence[Place]) -> bool:
    """True if the answer holds more formulas than are read."""
    return len(places) >= MOST_PLACES
