"""The few fields that are read of Gradescope's `submission_metadata.yml`, line by line.

Not a YAML reader: it knows the one shape in which the export is written, follows no
alias and no tag, and refuses by its line what it does not know. Students' output, which
the same file holds, stands deeper than any line that is read.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from autograder.errors import SubmissionError
from autograder.model import Student

from .times import moment

METADATA = "submission_metadata.yml"
_MOST_NAME = 200
_TOP = re.compile(r"""["']?(?P<key>[\w.-]{1,200})["']?:""", re.ASCII)
_SECTION = re.compile(r"  (?P<key>:\w+):(?: +(?P<value>.*))?", re.ASCII)
_FIELD = re.compile(r"(?P<key>:\w+):(?: +(?P<value>.*))?", re.ASCII)
_SPECIAL = tuple("&*!|>{}[]@`%?,")
_NEEDED = frozenset({"", ":sid", ":email"})
_NOTHING = frozenset({"", "~", "null"})


@dataclass
class Entry:
    """What the export says of one submission."""

    key: str
    """Also the name of its folder."""
    submitters: list[dict[str, str]] = field(default_factory=list)
    submitted_at: datetime | None = None

    @property
    def students(self) -> list[Student]:
        """Return who handed in; who has no id of the course is known by the address."""
        return [
            Student(id=known, name=one.get(":name", "")[:_MOST_NAME], email=one.get(":email", ""))
            for one in self.submitters
            if (known := one.get(":sid") or one.get(":email"))
        ]


def read_metadata(text: str) -> list[Entry]:
    """Return the submissions in their order.

    Raises:
        SubmissionError: a line is not as the export writes it; names the line.
    """
    entries: dict[str, Entry] = {}
    section, submitters = "", _Submitters()
    for number, line in _lines(text):
        if not line.startswith(" "):
            key = _key(number, line)
            if key in entries:
                raise _unknown(number, f"{key!r} only once")
            submitters = _Submitters()
            entries[key] = Entry(key, submitters.found)
            section = ""
        elif (match := _SECTION.fullmatch(line)) is not None:
            section = match["key"]
            if section == ":created_at" and entries:
                next(reversed(entries.values())).submitted_at = moment(_plain(match["value"]) or "")
        elif section == ":submitters":
            submitters.take(number, line)
    return list(entries.values())


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not (number == 1 and line.strip() in ("---", "--- {}")):
            yield number, line.rstrip("\r")


def _key(number: int, line: str) -> str:
    match = _TOP.fullmatch(line.rstrip())
    if match is None:
        raise _unknown(number, "the name of a submission and a colon")
    return match["key"]


class _Submitters:
    """Reads the list of those who handed in one submission."""

    def __init__(self) -> None:
        self.found: list[dict[str, str]] = []
        self._column = -1
        self._last = ""

    def take(self, number: int, line: str) -> None:
        """Read one line of the list. Raises SubmissionError."""
        column = len(line) - len(line.lstrip(" "))
        rest = line[column:]
        if rest.startswith("- ") and self._column in (-1, column + 2):
            self._column, rest = column + 2, rest[2:]
            self._last = ""
            self.found.append({})
        elif column != self._column or not self.found:
            self._spoil(number)
            return
        match = _FIELD.fullmatch(rest)
        if match is None:
            raise _unknown(number, "a field of a submitter, such as `:name: Ada`")
        self._last = match["key"]
        value = _plain(match["value"])
        if value is None:
            self._spoil(number)
            return
        self.found[-1][self._last] = value

    def _spoil(self, number: int) -> None:
        """A name over several lines is left out; an id or address must be read whole."""
        if not self.found or self._last in _NEEDED:
            raise _unknown(number, "the id and address of a submitter in plain text")
        self.found[-1].pop(self._last, None)


def _plain(value: str | None) -> str | None:
    """Return the text of a scalar that ends on its line; None if it is anything else."""
    text = (value or "").strip()
    if text in _NOTHING:
        return ""
    if text.startswith("'"):
        whole = re.fullmatch(r"'((?:[^']|'')*)'", text)
        return whole[1].replace("''", "'") if whole else None
    if text.startswith('"'):
        return _quoted(text)
    if text.startswith(_SPECIAL) or " #" in text or ": " in text or text.endswith(":"):
        return None
    return text


def _quoted(text: str) -> str | None:
    try:
        read = json.loads(text)
        return str(read) if read.encode("utf-8") else ""
    except (ValueError, AttributeError):  # also a surrogate that stands alone
        return None


def _unknown(number: int, expected: str) -> SubmissionError:
    msg = (
        f"{METADATA}:{number}: expected {expected}, found another line; is it as Gradescope "
        "exported it? --input-format plain reads the folders without it"
    )
    return SubmissionError(msg)
