"""The tables. Rows are only ever added; migrations/ holds how older tables become these."""

from sqlalchemy import Double, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_ROWS = {"sqlite_autoincrement": True}


class Base(DeclarativeBase):
    """All tables but Alembic's own."""


class RuleRow(Base):
    """Which attempt at an assignment counts, from then on."""

    __tablename__ = "rules"
    __table_args__ = (_ROWS,)
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment: Mapped[str] = mapped_column(Text)
    counts: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)


class AttemptRow(Base):
    """One hand-in: other files, or the same at another time, are another attempt."""

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("assignment", "submission_id", "number", name="attempts_number"),
        _ROWS,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment: Mapped[str] = mapped_column(Text)
    submission_id: Mapped[str] = mapped_column(Text)
    student_id: Mapped[str] = mapped_column(Text)
    number: Mapped[int]
    """1, 2, 3 ... of its submission."""
    digest: Mapped[str] = mapped_column(Text)
    submitted_at: Mapped[str | None] = mapped_column(Text)


class GradeRow(Base):
    """One grade, as it was when it was given; the newest of an attempt stands for it."""

    __tablename__ = "grades"
    __table_args__ = (
        Index("grades_by_submission", "assignment", "submission_id"),
        Index("grades_by_attempt", "attempt_id"),
        _ROWS,
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[str] = mapped_column(Text)
    student_id: Mapped[str] = mapped_column(Text)
    assignment: Mapped[str] = mapped_column(Text)
    version: Mapped[str] = mapped_column(Text)
    points: Mapped[float | None] = mapped_column(Double)
    max_points: Mapped[float] = mapped_column(Double)
    status: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)
    suite_hash: Mapped[str] = mapped_column(Text)
    graded_at: Mapped[str] = mapped_column(Text)
    """ISO 8601 with its offset, as in the payload."""
    payload: Mapped[str] = mapped_column(Text)
    """The whole grade as JSON; all other columns are for queries by hand."""
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempts.id", name="grades_attempt"))


class ManifestRow(Base):
    """What a grade was given by: for questions such as which grades an image gave."""

    __tablename__ = "manifests"
    grade_id: Mapped[int] = mapped_column(
        ForeignKey("grades.id", name="manifests_grade"), primary_key=True, autoincrement=False
    )
    autograder: Mapped[str] = mapped_column(Text)
    sandbox: Mapped[str] = mapped_column(Text)
    isolated: Mapped[bool]
    images: Mapped[str] = mapped_column(Text)
    """JSON: name, digest and packages of each."""
    rubric_hash: Mapped[str] = mapped_column(Text)
    seed_id: Mapped[str] = mapped_column(Text)
    python: Mapped[str] = mapped_column(Text)
    numpy: Mapped[str] = mapped_column(Text)
    seconds: Mapped[float] = mapped_column(Double)


class OverrideRow(Base):
    """One decision of a person."""

    __tablename__ = "overrides"
    __table_args__ = (Index("overrides_by_submission", "assignment", "submission_id"), _ROWS)
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment: Mapped[str] = mapped_column(Text)
    submission_id: Mapped[str] = mapped_column(Text)
    target: Mapped[str] = mapped_column(Text)
    points: Mapped[float] = mapped_column(Double)
    reason: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    at: Mapped[str] = mapped_column(Text)
    blind: Mapped[bool]
    basis: Mapped[str] = mapped_column(Text)
