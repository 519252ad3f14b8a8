"""From a course's graded answers to its calibration."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from autograder.errors import SpecError
from autograder.model import GradedAnswer, Question, Scorer

from .doubt import automatic, fit_doubt, risks_held_out
from .estimate import Fitted
from .held_out import HeldOut, fit_question, held_out, left_out_errors
from .items import ItemParts, fit_items, informed
from .level_one import fit_level_one
from .likeness import Likeness
from .measures import weighted_kappa
from .records import Calibration, Doubt, GradedText, QuestionPart, Workload
from .samples import Sample, by_question, grid_of, in_order, samples_of
from .storage import with_version

FEWEST_BLIND = 30
LEAST_KAPPA = 0.4
TOLERANCE, TARGET = 0.25, 0.03
_COVERS = 0.9
_SLACK = 1e-9

Results = dict[str, list[dict[str, object]]]
"""By question, in the order of its blind answers."""


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
    samples = _enough(samples_of(known, questions, scorer), known)
    name = _scorer_of(samples)
    items = fit_items(samples, tolerance)
    samples = informed(samples, items)
    grids = {one.id: grid_of(one.step, one.max_points) for one in questions.values()}
    held = held_out(samples, grids, likeness)
    _refuse_disagreement(held)
    doubt, workload, results = _judged(held, tolerance, target)
    level = fit_level_one(samples)
    parts = {
        question: _part(own, fit_question(own, level, grids[question], likeness), known, items)
        for question, own in by_question(samples).items()
    }
    travels, left_out = _left_out(samples)
    return with_version(
        Calibration(
            program=program,
            scorer=name,
            likeness=likeness.name,
            grades=_digest(known),
            tolerance=tolerance,
            target=target,
            blind=len(samples),
            not_blind=len(known) - len(samples),
            level_one=level,
            travels=travels,
            left_out_error=left_out,
            questions=_with_held_out(parts, results),
            doubt=doubt,
            workload=workload,
        )
    )


def _enough(samples: list[Sample], known: Sequence[GradedAnswer]) -> list[Sample]:
    if len(samples) < FEWEST_BLIND:
        msg = (
            f"expected at least {FEWEST_BLIND} blind grades, found {len(samples)} (and "
            f"{len(known) - len(samples)} that are not blind); grade more before you look at "
            "suggestions"
        )
        raise SpecError(msg)
    return samples


def _scorer_of(samples: Sequence[Sample]) -> str:
    names = sorted({one.score.scorer for one in samples})
    if len(names) > 1:
        msg = (
            f"expected one scorer for all answers, found {' and '.join(names)}; a calibration "
            "holds for one, so try again when all its parts can be reached"
        )
        raise SpecError(msg)
    return names[0]


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


def _left_out(samples: Sequence[Sample]) -> tuple[bool, float | None]:
    """Return whether the scale is better than none on questions left out, and their error."""
    scaled, plain = left_out_errors(samples)
    if not scaled:
        return False, None
    travels = bool(np.mean(np.square(scaled)) < np.mean(np.square(plain)) - _SLACK)
    return travels, round(float(np.quantile(scaled if travels else plain, _COVERS)), 6)


def _judged(
    held: Sequence[HeldOut], tolerance: float, target: float
) -> tuple[Doubt | None, Workload, Results]:
    """Return what is learnt of errors, the workload, and what each blind answer got held out."""
    near = [one for one in held if one.estimate]
    risks = risks_held_out(near)
    doubt, workload = fit_doubt(near, risks, tolerance=tolerance, target=target)
    risk_of = {id(one): float(risk) for one, risk in zip(near, risks, strict=True)}
    found: Results = {}
    for one in held:
        risk = risk_of.get(id(one))
        result: dict[str, object] = {
            "held_out": one.share,
            "held_out_mean": round(one.mean, 6),
            "held_out_risk": risk,
            "held_out_automatic": automatic(doubt, one, risk, tolerance),
        }
        found.setdefault(one.sample.question_id, []).append(result)
    return doubt, workload.model_copy(update={"answers": len(held)}), found


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
