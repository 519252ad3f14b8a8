"""How well marks agree with people's blind ones, and what that means for the work left."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.model import GradedAnswer, Question, Scorer
from autograder.model.base import Record

from .apply import Calibrated
from .measures import (
    correlation,
    exact_share,
    root_mean_square_error,
    serious_share,
    weighted_kappa,
)
from .routing import confidence_at
from .samples import encodable, in_order

_THIRDS = ("short", "middle", "long")
_STEPS = 10


@dataclass(frozen=True)
class Marked:
    """One answer with a person's mark and a program's, as shares of the points."""

    question_id: str
    given: float
    found: float
    length: int
    """Characters of the answer: reported, never scored."""
    group: str = ""
    doubt: float | None = None
    """1 - the confidence; None without one."""
    automatic: bool = False


class Part(Record):
    """Agreement on some of the answers."""

    name: str
    answers: int
    r: float | None
    rmse: float
    bias: float
    """How much more than people the program gives."""
    serious: float


class Point(Record):
    """What it would be if the answers it is surest of were left to the program."""

    coverage: float
    error: float
    """The mean absolute error of those answers."""
    exact: float
    serious: float


class Agreement(Record):
    """Errors are shares of the points. None where there is nothing to tell."""

    scorer: str
    calibration: str
    answers: int
    not_blind: int
    without_points: int
    """Answers to which the program gives no points: not compared."""
    r: float | None
    rmse: float | None
    kappa: float | None
    """Quadratic weighted kappa."""
    exact: float | None
    serious: float | None
    bias: float | None
    automatic: int
    automatic_exact: float | None
    automatic_serious: float | None
    workload: float
    """The share of answers that a person reads: all that are not automatic."""
    curve: tuple[Point, ...]
    lengths: tuple[Part, ...]
    groups: tuple[Part, ...]
    questions: tuple[Part, ...]
    items: tuple[Part, ...] = ()
    """The scorer's own points of items, `<question>.<item>`, where people marked items."""


def marks_of(
    graded: Iterable[GradedAnswer], questions: Mapping[str, Question], scorer: Scorer
) -> tuple[list[Marked], str]:
    """Return the blind marks beside the scorer's, and the name of the scorer.

    Answers that a calibration has learnt from get what it gave them held out.
    """
    marked, names = [], set[str]()
    for one in in_order(one for one in graded if one.blind):
        question = questions[one.question_id]
        known = _held_out(scorer, one)
        if known is None:
            score = scorer.score(question, one.answer)
            names.add(score.scorer)
            if score.points is None:
                continue
            doubt = None if score.confidence is None else round(1 - score.confidence, 6)
            known = score.points / score.max_points, doubt, score.status == "scored"
        share, doubt, automatic = known
        marked.append(
            Marked(
                one.question_id, one.points / one.max_points, share, len(one.answer), one.group,
                doubt, automatic,
            )
        )  # fmt: skip
    if isinstance(scorer, Calibrated) and not names:
        names.add(scorer.calibration.scorer)
    return marked, " and ".join(sorted(names))


def _held_out(scorer: Scorer, one: GradedAnswer) -> tuple[float, float | None, bool] | None:
    if not isinstance(scorer, Calibrated):
        return None
    part = scorer.calibration.questions.get(one.question_id)
    for text in part.answers if part else ():
        if text.answer == encodable(one.answer) and text.held_out is not None:
            return text.held_out, _doubt_of(scorer, text.held_out_risk), text.held_out_automatic
    return None


def _doubt_of(scorer: Calibrated, risk: float | None) -> float | None:
    doubt = scorer.calibration.doubt
    if doubt is None or risk is None:
        return None
    return round(1 - confidence_at(doubt, risk, scorer.tolerance), 6)


def agreement_of(
    graded: Sequence[GradedAnswer], questions: Mapping[str, Question], scorer: Scorer
) -> Agreement:
    """Return how `scorer` agrees with the blind ones of `graded`."""
    marked, name = marks_of(graded, questions, scorer)
    blind = sum(one.blind for one in graded)
    made = scorer.calibration.version if isinstance(scorer, Calibrated) else ""
    found = measured(
        marked,
        scorer=name,
        calibration=made,
        not_blind=len(graded) - blind,
        without_points=blind - len(marked),
    )
    items = _by_question(list(_item_marks(graded, questions, scorer)))
    return found.model_copy(update={"items": tuple(items)})


def _item_marks(
    graded: Iterable[GradedAnswer], questions: Mapping[str, Question], scorer: Scorer
) -> Iterator[Marked]:
    """Yield people's blind marks of items beside the scorer's, which no calibration changes."""
    own = scorer.scorer if isinstance(scorer, Calibrated) else scorer
    for one in in_order(one for one in graded if one.blind and one.items):
        for item in own.score(questions[one.question_id], one.answer).items:
            given = one.items.get(item.item_id)
            if given is not None and item.points is not None:
                yield Marked(
                    f"{one.question_id}.{item.item_id}", given / item.max_points,
                    item.points / item.max_points, len(one.answer),
                )  # fmt: skip


def measured(
    marked: Sequence[Marked],
    *,
    scorer: str,
    calibration: str = "",
    not_blind: int = 0,
    without_points: int = 0,
) -> Agreement:
    """Return the numbers of `marked`, in any order."""
    found, given = _sides(marked)
    sure = [one for one in marked if one.automatic]
    sides = _sides(sure)
    return Agreement(
        scorer=scorer,
        calibration=calibration,
        answers=len(marked),
        not_blind=not_blind,
        without_points=without_points,
        r=_rounded(correlation(found, given)),
        rmse=_rounded(root_mean_square_error(found, given)),
        kappa=_rounded(weighted_kappa(found, given)),
        exact=_rounded(exact_share(found, given)) if marked else None,
        serious=_rounded(serious_share(found, given)) if marked else None,
        bias=_rounded(float(np.mean(np.subtract(found, given)))) if marked else None,
        automatic=len(sure),
        automatic_exact=_rounded(exact_share(*sides)) if sure else None,
        automatic_serious=_rounded(serious_share(*sides)) if sure else None,
        workload=round(1 - len(sure) / len(marked), 6) if marked else 1.0,
        curve=tuple(_curve(marked)),
        lengths=tuple(_by_length(marked)),
        groups=tuple(_parts({one.group: one.group or "(none)" for one in marked}, marked)),
        questions=tuple(_by_question(marked)),
    )


def _sides(marked: Sequence[Marked]) -> tuple[list[float], list[float]]:
    return [one.found for one in marked], [one.given for one in marked]


def _curve(marked: Sequence[Marked]) -> Iterator[Point]:
    """Yield the errors among the answers it is surest of; none without confidences."""
    known = [one for one in marked if one.doubt is not None]
    if not known:
        return
    order = sorted(known, key=lambda one: (one.doubt or 0.0, one.question_id, one.found, one.given))
    for step in range(1, _STEPS + 1):
        chosen = order[: round(len(order) * step / _STEPS)]
        if chosen:
            found, given = _sides(chosen)
            yield Point(
                coverage=round(len(chosen) / len(marked), 6),
                error=round(float(np.mean(np.abs(np.subtract(found, given)))), 6),
                exact=round(exact_share(found, given), 6),
                serious=round(serious_share(found, given), 6),
            )


def _by_length(marked: Sequence[Marked]) -> Iterator[Part]:
    """Yield the thirds by length; answers of equal length may fall into different ones."""
    order = sorted(marked, key=lambda one: (one.length, one.question_id, one.found, one.given))
    for number, name in enumerate(_THIRDS):
        own = order[len(order) * number // 3 : len(order) * (number + 1) // 3]
        if own:
            yield _part(name, own)


def _by_question(marked: Sequence[Marked]) -> Iterator[Part]:
    for name in sorted({one.question_id for one in marked}):
        yield _part(name, [one for one in marked if one.question_id == name])


def _parts(names: Mapping[str, str], marked: Sequence[Marked]) -> Iterator[Part]:
    if set(names) == {""}:
        return
    for group, name in sorted(names.items()):
        yield _part(name, [one for one in marked if one.group == group])


def _part(name: str, own: Sequence[Marked]) -> Part:
    found, given = _sides(own)
    return Part(
        name=name,
        answers=len(own),
        r=_rounded(correlation(found, given)),
        rmse=round(root_mean_square_error(found, given), 6),
        bias=round(float(np.mean(np.subtract(found, given))), 6),
        serious=round(serious_share(found, given), 6),
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None or not np.isfinite(value) else round(value, 6)
