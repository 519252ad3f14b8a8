"""A scorer on the course's own scale."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from autograder.errors import SpecError
from autograder.model import AnswerScore, Neighbour, Question, Scorer

from .doubt import automatic, risk_of
from .estimate import Fitted, rounded_share
from .held_out import HeldOut, judge
from .items import with_confidences
from .level_one import FEWEST_GRADED, level_one_share
from .likeness import Compare, Likeness
from .records import Calibration, QuestionPart
from .routing import confidence_at, interval_of
from .samples import encodable, grid_of, sample_of

_AUDITED = 20
_SHOWN = 3
_LEAST_SHOWN = 0.1


@dataclass(frozen=True)
class _Asked:
    """A question's part, ready for answers."""

    fitted: Fitted
    seen: Compare | None
    """Likeness with the answers that were not graded blind."""


class Calibrated:
    """Scores as `scorer` does, on the scale of people's marks; some marks stand by themselves.

    A mark is `scored` only where the calibration expects it to be right, all others stay as
    they are: for a person. One in twenty of the scored is flagged `audit`, for a person to
    look at all the same.
    """

    def __init__(
        self,
        scorer: Scorer,
        calibration: Calibration,
        likeness: Likeness,
        *,
        tolerance: float | None = None,
    ) -> None:
        if likeness.name != calibration.likeness:
            msg = (
                f"the calibration was made with the likeness {calibration.likeness!r}, found "
                f"{likeness.name!r}; use the scorer it was made with, or calibrate again"
            )
            raise SpecError(msg)
        self.tolerance = calibration.tolerance if tolerance is None else tolerance
        if self.tolerance > calibration.tolerance:
            msg = (
                f"expected a tolerance of at most {calibration.tolerance:g}, for which the "
                f"calibration was made, found {self.tolerance:g}; calibrate again with it"
            )
            raise SpecError(msg)
        self.name = scorer.name
        self.scorer = scorer
        self.calibration = calibration
        self.likeness = likeness
        self._asked: dict[str, _Asked] = {}

    def score(self, question: Question, answer: str) -> AnswerScore:
        """Return the scorer's finding with the points, interval and status of the calibration."""
        found = self.scorer.score(question, answer)
        part = self.calibration.questions.get(question.id)
        if notice := self._misfit(found, part):
            return found.model_copy(update={"notices": (*found.notices, notice)})
        if not answer.strip():
            return found
        found = with_confidences(found, part.items if part else {})
        if part is None or part.level_two is None:
            return self._by_level_one(question, found)
        return self._by_level_two(question, encodable(answer), found, part)

    def _misfit(self, found: AnswerScore, part: QuestionPart | None) -> str:
        made = self.calibration
        if found.scorer != made.scorer:
            return (
                f"not calibrated: the calibration {made.version} is for the scorer "
                f"{made.scorer}, this is {found.scorer}; calibrate again"
            )
        if part is not None and part.rubric_hash != found.rubric_hash:
            return (
                f"not calibrated: the rubric of {found.question_id!r} has changed since the "
                f"calibration {made.version}; calibrate again"
            )
        return ""

    def _by_level_one(self, question: Question, found: AnswerScore) -> AnswerScore:
        made = self.calibration
        if made.blind < FEWEST_GRADED or found.points is None:
            return found
        mark, off = found.points / found.max_points, made.left_out_error
        if made.travels:
            share = level_one_share(made.level_one, question.id, round(mark, 6))
            mark = rounded_share(share, grid_of(question.step, question.max_points))
        interval = None if off is None else (max(mark - off, 0.0), min(mark + off, 1.0))
        return self._updated(found, mark, interval)

    def _by_level_two(
        self, question: Question, answer: str, found: AnswerScore, part: QuestionPart
    ) -> AnswerScore:
        made, doubt = self.calibration, self.calibration.doubt
        asked = self._ready(question.id, part)
        one = sample_of(question, answer, found)
        grids = {question.id: grid_of(part.step, part.max_points)}
        judged = judge(one, made.level_one, asked.fitted, grids)
        shown = tuple(_neighbours(answer, judged, part, asked.seen))
        if doubt is None or judged.estimate is None:
            return self._updated(found, judged.share, None, neighbours=shown)
        risk = round(risk_of(judged.estimate.signs, doubt.weights, doubt.intercept), 6)
        stands = automatic(doubt, judged, risk, self.tolerance)
        audit = stands and self._is_audited(question, answer)
        return self._updated(
            found,
            judged.share,
            interval_of(doubt, judged.share, risk),
            neighbours=shown,
            confidence=confidence_at(doubt, risk, self.tolerance),
            status="scored" if stands else found.status,
            flags=(*found.flags, "audit") if audit else found.flags,
        )

    def _ready(self, name: str, part: QuestionPart) -> _Asked:
        if name not in self._asked and part.level_two is not None:
            blind = tuple(one for one in part.answers if one.blind)
            seen = [one.answer for one in part.answers if not one.blind]
            compare = self.likeness.against([one.answer for one in blind])
            fitted = Fitted(part.level_two, blind, compare)
            self._asked[name] = _Asked(fitted, self.likeness.against(seen) if seen else None)
        return self._asked[name]

    def _is_audited(self, question: Question, answer: str) -> bool:
        """Draw one in twenty by a hash: the same ones each time, and no one can know which."""
        text = f"{self.calibration.version}\0{question.id}\0{answer}"
        return int(hashlib.sha256(text.encode()).hexdigest(), 16) % _AUDITED == 0

    def _updated(
        self,
        found: AnswerScore,
        share: float,
        interval: tuple[float, float] | None,
        **more: object,
    ) -> AnswerScore:
        points = found.max_points
        between = interval and tuple(round(end * points, 4) for end in interval)
        update = {
            "points": round(share * points, 6),
            "interval": between,
            "calibration": self.calibration.version,
        }
        return found.model_copy(update=update | more)


def _neighbours(
    answer: str, judged: HeldOut, part: QuestionPart, seen: Compare | None
) -> Iterator[Neighbour]:
    """Yield the graded answers that are most like this one."""
    blind = judged.estimate.likeness if judged.estimate else np.zeros(0)
    likeness = np.concatenate([blind, seen([answer])[0]]) if seen else blind
    for index in np.argsort(-np.round(likeness, 9), kind="stable")[:_SHOWN]:
        if likeness[index] >= _LEAST_SHOWN:
            one = part.answers[index]
            yield Neighbour(
                answer=one.answer,
                points=round(one.share * part.max_points, 6),
                similarity=round(float(likeness[index]), 4),
            )
