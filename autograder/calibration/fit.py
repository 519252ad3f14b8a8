"""From a course's graded answers to its calibration."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.errors import SpecError
from autograder.model import GradedAnswer, Question, Scorer

from .doubt import automatic, fit_doubt, risks_held_out
from .estimate import Fitted
from .held_out import HeldOut, fit_question, held_out, left_out_errors
from .items import ItemParts, fit_items, informed
from .level_one import fit_level_one
from .likeness import Floats, Likeness
from .measures import weighted_kappa
from .records import Calibration, Doubt, GradedText, LevelOne, QuestionPart, Workload
from .samples import Sample, by_question, grid_of, in_order, samples_of
from .storage import with_version

FEWEST_BLIND = 30
LEAST_KAPPA = 0.4
TOLERANCE, TARGET = 0.25, 0.03
_COVERS = 0.9
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class _Course:
    """A course's grades, ready to learn from, and how sure it wants to be."""

    known: Sequence[GradedAnswer]
    samples: Sequence[Sample]
    """The blind ones, scored, with what their items tell."""
    items: ItemParts
    grids: Mapping[str, Floats]
    """By question, the shares that a mark may have."""
    likeness: Likeness
    tolerance: float
    target: float


Results = dict[str, list[dict[str, object]]]
"""By question, in the order of its blind answers."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """What is learnt of errors, the workload, and what each blind answer got held out."""

    doubt: Doubt | None
    workload: Workload
    results: Results


def calibrate(
    graded: Iterable[GradedAnswer],
    questions: Mapping[str, Question],
    scorer: Scorer,
    likeness: Likeness,
    *,
    program: str,
    tolerance: float = TOLERANCE,
    target: float = TARGET,
) -> Calibration:
    """Learn from the blind ones of `graded`; the same for any order of them.

    Raises:
        SpecError: too few blind grades, or a scorer that agrees too little with them.
        ModuleNotFoundError: scikit-learn is not installed (the extra `calibrate`).
    """
    known = in_order(graded)
    samples = samples_of(known, questions, scorer)
    _refuse_too_few(samples, known)
    _refuse_several_scorers(samples)
    items = fit_items(samples, tolerance)
    grids = {one.id: grid_of(one.step, one.max_points) for one in questions.values()}
    course = _Course(known, informed(samples, items), items, grids, likeness, tolerance, target)
    held = held_out(course.samples, grids, likeness)
    _refuse_disagreement(held)
    return with_version(_learnt(course, _judged(held, tolerance, target), program))


def _refuse_too_few(samples: Sequence[Sample], known: Sequence[GradedAnswer]) -> None:
    if len(samples) < FEWEST_BLIND:
        msg = (
            f"expected at least {FEWEST_BLIND} blind grades, found {len(samples)} (and "
            f"{len(known) - len(samples)} that are not blind); grade more before you look at "
            "suggestions"
        )
        raise SpecError(msg)


def _refuse_several_scorers(samples: Sequence[Sample]) -> None:
    names = sorted({one.score.scorer for one in samples})
    if len(names) > 1:
        msg = (
            f"expected one scorer for all answers, found {' and '.join(names)}; a calibration "
            "holds for one, so try again when all its parts can be reached"
        )
        raise SpecError(msg)


def _refuse_disagreement(held: Sequence[HeldOut]) -> None:
    given = [one.sample.share for one in held]
    kappa = weighted_kappa([one.share for one in held], given)
    if not kappa >= LEAST_KAPPA:
        msg = (
            f"expected a held-out quadratic weighted kappa of at least {LEAST_KAPPA}, found "
            f"{kappa:.2f} on {len(held)} answers: points from this scorer and these grades would "
            "mean little; look at the rubric's items with `autograder rubric try`, or grade more"
        )
        raise SpecError(msg)


def _judged(held: Sequence[HeldOut], tolerance: float, target: float) -> _Judged:
    near = [one for one in held if one.estimate]
    risks = risks_held_out(near)
    doubt, workload = fit_doubt(near, risks, tolerance=tolerance, target=target)
    risk_of = {id(one): float(risk) for one, risk in zip(near, risks, strict=True)}
    results: Results = {}
    for one in held:
        result = _result(one, doubt, risk_of.get(id(one)), tolerance)
        results.setdefault(one.sample.question_id, []).append(result)
    return _Judged(doubt, workload.model_copy(update={"answers": len(held)}), results)


def _result(
    one: HeldOut, doubt: Doubt | None, risk: float | None, tolerance: float
) -> dict[str, object]:
    return {
        "held_out": one.share,
        "held_out_mean": round(one.mean, 6),
        "held_out_risk": risk,
        "held_out_automatic": automatic(doubt, one, risk, tolerance),
    }


def _learnt(course: _Course, judged: _Judged, program: str) -> Calibration:
    level = fit_level_one(course.samples)
    travels, left_out = _left_out(course.samples)
    return Calibration(
        program=program,
        scorer=course.samples[0].score.scorer,
        likeness=course.likeness.name,
        grades=_digest(course.known),
        tolerance=course.tolerance,
        target=course.target,
        blind=len(course.samples),
        not_blind=len(course.known) - len(course.samples),
        level_one=level,
        travels=travels,
        left_out_error=left_out,
        questions=_with_held_out(_parts(course, level), judged.results),
        doubt=judged.doubt,
        workload=judged.workload,
    )


def _left_out(samples: Sequence[Sample]) -> tuple[bool, float | None]:
    """Return whether the scale is better than none on questions left out, and their error."""
    scaled, plain = left_out_errors(samples)
    if not scaled:
        return False, None
    travels = bool(np.mean(np.square(scaled)) < np.mean(np.square(plain)) - _SLACK)
    return travels, round(float(np.quantile(scaled if travels else plain, _COVERS)), 6)


def _parts(course: _Course, level: LevelOne) -> dict[str, QuestionPart]:
    found = {}
    for name, own in by_question(course.samples).items():
        fitted = fit_question(own, level, course.grids[name], course.likeness)
        found[name] = _part(own, fitted, course.known, course.items)
    return found


def _part(
    own: Sequence[Sample], fitted: Fitted | None, known: Sequence[GradedAnswer], items: ItemParts
) -> QuestionPart:
    question = own[0].question
    blind = fitted.graded if fitted else tuple(_text(one) for one in own)
    shown = tuple(
        GradedText(answer=one.answer, share=round(one.points / one.max_points, 9), blind=False)
        for one in known
        if one.question_id == question.id and not one.blind
    )
    return QuestionPart(
        rubric_hash=own[0].score.rubric_hash,
        max_points=question.max_points,
        step=question.step,
        answers=(*blind, *shown),
        level_two=fitted.level_two if fitted else None,
        items=dict(items.get(question.id, {})),
    )


def _text(one: Sample) -> GradedText:
    return GradedText(answer=one.answer, share=round(one.share, 9), blind=True)


def _with_held_out(parts: Mapping[str, QuestionPart], results: Results) -> dict[str, QuestionPart]:
    found = {}
    for name, part in parts.items():
        own = results[name]
        texts = [
            text.model_copy(update=result) for text, result in zip(part.answers, own, strict=False)
        ]
        update = {"answers": (*texts, *part.answers[len(own) :])}
        found[name] = part.model_copy(update=update)
    return found


def _digest(graded: Sequence[GradedAnswer]) -> str:
    text = "\n".join(one.model_dump_json() for one in graded)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
