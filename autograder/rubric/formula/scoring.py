"""A formula item -> its score: verdict, evidence, and a reason that says what differs."""

from collections.abc import Sequence

from autograder.model import ItemScore, Quote, RubricItem
from autograder.model.rubric import Finding
from autograder.rubric.credit import MET, verdict_of
from autograder.rubric.denial import is_denied
from autograder.rubric.reading import Reading
from autograder.rubric.reasons import quoted
from autograder.rubric.suggestion import suggested

from .matching import Match, best_way, read_places, too_many, worth
from .places import Place, mathematical, places_in
from .proof import Prover
from .wanted import wanted_of

_HALF = 0.5


class FormulaScorer:
    """Scores items of the kind `formula`. Keeps the process that proves, and what it proved."""

    def __init__(self, prover: Prover | None = None) -> None:
        self._prover = prover or Prover()

    def score(self, reading: Reading, item: RubricItem, doubt: str) -> tuple[ItemScore, str]:
        """Return the item's score, and the flag `denied` if the answer denies its formula."""
        wanted = wanted_of(item)
        places = places_in(mathematical(reading), wanted.names)
        reads, unread = read_places(places, wanted)
        matches = best_way(reads, wanted, self._prover)
        told = next((one for one in matches if one.read), None)
        quote = _quote(reading, told.read.place) if told and told.read else None
        denied = bool(told and told.read and is_denied(reading, told.read.place.start))
        clash = "denied" if denied and worth(matches) >= _HALF else ""
        credit = _credit(matches, crowded=too_many(places))
        verdict = verdict_of(credit, doubtful=bool(clash or doubt))
        if quote is None and unread:
            quote = _quote(reading, unread[0])
        waits = bool(unread and verdict == "not met")
        matched = [one.text for one in matches if one.kind == "equal"]
        reason = _reason(verdict, matches, quote, clash or doubt)
        score = suggested(
            item, verdict, credit, reason, evidence=quote, matched=matched, waits=waits
        )
        return score, clash


def _quote(reading: Reading, place: Place) -> Quote:
    return reading.text.quote(place.start, place.end)


def _credit(matches: Sequence[Match], *, crowded: bool) -> float:
    credit = round(worth([one for one in matches if one.kind != "slip"] or [Match("none")]), 4)
    mild = any(one.slip and one.slip.mild for one in matches)
    if credit == 0 and mild:
        return _HALF
    share = credit * sum(one.kind != "slip" for one in matches) / len(matches)
    return min(share, _HALF) if crowded else round(share, 4)


def _reason(verdict: Finding, matches: Sequence[Match], quote: Quote | None, doubt: str) -> str:
    if quote is None:
        return "The formula asked for does not stand in the answer."
    words, kinds = quoted(quote), {one.kind for one in matches}
    slip = next((one.differs for one in matches if one.slip), "")
    person = "; a person decides" if verdict == "unsure" else ""
    if slip and "twice" in kinds:
        return f"You write {words}, and in another place {slip}{person}."
    if slip and verdict != "met":
        return f"Your formula {words} is not yet the one asked for: {slip}{person}."
    if "unproven" in kinds:
        return f"Your formula {words} seems right and could not be proven{person}."
    return f"Your formula {words} {_told(verdict, matches, doubt)}"


def _told(verdict: Finding, matches: Sequence[Match], doubt: str) -> str:
    if verdict == "not met":
        return "could not be read; a person looks at it."
    if verdict == "met":
        return "says this."
    if doubt or worth(matches) >= MET:
        return "says this, and another part speaks against it; a person decides."
    return "is a part of what is asked for; a person decides."
