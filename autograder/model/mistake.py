"""What an author knows of wrong solutions: typical mistakes and other conventions."""

from pydantic import Field

from .base import Record

Conventions = tuple[tuple[str, str], ...]
"""Names and values, in the order of the file; a tuple, so that records stay frozen."""


class Edit(Record):
    """One change of a reference file: a text that occurs exactly once, and what replaces it."""

    file: str
    find: str
    replace: str
    place: str = ""
    """`optimizers/mistakes.toml:12`: where the author wrote it, for messages."""


class Mistake(Record):
    """A typical mistake, as edits of the reference."""

    id: str
    edits: tuple[Edit, ...]
    fails: tuple[str, ...]
    """The tasks that lose points; all others stay whole."""
    max_loss: float = Field(gt=0)
    """The most points that it may cost."""
    says: str
    """What a student who made it reads."""
    when: Conventions = ()
    """The conventions under which it is a mistake; under all if empty."""
    place: str = ""


class Variant(Record):
    """The reference under one value of a convention of the course."""

    convention: str
    value: str
    says: str
    """What a student reads who used this value where the course chose another."""
    edits: tuple[Edit, ...] = ()
    """None: the value in which the reference itself is written."""
    fails: tuple[str, ...] | None = None
    """The tasks that lose points under another value, if the author declares them."""
    max_loss: float | None = Field(default=None, gt=0)
    place: str = ""


class Equivalent(Record):
    """A mutant that no check can tell from the reference, and why."""

    file: str
    line: str
    """The reference's line, without the spaces around it."""
    mutated: str
    """The same line as the mutation engine writes it."""
    reason: str
    place: str = ""


class Catalogue(Record):
    """All that mistakes.toml says."""

    mistakes: tuple[Mistake, ...] = ()
    variants: tuple[Variant, ...] = ()
    equivalents: tuple[Equivalent, ...] = ()

    def values_of(self, convention: str) -> tuple[str, ...]:
        """Return the known values of a convention, in the order of the file."""
        return tuple(one.value for one in self.variants if one.convention == convention)

    def variant(self, convention: str, value: str) -> Variant:
        """Return the variant of one value; KeyError if there is none."""
        for one in self.variants:
            if (one.convention, one.value) == (convention, value):
                return one
        raise KeyError((convention, value))
