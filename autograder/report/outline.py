"""What the tables of a class need of a grade: ten thousand of them fit into memory."""

from collections.abc import Hashable
from typing import Any, TypeVar, cast

from autograder.model import AnswerScore, CheckResult, Grade, ImageRecord, Record

Part = TypeVar("Part", bound=Hashable)
Kind = TypeVar("Kind", bound=Record)
OWN = frozenset({"submission_id", "problem", "submission_digest"})
"""Texts that hardly two submissions share."""
NO_PARTS: dict[str, str] = {}


class Outlines:
    """Makes outlines of grades; equal parts of two grades are kept once.

    An outline is a grade whose checks have lost what only that submission's pages show:
    words, output, calls, comparisons and times. Points, outcomes and classes of failure stay.
    """

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}
        self._images: dict[tuple[str, str], ImageRecord] = {}
        self._fields: dict[type[Record], set[str]] = {}

    def outline(self, grade: Grade) -> Grade:
        """Return the outline of `grade`."""
        images = tuple(map(self._image, grade.manifest.images))
        return self._lean(
            grade,
            checks=self._once(tuple(map(self._check, grade.checks))),
            tasks=self._once(tuple(map(self._once, grade.tasks))),
            rubric=self._once(tuple(map(self._answer, grade.rubric))),
            manifest=self._lean(grade.manifest, images=images, suite_parts=NO_PARTS),
        )

    def _lean(self, record: Kind, **changed: Any) -> Kind:
        """Return a copy of `record` that shares its texts and the names of its fields."""
        kind = type(record)
        names = self._fields.setdefault(kind, set(kind.model_fields))
        shared = {
            name: self._once(value) if isinstance(value, str) and name not in OWN else value
            for name, value in record
        }
        lean = kind.model_construct(_fields_set=names, **(shared | changed))
        return cast("Kind", lean)

    def _check(self, check: CheckResult) -> CheckResult:
        return self._once(
            CheckResult(
                name=check.name,
                task=check.task,
                title=check.title,
                outcome=check.outcome,
                points=check.points,
                max_points=check.max_points,
                hidden=check.hidden,
                failure=check.failure,
                diagnosis=check.diagnosis,
            )
        )

    def _answer(self, answer: AnswerScore) -> AnswerScore:
        return self._once(
            AnswerScore(
                question_id=answer.question_id,
                points=answer.points,
                max_points=answer.max_points,
                status=answer.status,
                items=(),
                language=answer.language,
                scorer=answer.scorer,
                rubric_hash=answer.rubric_hash,
            )
        )

    def _image(self, image: ImageRecord) -> ImageRecord:
        return self._images.setdefault((image.name, image.digest), image)

    def _once(self, part: Part) -> Part:
        known: Part = self._known.setdefault(part, part)
        return known
