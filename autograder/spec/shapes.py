"""The shapes of assignment.toml and mistakes.toml; types and ranges, no second look."""

from typing import Literal

from pydantic import Field

from autograder.model import Attempts, Feedback, LatePolicy, Limits, Record, Task, Verdict, Written


class Values(Record):
    """assignment.toml."""

    schema_version: Literal[1] = Field(alias="schema")
    title: str = Field(min_length=1)
    version: str = Field(min_length=1)
    submit: tuple[str, ...] = Field(min_length=1)
    optional: tuple[str, ...] = ()
    task: tuple[Task, ...] = Field(min_length=1)
    image: str = "numpy"
    load: Literal["per-test", "once"] = "per-test"
    limits: Limits = Limits()
    feedback: Feedback = Feedback()
    written: Written = Written()
    late: LatePolicy | None = None
    attempts: Attempts = Attempts()
    conventions: dict[str, str] = Field(default_factory=dict)


class EditTable(Record):
    """`[[mistake.edit]]` and `[[variant.edit]]`."""

    file: str
    find: str = Field(min_length=1)
    replace: str


class EditedTable(Record):
    """What `[[mistake]]` and `[[variant]]` share; one edit may stand in the table itself."""

    file: str | None = None
    find: str | None = Field(default=None, min_length=1)
    replace: str | None = None
    edit: tuple[EditTable, ...] = ()
    says: str = Field(min_length=1)

    def edits(self) -> tuple[EditTable, ...]:
        """Return the edits, wherever they stand."""
        if self.file is None or self.find is None or self.replace is None:
            return self.edit
        return (EditTable(file=self.file, find=self.find, replace=self.replace),)


class MistakeTable(EditedTable):
    """`[[mistake]]`."""

    id: str
    fails: tuple[str, ...] = Field(min_length=1)
    max_loss: float = Field(gt=0)
    when: dict[str, str] = Field(default_factory=dict)


class VariantTable(EditedTable):
    """`[[variant]]`."""

    convention: str
    value: str
    fails: tuple[str, ...] | None = Field(default=None, min_length=1)
    max_loss: float | None = Field(default=None, gt=0)


class EquivalentTable(Record):
    """`[[equivalent]]`."""

    file: str
    line: str = Field(min_length=1)
    mutated: str
    reason: str = Field(min_length=1)


class CatalogueValues(Record):
    """mistakes.toml."""

    mistake: tuple[MistakeTable, ...] = ()
    variant: tuple[VariantTable, ...] = ()
    equivalent: tuple[EquivalentTable, ...] = ()


class VerdictsValues(Record):
    """submissions/verdicts.toml: `[right.loops]` and so on."""

    right: dict[str, Verdict] = Field(default_factory=dict)
    partial: dict[str, Verdict] = Field(default_factory=dict)
    wrong: dict[str, Verdict] = Field(default_factory=dict)
    broken: dict[str, Verdict] = Field(default_factory=dict)
    hostile: dict[str, Verdict] = Field(default_factory=dict)
