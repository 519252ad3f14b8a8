"""What people fill in with a spreadsheet: its file as text, its cells never formulas."""

import re
from pathlib import Path

from autograder.errors import SpecError

_SIGNS = "(?=['\" ]*[=+@\uff1d\uff0b\uff0d\uff20\\\\-])"
_PLACE = "(^|[;\t\r\n])"
"""Where a cell may begin: a program may divide at other signs than commas."""
_FORMULA = re.compile(_PLACE + _SIGNS)
_ESCAPED = re.compile(_PLACE + "'" + _SIGNS)


def escaped(text: str) -> str:
    """Return `text` with an apostrophe wherever a formula would begin."""
    return _FORMULA.sub(r"\1'", text)


def unescaped(cell: str) -> str:
    """Return the text of which `escaped` made `cell`; text of a person stays as it is."""
    return _ESCAPED.sub(r"\1", cell)


def text_of(file: Path, what: str, *, most_bytes: int) -> str:
    """Return the UTF-8 text of `file`, without a byte order mark.

    Raises:
        SpecError: it cannot be read, is larger than `most_bytes`, or is in another encoding.
    """
    try:
        content = file.read_bytes() if file.stat().st_size <= most_bytes else None
    except OSError as error:
        msg = f"{str(file)!r} cannot be read: {error.strerror}; name {what}"
        raise SpecError(msg) from error
    if content is None:
        msg = f"{file}: expected at most {most_bytes // 10**6} MB; is it {what}?"
        raise SpecError(msg)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        msg = f"{file}:{line}: expected UTF-8, found another encoding; save the file as UTF-8"
        raise SpecError(msg) from error
