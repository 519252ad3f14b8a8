"""The lexical scorer: words, concepts and rules; no network, no model, no chance."""

import re
from collections.abc import Sequence

from autograder.formulas import FormulaError
from autograder.model import (
    AnswerScore,
    ItemScore,
    Misconception,
    Question,
    Quote,
    RubricItem,
)
from autograder.steps import StepsError

from .code import code_score
from .credit import verdict_of
from .denial import is_denied
from .evidence import Entailment, Evidence, Similarity, best_evidence
from .formula import FormulaScorer
from .guards import guard_flags
from .language import NAMES, language_of
from .misconceptions import misconceptions_in
from .numbers import match_number
from .prepared import Prepared, PreparedItem, prepare
from .reading import Reading
from .reasons import quoted, text_reason
from .rules import nothing_said
from .suggestion import suggested
from .totals import total_of

_SURROGATES = re.compile("[\ud800-\udfff]")


class LexicalScorer:
    """Suggests points for written answers. Every suggestion waits for a person."""

    name = "lexical/1"

    def __init__(
        self, similarity: Similarity | None = None, entailment: Entailment | None = None
    ) -> None:
        self.similarity = similarity
        self.entailment = entailment
        parts = [one.name for one in (similarity, entailment) if one is not None]
        self.name = "+".join([LexicalScorer.name, *parts])
        self._formulas = FormulaScorer()
        self._prepared: dict[int, Prepared] = {}

    def score(self, question: Question, answer: str) -> AnswerScore:
        """Return the suggestion for one answer, with evidence, doubts and versions.

        A lone surrogate, which a notebook's JSON can hold and UTF-8 cannot, is read as U+FFFD.
        """
        answer = _SURROGATES.sub("\ufffd", answer)
        prepared = self._prepared.get(id(question))
        if prepared is None or prepared.question is not question:
            prepared = self._prepared[id(question)] = prepare(question)
        reading = Reading(answer, question.prompt, prepared.known)
        if reason := nothing_said(reading):
            items = [suggested(item, "not met", 0.0, reason) for item in question.items]
            return self._result(prepared, items, "en")
        language = language_of(reading.tokens)
        if language != "en":
            reason = f"The answer seems to be in {NAMES[language]}; a person reads it."
            items = [_unread(item, reason) for item in question.items]
            return self._result(prepared, items, language, flags=["language"])
        return self._scored(prepared, reading)

    def _scored(self, prepared: Prepared, reading: Reading) -> AnswerScore:
        question = prepared.question
        wrong = misconceptions_in(reading, question)
        cancelled = {item for one in wrong for item in one.cancels}
        flags = list(guard_flags(reading))
        items = []
        for wanted in prepared.items:
            doubt = "misconception" if wanted.item.id in cancelled else ""
            score, clash = self._item(reading, wanted, doubt)
            items.append(score)
            flags += [clash] if clash else []
        flags += ["misconception"] if wrong else []
        return self._result(prepared, items, "en", flags=flags, wrong=wrong)

    def _item(self, reading: Reading, wanted: PreparedItem, doubt: str) -> tuple[ItemScore, str]:
        item = wanted.item
        try:
            if item.kind == "formula":
                return self._formulas.score(reading, item, doubt)
            if item.kind == "code":
                return code_score(reading, item, doubt)
        except (FormulaError, StepsError):  # a question that no loader has checked
            return _unread(item, "This part is compared by a person."), ""
        if item.kind == "number":
            return _number_score(reading, item, doubt)
        found = best_evidence(reading, wanted, self.similarity, self.entailment)
        return _text_score(reading, item, found, doubt)

    def _result(
        self,
        prepared: Prepared,
        items: Sequence[ItemScore],
        language: str,
        *,
        flags: Sequence[str] = (),
        wrong: Sequence[Misconception] = (),
    ) -> AnswerScore:
        question = prepared.question
        if flags:  # someone must look, whatever each item says by itself
            items = [item.model_copy(update={"status": "needs_review"}) for item in items]
        sure = all(item.status == "suggested" for item in items)
        return AnswerScore(
            question_id=question.id,
            points=total_of(question, items, wrong),
            max_points=question.max_points,
            status="suggested" if sure else "needs_review",
            items=tuple(items),
            misconceptions=tuple(one.id for one in wrong),
            flags=tuple(dict.fromkeys(flags)),
            language=language,
            scorer=self.name,
            rubric_hash=prepared.digest,
        )


def _unread(item: RubricItem, reason: str) -> ItemScore:
    return ItemScore(
        item_id=item.id, verdict=None, credit=None, points=None, max_points=item.points,
        status="needs_review", reason=reason,
    )  # fmt: skip


def _text_score(
    reading: Reading, item: RubricItem, found: Evidence | None, doubt: str
) -> tuple[ItemScore, str]:
    credit = found.credit if found else 0.0
    clash = found.clash if found else ""
    verdict = verdict_of(credit, doubtful=bool(clash or doubt))
    quote = _quote(reading, found) if found and verdict != "not met" else None
    reason = text_reason(verdict, found, quote, doubt)
    if found is None:
        return suggested(item, verdict, credit, reason), ""
    score = suggested(item, verdict, credit, reason, evidence=quote, matched=found.matched)
    update = {
        "similarity": found.similarity,
        "recall": None if found.recall is None else round(found.recall, 4),
        "concepts": None if found.concepts is None else round(found.concepts, 4),
    }
    return score.model_copy(update=update), clash if verdict != "not met" else ""


def _quote(reading: Reading, found: Evidence) -> Quote:
    """Quote the sentences that hold the matches, the whole place if a model chose it."""
    first, last = found.segment
    if found.spans:
        held = [
            one
            for one in reading.sentences
            if any(one.first <= start < one.last for start, _ in found.spans)
            and first <= one.first < last
        ]
        if held:
            first, last = held[0].first, held[-1].last
    return reading.quote(first, last)


def _number_score(reading: Reading, item: RubricItem, doubt: str) -> tuple[ItemScore, str]:
    match, found = match_number(reading.kept, item)
    quote = reading.text.quote(found.start, found.end) if found else None
    clash = "denied" if found and is_denied(reading, found.start, found.end) else ""
    credit = {"met": 1.0, "none": 0.0}.get(match, 0.5)
    verdict = verdict_of(credit, doubtful=bool(clash or doubt))
    words = quoted(quote) if quote else ""
    reason = {
        "met": f"You state {words}.",
        "unsure": f"You state {words}, not clearly as the result with its unit; a person decides.",
        "not met": "The number asked for does not stand in the answer.",
    }[verdict]
    matched = (quote.text,) if quote else ()
    return suggested(item, verdict, credit, reason, evidence=quote, matched=matched), clash
