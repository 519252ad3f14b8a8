"""A question made ready once for many answers: its words, their weights, its hash."""

import hashlib
import math
from collections import Counter
from dataclasses import dataclass, replace

from autograder.model import Question, RubricItem
from autograder.patterns import PREFIX

from .credit import is_reference
from .lexicon import STOP
from .polarity import has_negation
from .reading import Reading
from .stemming import stem
from .tokens import Token, content_stems, tokens_of

_FEWEST_WORDS = 3


@dataclass(frozen=True)
class Target:
    """One way of saying an item: its telling words, each with its weight."""

    text: str
    words: tuple[str, ...]
    weights: tuple[float, ...]
    sentences: tuple[str, ...] = ()
    """Of a whole reference answer: what it says, one by one."""


@dataclass(frozen=True)
class PreparedItem:
    """One item, and the ways of saying it."""

    item: RubricItem
    targets: tuple[Target, ...]
    statement: tuple[Token, ...]
    negated: bool
    """The statement itself denies something."""
    asked: tuple[str, ...] = ()
    """Of a whole reference answer: the prompt and its sentences."""


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
    items = [_prepared_item(item, prompt, weights) for item in question.items]
    items = [
        _prepared_reference(one, question.prompt) if is_reference(one.item) else one
        for one in items
    ]
    return Prepared(question, tuple(items), _known(question), rubric_hash(question))


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


def _prepared_reference(wanted: PreparedItem, prompt: str) -> PreparedItem:
    targets = [
        replace(target, sentences=_sentences(target.text) or (target.text,))
        for target in wanted.targets
    ]
    return replace(wanted, targets=tuple(targets), asked=(prompt, *_sentences(prompt)))


def _sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of `text` that say more than a word or two."""
    reading = Reading(text)
    found = [reading.sentence(one) for one in reading.sentences]
    return tuple(one for one in found if len(content_stems(one)) >= _FEWEST_WORDS)


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
