"""Cross-fitting: each answer judged by a calibration that has not seen its fold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .estimate import Estimate, Fitted, estimate, rounded_share
from .level_one import fit_level_one, level_one_share
from .level_two import FEWEST_OF_QUESTION, fit_level_two
from .likeness import Floats, Likeness
from .records import GradedText, LevelOne
from .samples import FOLDS, Sample, by_question


@dataclass(frozen=True)
class HeldOut:
    """What an answer got without its fold."""

    sample: Sample
    share: float
    mean: float
    estimate: Estimate | None
    """None at level 1."""

    @property
    def error(self) -> float:
        """How far the mark is off, as a share of the points."""
        return abs(self.share - self.sample.share)


def fit_question(
    own: Sequence[Sample], level: LevelOne, grid: Floats, likeness: Likeness
) -> Fitted | None:
    """Return level 2 of one question; None below five graded answers."""
    if len(own) < FEWEST_OF_QUESTION:
        return None
    compare = likeness.against([one.answer for one in own])
    level_two, doubts = fit_level_two(own, level, grid, compare)
    graded = tuple(
        GradedText(answer=one.answer, share=one.share, blind=True, doubt=float(doubt))
        for one, doubt in zip(own, doubts, strict=True)
    )
    return Fitted(level_two, graded, compare)


def held_out(
    samples: Sequence[Sample], grids: Mapping[str, Floats], likeness: Likeness
) -> list[HeldOut]:
    """Return what each sample gets from the other folds, in the order of `samples`."""
    found: dict[int, HeldOut] = {}
    for fold in range(FOLDS):
        rest = [one for one in samples if one.fold != fold]
        if not rest or len(rest) == len(samples):
            continue
        level = fit_level_one(rest)
        parts = by_question(rest)
        fitted = {
            name: fit_question(own, level, grids[name], likeness) for name, own in parts.items()
        }
        for index, one in enumerate(samples):
            if one.fold == fold:
                found[index] = judge(one, level, fitted.get(one.question_id), grids)
    return [found[index] for index in sorted(found)]


def judge(
    one: Sample, level: LevelOne, fitted: Fitted | None, grids: Mapping[str, Floats]
) -> HeldOut:
    """Return what `one` gets by what was fitted to others."""
    grid = grids[one.question_id]
    if fitted is None:
        share = level_one_share(level, one.question_id, one.suggested)
        return HeldOut(one, rounded_share(share, grid), share, None)
    said = estimate(fitted, level, one, grid)
    return HeldOut(one, said.share, said.mean, said)


def left_out_errors(samples: Sequence[Sample]) -> tuple[list[float], list[float]]:
    """Return the errors on each question of a scale learnt from all others, and without one."""
    scaled, plain = list[float](), list[float]()
    for name, own in by_question(samples).items():
        rest = [one for one in samples if one.question_id != name]
        if rest:
            level = fit_level_one(rest)
            for one in own:
                scaled.append(abs(level_one_share(level, name, one.suggested) - one.share))
                plain.append(abs(one.suggested - one.share))
    return scaled, plain
