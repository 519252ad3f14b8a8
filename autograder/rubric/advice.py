"""What an author should look at again in a question; nothing here refuses it."""

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

from autograder.model import Question, RubricItem

from .credit import MET
from .evidence import best_evidence
from .prepared import PreparedItem, prepare
from .reading import Reading
from .tokens import content_stems

ALIKE = 0.8
"""Share of words in common from which two items ask for the same."""
_SLACK = 1e-9


def advice_on(question: Question) -> Iterator[str]:
    """Yield what is doubtful in `question`, a sentence each."""
    prepared = prepare(question)
    prompt = Reading(question.prompt)
    for wanted in prepared.items:
        if wanted.item.kind == "text":
            yield from _free_points(prompt, wanted.item)
            yield from _too_little(wanted)
            yield from _own_words(wanted)
    yield from _overlaps(question.items)
    yield from _total_advice(question)


def _free_points(prompt: Reading, item: RubricItem) -> Iterator[str]:
    for group in item.concepts:
        for pattern in group:
            if prompt.matches(pattern):
                yield (
                    f"item {item.id!r}: concept {pattern!r} stands in the prompt, so that naming "
                    "the subject earns points; use words that only an answer has"
                )


def _too_little(wanted: PreparedItem) -> Iterator[str]:
    item = wanted.item
    if not item.concepts and not item.paraphrases:
        yield (
            f"item {item.id!r}: no concepts and no paraphrases; only the statement's own "
            "words will be found: add what students write"
        )
    if not item.concepts and not wanted.targets:
        yield (
            f"item {item.id!r}: every telling word stands in the prompt, so that no answer "
            "can meet it; add concepts or paraphrases"
        )


def _own_words(wanted: PreparedItem) -> Iterator[str]:
    """Whoever writes the statement itself should meet the item."""
    found = best_evidence(Reading(wanted.item.statement), wanted)
    credit = found.credit if found else 0.0
    if wanted.item.concepts and credit < MET:
        yield (
            f"item {wanted.item.id!r}: its own statement meets {credit:.0%} of the concepts that "
            "are enough; add the statement's words to the groups"
        )


def _overlaps(items: Sequence[RubricItem]) -> Iterator[str]:
    for one, other in combinations(items, 2):
        left, right = _words(one), _words(other)
        share = 2 * len(left & right) / max(len(left) + len(right), 1)
        if share > ALIKE and one.kind == other.kind == "text":
            yield (
                f"items {one.id!r} and {other.id!r} share {share:.0%} of their words; one "
                "sentence may earn both: merge them or tell them apart"
            )


def _words(item: RubricItem) -> frozenset[str]:
    if not item.concepts:
        return content_stems(item.statement)
    return frozenset(one for group in item.concepts for one in group)


def _total_advice(question: Question) -> Iterator[str]:
    reach = _reachable(question)
    if reach < question.max_points - _SLACK:
        yield (
            f"the items reach {reach:g} of {question.max_points:g} points; raise their points "
            "or lower max_points"
        )
    if question.aggregate == "sum" and reach > question.max_points + _SLACK:
        yield (
            f"the items add up to {reach:g}, more than max_points {question.max_points:g}; "
            "what is above is cut"
        )
    steps = question.max_points / question.step
    if not math.isclose(steps, round(steps), abs_tol=1e-6):
        yield f"max_points {question.max_points:g} is no multiple of step {question.step:g}"


def _reachable(question: Question) -> float:
    points = [item.points for item in question.items]
    if question.aggregate == "sum":
        return math.fsum(points)
    if question.aggregate == "best_of":
        return max(points)
    return question.counts[min(len(points), len(question.counts) - 1)]
