"""Three samples and the offline score become one suggestion. Only this code knows points."""

from collections.abc import Mapping, Sequence

from autograder.model import AnswerScore, ItemScore, Question, RubricItem
from autograder.model.rubric import Finding
from autograder.rubric.totals import total_of

from .prompt import Prompt
from .quotes import locate
from .replies import Judged, Sample

_SLACK = 1e-9
_FINDINGS: Mapping[str, Finding] = {"met": "met", "partial": "unsure", "not_met": "not met"}


def decide(
    question: Question,
    answer: str,
    offline: AnswerScore,
    prompt: Prompt,
    samples: Sequence[Sample],
) -> AnswerScore:
    """Return the judge's suggestion, and the offline one for each item that it left open."""
    if any(sample[prompt.canary].verdict != "not_met" for sample in samples):
        return waiting(offline, "judge-canary")
    by_item: dict[str, list[Judged]] = {own: [] for own in prompt.ids.values()}
    for sample in samples:
        for shown, own in prompt.ids.items():
            by_item[own].append(sample[shown])
    pairs = [
        _item(item, found, by_item[item.id], answer, question.prompt)
        for item, found in zip(question.items, offline.items, strict=True)
    ]
    return _total(question, offline, [score for score, _ in pairs], [doubt for _, doubt in pairs])


def waiting(score: AnswerScore, *doubts: str) -> AnswerScore:
    """Return a score that never counts, and that a person decides if there is a doubt."""
    flags = tuple(dict.fromkeys((*score.flags, *doubts)))
    items = tuple(
        item.model_copy(update={"status": "needs_review" if flags else _open(item)})
        for item in score.items
    )
    sure = not flags and all(item.status == "suggested" for item in items)
    status = "suggested" if sure and score.status != "needs_review" else "needs_review"
    return score.model_copy(update={"status": status, "items": items, "flags": flags})


def _open(item: ItemScore) -> str:
    return "suggested" if item.counts else item.status


def _item(
    item: RubricItem, found: ItemScore, judged: Sequence[Judged], answer: str, asked: str
) -> tuple[ItemScore, str]:
    """Return one item's score, and the flag that it raises if any."""
    verdict = judged[0].verdict
    if any(one.verdict != verdict for one in judged):
        return _left_open(found, "The judge's samples do not agree"), "judge-split"
    if verdict == "cannot_assess":
        return _left_open(found, "The judge cannot tell"), "judge-cannot-tell"
    quotes = [locate(one.evidence, answer, asked) for one in judged]
    if verdict != "not_met" and not all(quotes):
        return _left_open(found, "The judge quotes no words that say this"), "judge-unsupported"
    credit = _credit(item, verdict)
    settled = {
        "verdict": _FINDINGS[verdict],
        "credit": credit,
        "points": item.points * credit,
        "status": "needs_review" if verdict == "partial" else "suggested",
        "confidence": None,
        "evidence": quotes[0] if verdict != "not_met" else None,
        "reason": f"The judge: {judged[0].reason or verdict.replace('_', ' ')}",
    }
    return found.model_copy(update=settled), "judge-alone" if found.points is None else ""


def _left_open(found: ItemScore, why: str) -> ItemScore:
    reason = f"{why}; a person decides. {found.reason}"
    return found.model_copy(update={"status": "needs_review", "confidence": None, "reason": reason})


def _credit(item: RubricItem, verdict: str) -> float:
    """Return the credit of a verdict; of several levels the lowest, for the judge names none."""
    if verdict != "partial":
        return float(verdict == "met")
    return min((level.credit for level in item.levels), default=0.5)


def _total(
    question: Question, offline: AnswerScore, items: Sequence[ItemScore], doubts: Sequence[str]
) -> AnswerScore:
    wrong = [one for one in question.misconceptions if one.id in offline.misconceptions]
    points = total_of(question, items, wrong)
    flags = [doubt for doubt in doubts if doubt]
    if points is not None and offline.points is not None:
        far = abs(points - offline.points) > question.step + _SLACK
        flags += ["judge-differs"] if far else []
    sure = all(item.status == "suggested" for item in items)
    merged = {
        "points": points,
        "status": "suggested" if sure else "needs_review",
        "items": tuple(items),
        "confidence": None,
        "interval": None,
        "calibration": "",  # it was learnt for the offline scorer's points
    }
    return waiting(offline.model_copy(update=merged), *flags)
