"""One comparison on its way to the evidence: it held, or it fails with at most two lines."""

from dataclasses import dataclass, field
from typing import Any, NoReturn

from autograder.errors import CheckFailure
from autograder.evidence import Comparison, record

from .describe import cut

LINE = 200


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is compared, in short texts; exactly one of `hold` and `fail` ends it."""

    name: str
    expected: str
    actual: str
    wanted: Any = field(default=None, compare=False, repr=False)
    found: Any = field(default=None, compare=False, repr=False)
    """The values themselves, which the evidence of a failure keeps."""

    def hold(self) -> None:
        """Record that the comparison held."""
        record(Comparison(self.name, self.expected, self.actual, held=True))

    def fail(self, kind: str, line: str, question: str = "") -> NoReturn:
        """Record that it did not hold, and say so in `line` and an optional second line.

        Raises:
            CheckFailure: always.
        """
        texts = (self.name, self.expected, self.actual)
        record(Comparison(*texts, held=False, wanted=self.wanted, found=self.found))
        message = "\n".join(cut(text, LINE) for text in (line, question) if text)
        raise CheckFailure(
            message, kind=kind, name=self.name, expected=self.expected, actual=self.actual
        )


def short_name(name: str) -> str:
    """Return `name` short enough that the rest of its line is read."""
    return cut(name, 70)
