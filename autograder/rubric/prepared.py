"""A question made ready once for many answers: its words, their weights, its hash."""

import hashlib
import math
from collections import Counter
from dataclasses import dataclass

from autograder.model import Question, RubricItem
from autograder.patterns import PREFIX

from .lexicon import STOP
from .polarity import has_negation
from .stemming import stem
from .tokens import Token, content_stems, tokens_of


@dataclass(frozen=True)
class Target:
    """One way of saying an item: its telling words, each with its weight."""

    text: str
    words: tuple[str, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True)
class PreparedItem:
    """One item, and the ways of saying it."""

    item: RubricItem
    targets: tuple[Target, ...]
    statement: tuple[Token, ...]
    negated: bool
    """The statement itself denies something."""


@dataclass(frozen=True)
class Prepared:
    """A question, ready to be held against answers."""

    question: Question
    items: tuple[PreparedItem, ...]
    known: frozenset[str]
    digest: str


def prepare(question: Question) -> Prepared:
    """Return `question` with all that does not depend on an answer."""
    prompt = content_stems(question.prompt)
    weights = _weights(question)
    items = tuple(_prepared_item(item, prompt, weights) for item in question.items)
    return Prepared(question, items, _known(question), rubric_hash(question))


def rubric_hash(question: Question) -> str:
    """Return a short hash of all that decides a score: not of examples, not of places."""
    decides = question.model_dump_json(exclude={"place", "examples", "source"})
    return hashlib.sha256(decides.encode()).hexdigest()[:16]


def _prepared_item(
    item: RubricItem, prompt: frozenset[str], weights: dict[str, float]
) -> PreparedItem:
    targets = [_target(text, prompt, weights) for text in (item.statement, *item.paraphrases)]
    statement = tokens_of(item.statement)
    telling = tuple(target for target in targets if target.words)
    return PreparedItem(item, telling, statement, has_negation(statement))


def _target(text: str, prompt: frozenset[str], weights: dict[str, float]) -> Target:
    words: dict[str, str] = {}
    for token in tokens_of(text):
        if token.word not in STOP and token.stem not in prompt:
            words.setdefault(token.stem, token.word)
    found = tuple(words.values())
    return Target(text, found, tuple(weights[one] for one in words))


def _weights(question: Question) -> dict[str, float]:
    """Return the inverse document frequency of each stem, a document being an item."""
    documents = [
        content_stems(" ".join((item.statement, *item.paraphrases))) for item in question.items
    ]
    counts = Counter(one for document in documents for one in document)
    return {one: math.log(1 + len(documents) / count) for one, count in counts.items()}


def _known(question: Question) -> frozenset[str]:
    """Return the stems of all that the rubric says: none of them is another misspelt."""
    texts = [question.prompt, *(one.statement for one in question.misconceptions)]
    for item in question.items:
        texts += [item.statement, *item.paraphrases]
        texts += [one for group in item.concepts for one in group if not one.startswith(PREFIX)]
    words = (token.word for text in texts for token in tokens_of(text.replace("*", "")))
    return frozenset(map(stem, words))
