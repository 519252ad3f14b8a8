"""Which answers a person reads, in what order, and under which opaque names."""

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from autograder.model import AnswerScore, Grade, Override
from autograder.scoring import basis_of

AUDIT = "audit"
"""The flag of a scored answer that a person looks at all the same."""
ALIKE = 0.5
"""Share of words in common from which two answers stand together."""


@dataclass(frozen=True, slots=True)
class Row:
    """One answer of one submission."""

    grade: Grade
    answer: AnswerScore

    def name(self, *, shown: bool) -> str:
        """Return the name of the row in a sheet, which says nothing to whoever has no gradebook.

        Its parts: whose answer, what is to be decided (and whether suggestions are
        shown), what is decided already.
        """
        return f"{self.owner}-{self.content(shown=shown)}-{self.state}"

    @property
    def owner(self) -> str:
        """Return who wrote the answer, for those who know the course's seed."""
        key = self.grade.manifest.seed_id.encode("utf-8", "backslashreplace")
        whose = f"{self.grade.assignment}\0{self.grade.submission_id}\0{self.answer.question_id}"
        found = hmac.new(key, whose.encode("utf-8", "backslashreplace"), hashlib.sha256)
        return f"r{found.hexdigest()[:12]}"

    def content(self, *, shown: bool) -> str:
        """Return what a person sees: the answer, the question's points, its rubric."""
        return _digest(basis_of(self.answer), self.answer.rubric_hash, f"shown {shown}")

    @property
    def state(self) -> str:
        """Return what was decided when the sheet was made."""
        return _digest(*(one.model_dump_json() for one in self.decisions))

    @property
    def decisions(self) -> tuple[Override, ...]:
        """Return what people decided of this answer, oldest first."""
        own = {self.target, *(self.item_target(item.item_id) for item in self.answer.items)}
        return tuple(one for one in self.grade.overrides if one.target in own)

    @property
    def target(self) -> str:
        """Return the override's target for the whole question."""
        return f"question:{self.answer.question_id}"

    def item_target(self, item_id: str) -> str:
        """Return the override's target for one item."""
        return f"rubric:{self.answer.question_id}.{item_id}"


def rows_of(grades: Iterable[Grade], *, everything: bool = False) -> list[Row]:
    """Return the answers that wait, question by question, like beside like, else in chance order.

    The order is the same each time and says nothing of the students. Answers that a
    calibrated scorer drew for an audit stand among them until a person decided.

    Args:
        grades: as the gradebook holds them, with the decisions made.
        everything: also the answers that count already.
    """
    rows = [
        Row(grade, answer)
        for grade in grades
        if grade.status != "error"
        for answer in grade.rubric
        if everything or answer in grade.waiting or _is_audited(answer)
    ]
    questions = dict.fromkeys(row.answer.question_id for row in rows)
    return [
        row
        for question in questions
        for row in _grouped([one for one in rows if one.answer.question_id == question])
    ]


def _is_audited(answer: AnswerScore) -> bool:
    return answer.status == "scored" and AUDIT in answer.flags


def _grouped(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield each row followed by those that are like it; leaders in the order of their names."""
    left = {row.owner: (row, _words(row.answer.answer)) for row in rows}
    for owner in sorted(left):
        if owner not in left:
            continue
        leader, words = left.pop(owner)
        yield leader
        near = {other: _likeness(words, found) for other, (_, found) in left.items()}
        alike = [other for other, share in near.items() if share >= ALIKE]
        for other in sorted(alike, key=lambda name: (-near[name], name)):
            yield left.pop(other)[0]


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0


def _digest(*parts: str) -> str:
    text = "\0".join(parts).encode("utf-8", "backslashreplace")
    return hashlib.sha256(text).hexdigest()[:6]
