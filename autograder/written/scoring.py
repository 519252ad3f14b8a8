"""Each question's answer through the scorer that was handed in; a failure of it costs nothing."""

import hashlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock

from autograder.model import AnswerScore, ItemScore, Question, Scorer, Submission
from autograder.model.rubric import Status
from autograder.scoring import rule_of

from .reading import Found, find_written

_log = logging.getLogger(__name__)
OWN = "autograder"
"""Named as the scorer of answers that no scorer has to read."""
UNREAD = "It was not scored; a person reads it."
IMAGE = "image"
"""The flag of an answer that holds a picture."""


class Answers:
    """The questions of an assignment and who scores their answers; for many threads.

    Args:
        questions: what is asked; none if written answers are no part of the grade.
        scorer: who scores; None only if there is no question.
        digest: of the rubric and its settings.
    """

    def __init__(
        self, questions: Sequence[Question], scorer: Scorer | None, digest: str = ""
    ) -> None:
        self._questions = questions if scorer is not None else ()
        self._scorer = scorer
        # A model is no sooner done for two at once, and a cache need not bear it.
        self._lock = Lock()
        text = f"{digest}\0{scorer.name if scorer else ''}"
        named = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
        self.hash = named if self._questions else ""
        """What must be equal for an earlier score to stand; empty if nothing is scored."""

    def scores(
        self, submission: Submission, kept: Iterable[AnswerScore] = ()
    ) -> tuple[AnswerScore, ...]:
        """Return one score for each question, in their order.

        Of `kept`, what an earlier run stored under the same hash, the score of an
        answer that did not change stands as it is.
        """
        if self._scorer is None:
            return ()
        earlier = {score.question_id: score for score in kept}
        with self._lock:
            return tuple(
                _score(question, submission, self._scorer, earlier) for question in self._questions
            )

    def blank(self, note: str) -> tuple[AnswerScore, ...]:
        """Return scores of work that holds no answer, through the student's fault: no points."""
        return tuple(
            _told(one, Found("", note), _undecided(one, "scored", note)) for one in self._questions
        )

    def unread(self, notice: str) -> tuple[AnswerScore, ...]:
        """Return scores of work that our own machine could not read: all of it waits."""
        scores = (_undecided(one, "needs_review", UNREAD) for one in self._questions)
        return tuple(
            _told(question, Found(""), score.model_copy(update={"notices": (notice,)}))
            for question, score in zip(self._questions, scores, strict=True)
        )


def _score(
    question: Question, submission: Submission, scorer: Scorer, earlier: Mapping[str, AnswerScore]
) -> AnswerScore:
    found = find_written(question, submission)
    known = earlier.get(question.id)
    if known is not None and (known.answer, known.note) == (found.text, found.note):
        return known
    if found.note:
        status: Status = "scored" if found.is_sure else "needs_review"
        return _told(question, found, _undecided(question, status, found.note))
    return _told(question, found, _scored(question, found.text, scorer))


def _scored(question: Question, answer: str, scorer: Scorer) -> AnswerScore:
    try:
        return scorer.score(question, answer)
    except Exception as error:  # noqa: BLE001 - a plug-in, a model, another machine: it costs nothing
        _log.warning("scorer %r failed on question %r", scorer.name, question.id, exc_info=True)
        notice = f"scorer {scorer.name!r} failed: {type(error).__name__}: {error}"
        score = _undecided(question, "needs_review", UNREAD)
        return score.model_copy(update={"notices": (notice[:500],), "scorer": scorer.name})


def _undecided(question: Question, status: Status, reason: str) -> AnswerScore:
    """Return no points: final ones if `status` is scored, otherwise none yet."""
    points, verdict = (0.0, "not met") if status == "scored" else (None, None)
    items = [
        ItemScore(
            item_id=item.id, verdict=verdict, credit=points, points=points,
            max_points=item.points, status=status, reason=reason,
        )
        for item in question.items
    ]  # fmt: skip
    return AnswerScore(
        question_id=question.id, points=points, max_points=question.max_points, status=status,
        items=tuple(items), language="en", scorer=OWN, rubric_hash=_hash(question),
    )  # fmt: skip


def _hash(question: Question) -> str:
    decides = question.model_dump_json(exclude={"place", "examples", "source"})
    return hashlib.sha256(decides.encode()).hexdigest()[:16]


def _told(question: Question, found: Found, score: AnswerScore) -> AnswerScore:
    """Return `score` with what people need beside it: prompt, answer, statements, the rule."""
    statements = {item.id: item.statement for item in question.items}
    items = tuple(
        item.model_copy(update={"statement": statements.get(item.item_id, "")})
        for item in score.items
    )
    wrong = [one for one in question.misconceptions if one.id in score.misconceptions]
    update = {
        "prompt": question.prompt.strip(),
        "source": question.source,
        "answer": found.text,
        "note": found.note,
        "rule": rule_of(question, wrong),
        "items": items,
    }
    if found.has_image:
        update |= {"flags": (*score.flags, IMAGE), "status": "needs_review"}
    return score.model_copy(update=update)
