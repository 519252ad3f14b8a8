"""What a student may see of a written answer: their words, what counts, and what waits.

Nothing of a suggestion is copied: no points, no passage, no reason.
"""

from collections.abc import Iterable, Iterator, Sequence

from autograder.model import AnswerScore, Grade, ItemScore, Record

from .text import block, line, visible

LONGEST = 20_000
"""Characters of an answer that are shown, which is what a scorer reads of it."""


class PassageView(Record):
    """A stretch of an answer; `counts` if points were given for it."""

    text: str
    counts: bool


class ItemView(Record):
    """One item of the rubric, where the assignment shows items."""

    statement: str
    points: float
    max_points: float
    reason: str = ""


class AnswerView(Record):
    """One written answer, as far as its student may see it."""

    question: str
    prompt: str
    passages: tuple[PassageView, ...]
    """Joined, the answer as it was read."""
    note: str = ""
    """Why there is no answer, or none that a program can read."""
    points: float | None
    """None while the answer waits for a person."""
    max_points: float
    items: tuple[ItemView, ...] = ()
    comments: tuple[str, ...] = ()
    """What people wrote to their decisions."""


def answer_view(answer: AnswerScore, grade: Grade) -> AnswerView:
    """Return what the student of `grade` may see of one of its answers."""
    settled = answer.counts
    earning = [item for item in answer.items if _settled(answer, item) and item.points]
    shows_items = settled and grade.feedback_written == "items"
    return AnswerView(
        question=line(answer.question_id),
        prompt=block(answer.prompt, 2_000),
        passages=tuple(_passages(answer, _spans(earning) if settled else [])),
        note=block(answer.note, 1_000),
        points=answer.points if settled else None,
        max_points=answer.max_points,
        items=tuple(_items(answer)) if shows_items else (),
        comments=tuple(_comments(answer, grade)) if settled else (),
    )


def marked_passages(answer: AnswerScore) -> tuple[PassageView, ...]:
    """Return the answer with all evidence marked, suggested or not. For staff."""
    return tuple(_passages(answer, _spans(answer.items)))


def _spans(items: Iterable[ItemScore]) -> list[tuple[int, int]]:
    quotes = [item.evidence for item in items if item.evidence is not None]
    return [(quote.start, quote.end) for quote in quotes]


def _settled(answer: AnswerScore, item: ItemScore) -> bool:
    return item.counts or answer.status == "scored"


def _passages(answer: AnswerScore, spans: Sequence[tuple[int, int]]) -> Iterator[PassageView]:
    shown, at = answer.answer[:LONGEST], 0
    for start, end in _merged(spans):
        if at <= start < end <= len(shown):
            yield from _passage(shown[at:start], counts=False)
            yield from _passage(shown[start:end], counts=True)
            at = end
    yield from _passage(shown[at:], counts=False)
    left = len(answer.answer) - len(shown)
    if left:
        yield PassageView(text=f"\n… ({left:,} more characters not shown)", counts=False)


def _passage(text: str, *, counts: bool) -> Iterator[PassageView]:
    if text:
        yield PassageView(text=visible(text), counts=counts)


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _items(answer: AnswerScore) -> Iterator[ItemView]:
    for item in answer.items:
        if _settled(answer, item) and item.points is not None:
            yield ItemView(
                statement=line(item.statement or item.item_id, 1_000),
                points=item.points,
                max_points=item.max_points,
                reason=block(item.reason, 1_000) if _tells(item, answer) else "",
            )


def _tells(item: ItemScore, answer: AnswerScore) -> bool:
    """A scorer's reason says why only if whoever decided gave the points that it stands for.

    That there is no answer is said once, above the items.
    """
    if item.reason == answer.note:
        return False
    verdict = {item.max_points: "met", 0.0: "not met"}.get(item.points or 0.0, "unsure")
    return item.status != "confirmed" or item.verdict == verdict != "unsure"


def _comments(answer: AnswerScore, grade: Grade) -> Iterator[str]:
    """Yield the reason of each standing decision on the answer, each text once."""
    own = {f"question:{answer.question_id}"}
    own |= {f"rubric:{answer.question_id}.{item.item_id}" for item in answer.items}
    standing = {one.target: one for one in grade.overrides if one.target in own}
    yield from dict.fromkeys(block(one.reason, 2_000) for one in standing.values() if one.reason)
