"""What may stand in a file: UTF-8, no surprise encodings, notebooks without their outputs."""

import codecs
import re

from autograder.notebooks import NotebookError, without_outputs

from .bounds import MAX_NOTEBOOK, MAX_SOURCE, LeftOutError

_LINE_END = re.compile(rb"\r\n|\r|\n")
# The expressions of PEP 263: what Python itself looks for.
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK = re.compile(rb"^[ \t\f]*(?:#.*)?$")
_OTHER_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def size_limit(name: str) -> int:
    """Return how many bytes a file of this name may have."""
    return MAX_NOTEBOOK if name.endswith(".ipynb") else MAX_SOURCE


def clean_content(name: str, content: bytes) -> tuple[bytes, list[str]]:
    """Return what is kept of `content`, and notes on what was repaired.

    Raises:
        LeftOutError: the file cannot be used; says why.
    """
    notes = []
    if content.startswith(codecs.BOM_UTF8):
        content = content.removeprefix(codecs.BOM_UTF8)
        notes.append(f"the byte order mark at the start of {name!r} was dropped")
    _check_utf8(content)
    if name.endswith(".py"):
        _check_cookie(content)
    if name.endswith(".ipynb"):
        content = _without_outputs(content)
    return content, notes


def _check_utf8(content: bytes) -> None:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = len(_LINE_END.findall(content[: error.start])) + 1
        found = (
            "UTF-16" if content.startswith(_OTHER_MARKS) else f"byte {content[error.start]:#04x}"
        )
        msg = f"is not UTF-8: found {found} on line {line}; does your editor save as UTF-8?"
        raise LeftOutError(msg) from error


def _check_cookie(content: bytes) -> None:
    for number, line in enumerate(_LINE_END.split(content, maxsplit=2)[:2], start=1):
        if match := _COOKIE.match(line):
            name = match[1].decode("ascii", "replace").lower().replace("_", "-")
            if name not in ("utf-8", "utf8") and not name.startswith("utf-8-"):
                msg = (
                    f"declares the encoding {name[:40]!r} on line {number}, expected utf-8; "
                    "can you delete that comment and save as UTF-8?"
                )
                raise LeftOutError(msg)
            return
        if not _BLANK.match(line):
            return


def _without_outputs(content: bytes) -> bytes:
    try:
        return without_outputs(content)
    except NotebookError as error:
        raise LeftOutError(str(error)) from error
