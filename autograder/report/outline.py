"""What the tables of a class need of a grade: ten thousand of them take a few megabytes."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, Self, TypeVar, overload

from autograder.model import AnswerScore, CheckResult, Grade, Manifest, Student

Part = TypeVar("Part", bound=Hashable)
Packed = tuple[Any, ...]
OWN = ("submission_id", "student", "submitted_at", "lateness", "manifest")
SHARED = tuple(name for name in Grade.model_fields if name not in OWN)
"""Fields whose values many grades have in common, all of them at once."""
_GRADE, _STUDENT = set(Grade.model_fields), set(Student.model_fields)


class Outlines(Sequence[Grade]):
    """Outlines of grades, packed; each is unpacked when it is looked at, and kept by nobody.

    An outline is a grade whose checks have lost what only that submission's pages show:
    words, output, calls, comparisons and times. Points, outcomes and classes of failure stay.
    Of its manifest stays where it ran.
    """

    def __init__(
        self,
        grades: Iterable[Grade] = (),
        *,
        parts: "Parts | None" = None,
        rows: Iterable[Packed] = (),
    ) -> None:
        self._parts = parts or Parts()
        self._rows = list(rows)
        self.extend(grades)

    @classmethod
    def of(cls, grades: Iterable[Grade]) -> "Outlines":
        """Return `grades` if they are outlines already, else their outlines."""
        return grades if isinstance(grades, Outlines) else cls(grades)

    def add(self, grade: Grade) -> None:
        """Append the outline of `grade`."""
        self._rows.append(self._parts.packed(grade))

    def extend(self, grades: Iterable[Grade]) -> None:
        """Append the outlines of `grades`, one after the other."""
        for grade in grades:
            self.add(grade)

    def by(self, key: Callable[[Grade], Any]) -> Self:
        """Return the same outlines in the order of `key`."""
        keys = list(map(key, self))
        return self.at(sorted(range(len(keys)), key=keys.__getitem__))

    def where(self, keeps: Callable[[Grade], bool]) -> Self:
        """Return those that `keeps` says."""
        return self.at(place for place, grade in enumerate(self) if keeps(grade))

    def at(self, places: Iterable[int]) -> Self:
        """Return those at `places`, in that order; what they share stays shared."""
        return type(self)(parts=self._parts, rows=[self._rows[place] for place in places])

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Grade]:
        return map(_unpacked, self._rows)

    @overload
    def __getitem__(self, place: int) -> Grade: ...
    @overload
    def __getitem__(self, place: slice) -> Self: ...
    def __getitem__(self, place: int | slice) -> Grade | Self:
        if isinstance(place, slice):
            return self.at(range(len(self))[place])
        return _unpacked(self._rows[place])


class Parts:
    """Packs grades; parts that are equal in two of them are kept once."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}
        self._manifests: dict[Hashable, Manifest] = {}

    def packed(self, grade: Grade) -> Packed:
        """Return the values of the outline of `grade`: those of `OWN`, then all of `SHARED`."""
        parts = {
            "checks": self._once(tuple(map(self._check, grade.checks))),
            "tasks": self._once(tuple(map(self._once, grade.tasks))),
            "rubric": self._once(tuple(map(self._answer, grade.rubric))),
        }
        rest = {key: self._text(value) for key, value in grade if key not in OWN} | parts
        shared = self._once(tuple(rest[key] for key in SHARED))
        return (
            grade.submission_id,
            _who(grade),
            grade.submitted_at,
            grade.lateness,
            self._manifest(grade.manifest),
            shared,
        )

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

    def _manifest(self, manifest: Manifest) -> Manifest:
        ran = tuple((image.name, image.digest) for image in manifest.images)
        place = (manifest.sandbox, manifest.isolated, ran)
        if place not in self._manifests:
            gone = {"submission_digest": "", "suite_parts": {}, "seconds": 0.0}
            self._manifests[place] = manifest.model_copy(update=gone)
        return self._manifests[place]

    def _text(self, value: Any) -> Any:
        return self._once(value) if isinstance(value, str) else value

    def _once(self, part: Part) -> Part:
        known: Part = self._known.setdefault(part, part)
        return known


def _who(grade: Grade) -> tuple[str, ...]:
    """Return id, name and email; nothing, where the submission's name tells all of it."""
    who = (grade.student.id, grade.student.name, grade.student.email)
    return () if who == (grade.submission_id, "", "") else who


def _unpacked(row: Packed) -> Grade:
    *own, shared = row
    values = dict(zip((*OWN, *SHARED), (*own, *shared), strict=True))
    texts = values["student"] or (values["submission_id"], "", "")
    who = dict(zip(Student.model_fields, texts, strict=True))
    # Not validated once more: it was when it was graded, or read.
    values["student"] = Student.model_construct(_fields_set=_STUDENT, **who)
    return Grade.model_construct(_fields_set=_GRADE, **values)
