"""A code item -> its score: what the code does, what is missing, and a person decides."""

from collections.abc import Sequence
from functools import lru_cache

from autograder.model import ItemScore, Quote, RubricItem
from autograder.model.rubric import Finding
from autograder.rubric.credit import verdict_of
from autograder.rubric.denial import is_denied
from autograder.rubric.reading import Reading
from autograder.rubric.reasons import quoted
from autograder.rubric.suggestion import suggested
from autograder.steps import Steps, folded, read_steps

from .checking import Check, check_steps
from .following import follow
from .lines import Statement
from .trace import Trace
from .vocabulary import Vocabulary

_MOST_TOLD = 2


def code_score(reading: Reading, item: RubricItem, doubt: str) -> tuple[ItemScore, str]:
    """Return the item's score, always for a person to confirm, and the flag `denied` if it is."""
    steps = _steps(item.code)
    words = Vocabulary(steps.input, steps.layers, _aliases(item))
    checks = check_steps(steps.steps, words, _followed(reading.text.plain, words))
    credit = round(sum(one.credit for one in checks) / len(checks), 4)
    told = next((one.at for one in checks if one.at and one.credit < 1), None)
    told = told or next((one.at for one in checks if one.at), None)
    quote = _quote(reading, told)
    clash = "denied" if told and credit > 0 and _is_denied(reading, checks) else ""
    verdict = verdict_of(credit, doubtful=bool(clash or doubt or 0 < credit < 1))
    matched = list(dict.fromkeys(one.at.text for one in checks if one.at and one.credit == 1))
    reason = _reason(verdict, checks, quote)
    score = suggested(item, verdict, credit, reason, evidence=quote, matched=matched, waits=True)
    return score, clash


@lru_cache(maxsize=256)
def _steps(text: str) -> Steps:
    return read_steps(text)


@lru_cache(maxsize=4)
def _followed(text: str, words: Vocabulary) -> Trace:
    """Follow an answer once for all items that ask for the same chain."""
    return follow(text, words)


def _aliases(item: RubricItem) -> tuple[tuple[str, str], ...]:
    return tuple(
        (folded(alias), folded(name)) for name, many in item.symbols.items() for alias in many
    )


def _quote(reading: Reading, at: Statement | None) -> Quote | None:
    return reading.text.quote(at.start, at.end) if at else None


def _is_denied(reading: Reading, checks: Sequence[Check]) -> bool:
    return any(is_denied(reading, one.at.start, one.at.end) for one in checks if one.at)


def _reason(verdict: Finding, checks: Sequence[Check], quote: Quote | None) -> str:
    wrong = list(dict.fromkeys(one.words for one in checks if one.words))
    if not wrong:
        words = quoted(quote) if quote else ""
        held = "does" if verdict == "met" else "seems to do"
        return f"Your code {held} this, for instance in {words}; a person confirms it."
    clauses = "; ".join(wrong[:_MOST_TOLD])
    more = f"; and {len(wrong) - _MOST_TOLD} more" if len(wrong) > _MOST_TOLD else ""
    seen = f" (see {quoted(quote)})" if quote else ""
    return f"In your code {clauses}{more}{seen}; a person decides."
