"""assignment.toml as text and as values: says what is wrong on which line."""

import difflib
import json
import math
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NoReturn

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from autograder.errors import SpecError
from autograder.model import Feedback, Limits, Record, Task

from .lines import KeyPath, key_lines, line_of

_KINDS = {
    "string_type": "a text in quotes",
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "tuple_type": "a list in square brackets",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "string_too_short": "a text that is not empty",
    "too_short": "at least one entry",
}
_EXAMPLES = {
    "schema": "schema = 1",
    "version": 'version = "1.0"',
    "submit": 'submit = ["dropout.py"]',
    "file": 'file = "dropout.py"',
    "id": 'id = "forward"',
    "points": "points = 4",
    "task": "[[task]]",
}


class Values(Record):
    """The shape of assignment.toml; types and ranges, nothing that needs a second look."""

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


_TABLES: dict[str, type[Record]] = {"task": Task, "limits": Limits, "feedback": Feedback}


@dataclass(frozen=True)
class Document:
    """One file's name, lines and values: what is needed to blame a key."""

    name: str
    lines: dict[KeyPath, int]
    raw: dict[str, Any]

    def refuse(self, key: KeyPath, expected: str, found: object, advice: str) -> NoReturn:
        """Raise a SpecError that names file, line and key."""
        msg = (
            f"{self.name}:{line_of(self.lines, key)}: {_label(key)}: "
            f"expected {expected}, found {_short(found)}; {advice}"
        )
        raise SpecError(msg)


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
        msg = f"{name}: cannot be read: {error.strerror}; write an assignment.toml in that folder"
        raise SpecError(msg) from error
    except UnicodeDecodeError as error:
        msg = f"{name}: expected UTF-8, found byte {error.object[error.start]:#04x}; save as UTF-8"
        raise SpecError(msg) from error
    except tomllib.TOMLDecodeError as error:
        raise SpecError(_not_toml(name, str(error))) from error


def parse_values(document: Document) -> Values:
    """Check types, ranges and key names.

    Raises:
        SpecError: for the first thing wrong, in the order of the file.
    """
    _refuse_endless(document, document.raw, ())
    try:
        # JSON, because pydantic's strict mode takes a list for a tuple only there.
        text = json.dumps(document.raw, default=str)
        return Values.model_validate_json(text, strict=True)
    except ValidationError as error:
        details = error.errors()
        first = min(details, key=lambda detail: _order(document, detail))
        _explain(document, first)


def nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return "did you mean ...?" if a known word is near, `otherwise` if none is."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"did you mean {near[0]!r}?" if near else otherwise


def _order(document: Document, detail: ErrorDetails) -> tuple[bool, int]:
    # A list whose entries are all wrong is called too short as well, and a key whose
    # name is misspelt is called missing as well: say that last.
    return detail["type"] in ("too_short", "missing"), line_of(document.lines, detail["loc"])


def _explain(document: Document, detail: ErrorDetails) -> NoReturn:
    key, kind = detail["loc"], detail["type"]
    if kind == "extra_forbidden":
        known = _known(key)
        what = f"one of {', '.join(known)}"
        document.refuse(key, what, str(key[-1]), nearest(str(key[-1]), known, "remove the key"))
    if kind == "missing":
        document.refuse(key, "this key", "nothing", f"add, for example, `{_example(key)}`")
    message = detail["msg"].removeprefix("Input should be ")
    expected = _KINDS.get(kind, f"a value {message}" if "than" in message else message)
    document.refuse(key, expected, detail["input"], "change the value")


def _example(key: KeyPath) -> str:
    default = 'title = "Forward pass"' if key[0] == "task" else 'title = "Dropout"'
    return _EXAMPLES.get(str(key[-1]), default)


def _known(key: KeyPath) -> list[str]:
    if key[0] in _TABLES and len(key) > 1:
        return list(_TABLES[str(key[0])].model_fields)
    return [field.alias or name for name, field in Values.model_fields.items()]


def _refuse_endless(document: Document, value: object, key: KeyPath) -> None:
    """TOML knows `inf` and `nan`; no number of an assignment may be one."""
    if isinstance(value, float) and not math.isfinite(value):
        document.refuse(key, "a finite number", value, "change the value")
    entries: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        entries = value.items()
    elif isinstance(value, list):
        entries = enumerate(value)
    for name, item in entries:
        _refuse_endless(document, item, (*key, name))


def _label(key: KeyPath) -> str:
    """`("task", 1, "points")` -> `'points' of [[task]] number 2`."""
    if len(key) > 1 and key[0] == "task" and isinstance(key[1], int):
        whole = f"[[task]] number {key[1] + 1}"
        return f"{key[2]!r} of {whole}" if len(key) > 2 else whole  # noqa: PLR2004 - table, number, key
    if len(key) > 1 and isinstance(key[1], int):
        return f"entry {key[1] + 1} of {key[0]!r}"
    return f"{key[1]!r} of [{key[0]}]" if len(key) > 1 else f"{key[0]!r}"


def _short(found: object) -> str:
    text = found if found == "nothing" else repr(found)
    return str(text)[:80]


def _not_toml(name: str, message: str) -> str:
    """Put the line that tomllib names where an editor looks for it."""
    match = re.search(r"\s*\(at line (\d+), column (\d+)\)", message)
    where = f":{match[1]}" if match else ""
    words = message[: match.start()] if match else message
    return f"{name}{where}: expected TOML, found a mistake: {words}; see https://toml.io"
