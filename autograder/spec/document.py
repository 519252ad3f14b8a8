"""A TOML file as text and as values: says what is wrong on which line."""

import difflib
import json
import math
import re
import tomllib
import typing
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from autograder.errors import SpecError
from autograder.model import Record

from .lines import KeyPath, key_lines, line_of

Shape = TypeVar("Shape", bound=Record)

_MOMENT = "a date-time with its offset, such as 2026-03-01T23:59:00+01:00"
_KINDS = {
    "string_type": "a text in quotes",
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "tuple_type": "a list in square brackets",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "dict_type": "a table",
    "string_too_short": "a text that is not empty",
    "too_short": "at least one entry",
    "datetime_type": _MOMENT,
    "datetime_parsing": _MOMENT,
    "timezone_aware": _MOMENT,
}
_EXAMPLES = {
    "schema": "schema = 1",
    "version": 'version = "1.0"',
    "submit": 'submit = ["dropout.py"]',
    "file": 'file = "dropout.py"',
    "id": 'id = "forward"',
    "points": "points = 4",
    "task": "[[task]]",
    "question": "[[question]]",
    "item": "[[question.item]]",
    "prompt": 'prompt = "What does momentum do?"',
    "max_points": "max_points = 2",
    "statement": 'statement = "Momentum damps oscillations."',
    "patterns": 'patterns = ["replace* the learning rate"]',
    "answer": 'answer = "It damps oscillations."',
    "credit": "credit = 0.5",
    "when": 'when = "names the effect without saying why"',
    "find": 'find = "w + v"',
    "replace": 'replace = "w - v"',
    "fails": 'fails = ["forward"]',
    "max_loss": "max_loss = 2",
    "says": 'says = "your output equals what you get when ..."',
    "convention": 'convention = "l2"',
    "value": 'value = "half"',
    "line": 'line = "w = w + v"',
    "mutated": 'mutated = "w = v + w"',
    "deadline": "deadline = 2026-03-01T23:59:00+01:00",
    "percent_per_day": "percent_per_day = 10",
    "reason": 'reason = "a sum is the same either way"',
}


@dataclass(frozen=True)
class Document:
    """One file's name, lines and values: what is needed to blame a key."""

    name: str
    lines: dict[KeyPath, int]
    raw: dict[str, Any]

    def place(self, key: KeyPath) -> str:
        """Return `folder/file.toml:12`."""
        return f"{self.name}:{line_of(self.lines, key)}"

    def finding(self, key: KeyPath, expected: str, found: object, advice: str) -> str:
        """Return in words what is wrong with a key: file, line, expected, found, what to do."""
        return (
            f"{self.place(key)}: {self._label(key)}: "
            f"expected {expected}, found {_short(found)}; {advice}"
        )

    def refuse(self, key: KeyPath, expected: str, found: object, advice: str) -> NoReturn:
        """Raise a SpecError that names file, line and key."""
        raise SpecError(self.finding(key, expected, found, advice))

    def _label(self, key: KeyPath) -> str:
        """`("task", 1, "points")` -> `'points' of [[task]] number 2`."""
        parts: list[str] = []
        names: list[str] = []
        here: object = self.raw
        for part in key:
            here = _step(here, part)
            if isinstance(part, str):
                names.append(part)
                parts.append(repr(part))
            elif isinstance(here, dict):
                parts[-1] = f"[[{'.'.join(names)}]] number {part + 1}"
            else:
                parts.append(f"entry {part + 1}")
        if len(key) > 1 and isinstance(key[1], str):
            parts[0] = f"[{key[0]}]"
        return " of ".join(reversed(parts))


def read_document(file: Path) -> Document:
    """Read TOML and remember its lines.

    Raises:
        SpecError: the file is absent, not UTF-8 or not TOML.
    """
    name = "/".join(file.parts[-3:])
    try:
        text = file.read_text(encoding="utf-8")
        return Document(name, key_lines(text), tomllib.loads(text))
    except OSError as error:
        msg = f"{name}: cannot be read: {error.strerror}; write {file.name} in that folder"
        raise SpecError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"{name}: expected UTF-8, found byte {error.object[error.start]:#04x}; save as UTF-8"
        raise SpecError(msg) from error
    except tomllib.TOMLDecodeError as error:
        raise SpecError(_not_toml(name, str(error))) from error


def parse_values(document: Document, shape: type[Shape]) -> Shape:
    """Check types, ranges and key names.

    Raises:
        SpecError: for the first thing wrong, in the order of the file.
    """
    for finding in shape_findings(document, shape):
        raise SpecError(finding)
    # JSON, because pydantic's strict mode takes a list for a tuple only there.
    return shape.model_validate_json(json.dumps(document.raw, default=str), strict=True)


def shape_findings(document: Document, shape: type[Record]) -> Iterator[str]:
    """Yield in words each thing wrong with types, ranges and key names, worst first."""
    endless = list(_endless(document, document.raw, ()))
    yield from endless
    if endless:
        return
    try:
        shape.model_validate_json(json.dumps(document.raw, default=str), strict=True)
    except ValidationError as error:
        for detail in sorted(error.errors(), key=lambda detail: _order(document, detail)):
            yield _explain(document, shape, detail)


def nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return "did you mean ...?" if a known word is near, `otherwise` if none is."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"did you mean {near[0]!r}?" if near else otherwise


def _order(document: Document, detail: ErrorDetails) -> tuple[bool, int]:
    # A list whose entries are all wrong is called too short as well, and a key whose
    # name is misspelt is called missing as well: say that last.
    return detail["type"] in ("too_short", "missing"), line_of(document.lines, detail["loc"])


def _explain(document: Document, shape: type[Record], detail: ErrorDetails) -> str:
    key, kind = detail["loc"], detail["type"]
    if kind == "extra_forbidden":
        known = _known(shape, key)
        what = f"one of {', '.join(known)}"
        advice = nearest(str(key[-1]), known, "remove the key")
        return document.finding(key, what, str(key[-1]), advice)
    if kind == "missing":
        advice = f"add, for example, `{_example(key)}`"
        return document.finding(key, "this key", "nothing", advice)
    message = detail["msg"].removeprefix("Input should be ")
    expected = _KINDS.get(kind, f"a value {message}" if "than" in message else message)
    return document.finding(key, expected, detail["input"], "change the value")


def _example(key: KeyPath) -> str:
    default = 'title = "Forward pass"' if key[0] == "task" else 'title = "Dropout"'
    if key[0] == "mistake" and key[-1] == "id":
        return 'id = "sign_swapped"'
    return _EXAMPLES.get(str(key[-1]), default)


def _known(shape: type[Record], key: KeyPath) -> list[str]:
    """Return the names that may stand where `key` stands."""
    for part in key[:-1]:
        if isinstance(part, str):
            inner = _table_in(shape, part)
            if inner is None:
                break
            shape = inner
    return [field.alias or name for name, field in shape.model_fields.items()]


def _table_in(shape: type[Record], part: str) -> type[Record] | None:
    field = shape.model_fields.get(part)
    annotation = field.annotation if field is not None else None
    for kind in (annotation, *typing.get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, Record):
            return kind
    return None


def _endless(document: Document, value: object, key: KeyPath) -> Iterator[str]:
    """TOML knows `inf` and `nan`; no number of an assignment may be one."""
    if isinstance(value, float) and not math.isfinite(value):
        yield document.finding(key, "a finite number", value, "change the value")
    entries: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        entries = value.items()
    elif isinstance(value, list):
        entries = enumerate(value)
    for name, item in entries:
        yield from _endless(document, item, (*key, name))


def _step(value: object, part: str | int) -> object:
    try:
        return value[part]  # type: ignore[index]  # whatever it is, it may lack the part
    except (KeyError, IndexError, TypeError):
        return None


def _short(found: object) -> str:
    text = found if found == "nothing" else repr(found)
    return str(text)[:80]


def _not_toml(name: str, message: str) -> str:
    """Put the line that tomllib names where an editor looks for it."""
    match = re.search(r"\s*\(at line (\d+), column (\d+)\)", message)
    where = f":{match[1]}" if match else ""
    words = message[: match.start()] if match else message
    return f"{name}{where}: expected TOML, found a mistake: {words}; see https://toml.io"
