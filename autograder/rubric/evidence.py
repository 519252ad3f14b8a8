"""Where an answer says an item, and how much of it: concepts met, telling words recalled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Protocol

from autograder.model import RubricItem

from .credit import NOT_MET, is_reference, reference_credit, text_credit
from .polarity import denies, denies_all, is_denial, says_opposite
from .prepared import PreparedItem, Target
from .reading import Reading, Span
from .segments import Segment


class Similarity(Protocol):
    """A model of meaning; the lexical scorer runs without one."""

    name: str

    def best(self, wanted: Sequence[str], windows: Sequence[str]) -> Sequence[float]:
        """Return for each window its best cosine, -1 to 1, over the wanted texts."""


class Entailment(Protocol):
    """A model that tells a contradiction; the scorer's own rules run without one."""

    name: str

    def contradicts(self, said: str, wanted: str) -> bool:
        """Return True if `said` speaks against `wanted`."""


@dataclass(frozen=True)
class Evidence:
    """The best place of an answer for one item."""

    segment: Segment
    spans: tuple[Span, ...]
    matched: tuple[str, ...]
    credit: float
    concepts: float | None
    recall: float | None
    similarity: float | None
    clash: str = ""
    """`denied` or `opposite`: the name of a flag."""


def best_evidence(
    reading: Reading,
    wanted: PreparedItem,
    model: Similarity | None = None,
    entailment: Entailment | None = None,
) -> Evidence | None:
    """Return the evidence of the most credit; of equals the one that tells most, see `_order`."""
    item = wanted.item
    places = {"window": reading.windows, "sentence": reading.sentences, "answer": reading.whole}
    segments = places[item.scope]
    similar = _similarities(reading, wanted, segments, model)
    found = [
        evidence
        for segment, similarity in zip(segments, similar, strict=True)
        if (evidence := _evidence(reading, wanted, segment, similarity, model)) is not None
    ]
    # What is denied in one sentence and said in another is said.
    alone = frozenset(reading.sentences)
    best = min(found, key=lambda one: _order(one, alone), default=None)
    if best is None or best.clash or entailment is None or best.credit <= NOT_MET:
        return best
    against = entailment.contradicts(reading.sentence(best.segment), item.statement)
    return replace(best, clash="opposite") if against else best


def _order(evidence: Evidence, alone: frozenset[Segment]) -> tuple[float, ...]:
    """Put what is said and worth most first; of equals one sentence before two.

    Then come more matches, nearer meaning, the shorter and the first.
    """
    first, last = evidence.segment
    said = evidence.credit > NOT_MET and not evidence.clash
    return (
        not said,
        -evidence.credit,
        evidence.segment not in alone,
        -len(evidence.matched),
        -(evidence.similarity or 0.0),
        last - first,
        first,
    )


def _similarities(
    reading: Reading,
    wanted: PreparedItem,
    segments: Sequence[Segment],
    model: Similarity | None,
) -> Sequence[float | None]:
    """Return how near each place is in meaning: as near as its nearest sentence."""
    if model is None:
        return [None] * len(segments)
    if is_reference(wanted.item):
        return [_coverage(reading, wanted, model)] * len(segments)
    texts = [wanted.item.statement, *wanted.item.paraphrases]
    near = model.best(texts, [reading.sentence(one) for one in reading.sentences])
    sentences = list(zip(reading.sentences, near, strict=True))
    return [max(value for one, value in sentences if one.first in place) for place in segments]


def _coverage(reading: Reading, wanted: PreparedItem, model: Similarity) -> float:
    """Return how near an answer comes, on average, to each sentence of a reference."""
    said = [reading.sentence(one) for one in reading.sentences]
    return max((_covered(model, target, said) for target in wanted.targets), default=0.0)


def _covered(model: Similarity, target: Target, texts: Sequence[str]) -> float:
    near = [max(model.best([sentence], texts)) for sentence in target.sentences]
    return round(fmean(near), 4)


def _asked(wanted: PreparedItem, model: Similarity | None) -> float:
    """Return how near the question itself is to the reference."""
    if model is None:
        return 0.0
    return max((_covered(model, target, wanted.asked) for target in wanted.targets), default=0.0)


def _evidence(
    reading: Reading,
    wanted: PreparedItem,
    segment: Segment,
    similarity: float | None,
    model: Similarity | None,
) -> Evidence | None:
    item = wanted.item
    if item.concepts:
        concepts, groups = _concepts(reading, item, segment)
        recall = None
    else:
        concepts = None
        recall, groups = _recall(reading, wanted.targets, segment)
    if not groups and similarity is None:
        return None
    if is_reference(item):
        credit = reference_credit(recall, similarity, _asked(wanted, model))
    else:
        credit = text_credit(concepts, recall, similarity)
    spans = tuple(sorted(span for found in groups.values() for span in found))
    # What is not said anyway need not be held against a denial.
    said = credit > NOT_MET
    return Evidence(
        segment=segment,
        spans=spans,
        matched=tuple(groups),
        credit=credit,
        concepts=concepts,
        recall=recall,
        similarity=similarity,
        clash=_clash(reading, wanted, segment, list(groups.values())) if said else "",
    )


def _concepts(
    reading: Reading, item: RubricItem, segment: Segment
) -> tuple[float, dict[str, list[Span]]]:
    found: dict[str, list[Span]] = {}
    for group in item.concepts:
        for pattern in group:
            spans = [
                span
                for span in reading.matches(pattern)
                if segment.first <= span[0] and span[1] <= segment.last
            ]
            if spans:
                found[pattern] = spans
                break
    enough = item.min_concepts or len(item.concepts)
    return min(1.0, len(found) / enough), found


def _recall(
    reading: Reading, targets: Sequence[Target], segment: Segment
) -> tuple[float, dict[str, list[Span]]]:
    best, words = 0.0, dict[str, list[Span]]()
    for target in targets:
        found = {
            word: spans
            for word in target.words
            if (spans := [span for span in reading.places(word) if span[0] in segment])
        }
        weighed = zip(target.words, target.weights, strict=True)
        share = sum(weight for word, weight in weighed if word in found) / sum(target.weights)
        if share > best:
            best, words = share, found
    return best, words


def _clash(
    reading: Reading, wanted: PreparedItem, segment: Segment, groups: Sequence[Sequence[Span]]
) -> str:
    """Hold the polarity of the place against the statement's."""
    if _is_denied(reading, wanted, segment, groups):
        return "denied"
    return "opposite" if says_opposite(reading, segment, wanted.statement) else ""


def _is_denied(
    reading: Reading, wanted: PreparedItem, segment: Segment, groups: Sequence[Sequence[Span]]
) -> bool:
    if wanted.negated or not groups:  # a "not" agrees with it, or no word is there to be denied
        spans = [span for found in groups for span in found] or [segment]
        return denies_all(reading, spans) and not is_denial(wanted.item.statement)
    own = {index for spans in groups for first, last in spans for index in range(first, last)}
    denied = sum(denies(reading, segment, spans, own) for spans in groups)
    return denied >= (1 if wanted.item.concepts else max(1, len(groups) / 2))
