"""One answer's formulas held against what an item asks for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from autograder.formulas import Formula, FormulaError, Node, read_tokens
from autograder.formulas.forms import form_of

from .binding import bind
from .equality import Claim, claims, said_of
from .places import MOST_PLACES, Place
from .proof import Prover
from .slips import Slip, slip_between
from .wanted import Wanted

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
        formulas = dict.fromkeys(_readings(place, wanted))
        if formulas:
            spelling = {
                wanted.names.meaning(one.text) or one.text: one.text for one in place.tokens
            }
            found.append(Read(place, tuple(formulas), spelling))
        elif any(token.kind == "equals" for token in place.tokens):
            unread.append(place)
    return found, unread


def _readings(place: Place, wanted: Wanted) -> Iterator[Formula]:
    for loose in (False, True):
        try:
            yield bind(read_tokens(place.tokens, wanted.names.known, loose=loose), wanted.names)
        except FormulaError:
            continue


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
    return best


def worth(matches: Sequence[Match]) -> float:
    """Return the share of the formulas that stand in the answer; an unproven one is half there."""
    each = {"equal": 1.0, "unproven": 0.5, "twice": 0.5, "slip": 0.001, "none": 0.0}
    return sum(each[one.kind] for one in matches) / len(matches)


def _match(
    reads: Sequence[Read], formula: Formula, text: str, wanted: Wanted, prover: Prover
) -> Match:
    found, unproven = _equal(reads, formula, wanted, prover)
    slips = list(_slips(reads, formula, wanted, found or unproven))
    if found:
        rivals = [(one, slip) for one, slip in slips if _says_of(one) == _says_of(found)]
        if rivals:
            return Match("twice", found, rivals[0][1], rivals[0][0], text)
        return Match("equal", found, text=text)
    if unproven:
        return Match("unproven", unproven, text=text)
    if slips:
        read, slip = slips[0]
        return Match("slip", read, slip, read, text)
    return Match("none", text=text)


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
        yield from claims(formula, given, wanted.names)


def _slips(
    reads: Sequence[Read], formula: Formula, wanted: Wanted, right: Read | None
) -> Iterator[tuple[Read, Slip]]:
    for read in reads:
        if read is right or (right and any(_claims(read, formula, wanted))):
            continue
        for given in read.formulas:
            sides: list[Node] = list(said_of(formula, given, wanted.names))
            slip = next(filter(None, (slip_between(s, formula.sides[-1]) for s in sides)), None)
            if slip:
                yield read, slip
                break


def _says_of(read: Read) -> str:
    """Return what a formula is about: its left side, nothing if it has none."""
    formula = read.formulas[0]
    return form_of(formula.sides[0]) if len(formula.sides) > 1 else ""


def too_many(places: Sequence[Place]) -> bool:
    """True if the answer holds more formulas than are read."""
    return len(places) >= MOST_PLACES
