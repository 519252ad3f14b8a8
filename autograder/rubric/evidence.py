"""Where an answer says an item, and how much of it: concepts met, telling words recalled."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from autograder.model import RubricItem

from .credit import text_credit
from .polarity import denies, says_opposite
from .prepared import PreparedItem, Target
from .reading import Reading, Span
from .segments import Segment


class Similarity(Protocol):
    """A model of meaning; the lexical scorer runs without one."""

    name: str

    def best(self, wanted: Sequence[str], windows: Sequence[str]) -> Sequence[float]:
        """Return for each window its best cosine, -1 to 1, over the wanted texts."""


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
    reading: Reading, wanted: PreparedItem, model: Similarity | None = None
) -> Evidence | None:
    """Return the evidence of the most credit; of equals the shortest, then the first."""
    item = wanted.item
    places = {"window": reading.windows, "sentence": reading.sentences, "answer": reading.whole}
    segments = places[item.scope]
    similar = _similarities(reading, wanted, segments, model)
    found = [
        evidence
        for segment, similarity in zip(segments, similar, strict=True)
        if (evidence := _evidence(reading, wanted, segment, similarity)) is not None
    ]
    # What is denied in one sentence and said in another is said.
    return min(found, key=_order, default=None)


def _order(evidence: Evidence) -> tuple[bool, float, int, int]:
    first, last = evidence.segment
    return bool(evidence.clash), -evidence.credit, last - first, first


def _similarities(
    reading: Reading,
    wanted: PreparedItem,
    segments: Sequence[Segment],
    model: Similarity | None,
) -> Sequence[float | None]:
    if model is None:
        return [None] * len(segments)
    texts = [wanted.item.statement, *wanted.item.paraphrases]
    return model.best(texts, [reading.sentence(segment) for segment in segments])


def _evidence(
    reading: Reading, wanted: PreparedItem, segment: Segment, similarity: float | None
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
    spans = tuple(sorted(span for found in groups.values() for span in found))
    return Evidence(
        segment=segment,
        spans=spans,
        matched=tuple(groups),
        credit=text_credit(concepts, recall, similarity),
        concepts=concepts,
        recall=recall,
        similarity=similarity,
        clash=_clash(reading, wanted, segment, list(groups.values())),
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
    own = {index for spans in groups for first, last in spans for index in range(first, last)}
    denied = sum(denies(reading, segment, spans, own) for spans in groups)
    needed = 1 if wanted.item.concepts else len(groups) / 2
    if not wanted.negated and denied and denied >= needed:
        return "denied"
    return "opposite" if says_opposite(reading, segment, wanted.statement) else ""
