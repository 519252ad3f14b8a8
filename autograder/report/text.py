"""Hostile text made harmless, in one place: every sink's escaping begins here.

What reaches a page may come from a student: names, output, exceptions, frames.
Nothing is dropped silently: what cannot be shown as it is, is shown escaped.
"""

import json
import re
import unicodedata
from typing import NamedTuple

_UNSAFE = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, all but tab and newline
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u3164\uffa0"  # nothing to see
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # direction, joiners
    "\ud800-\udfff\ufffe\uffff"  # no UTF-8 form, or no character
    "\U000e0000-\U000e0fff"  # invisible tags
    "]"
)
_OLD_COMMAND = re.compile(r"#(?=#\w*\[)")
_COMMAND = re.compile(r"^[^\S\n]*:(?=:)|:(?=:[A-Za-z][^\n]*?::)|#(?=#\w*\[)", re.MULTILINE)
"""A workflow command at the start of a line, one that wrapping may put there, an old one."""
_CODE = re.compile(r"(?<!`)(`{1,2})([^`]+)\1(?!`)")
_MARKS = 4
"""Accents that one letter may carry before the rest is shown escaped."""


class Piece(NamedTuple):
    """A stretch of prose, or of code that stood between backticks."""

    text: str
    code: bool


def visible(text: str) -> str:
    r"""Return `text` with everything that could act, or hide, replaced by its escape.

    Control characters, direction overrides, invisible characters and lone surrogates
    become visible (`\x1b`, `\u202e`); newlines and tabs stay. Applying it twice
    changes nothing.
    """
    shown = _UNSAFE.sub(_escape, text.replace("\r\n", "\n"))
    return shown if shown.isascii() else _without_towers(shown)


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x100:  # noqa: PLR2004 - the range that two digits can name
        return "\\r" if code == ord("\r") else f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - same


def _without_towers(text: str) -> str:
    """Escape combining marks past the fourth in a row: stacked, they cover other lines."""
    kept: list[str] = []
    run = 0
    for char in text:
        run = run + 1 if unicodedata.category(char).startswith("M") else 0
        kept.append(f"\\u{ord(char):04x}" if run > _MARKS else char)
    return "".join(kept)


def clipped(text: str, limit: int) -> str:
    """Return at most `limit` characters of `text`, and say how many are left out."""
    if len(text) <= limit:
        return text
    return f"{text[:limit]}\n… ({len(text) - limit:,} more characters not shown)"


def block(text: str, limit: int = 20_000) -> str:
    """Return `text` for a block of several lines: visible, cut, no blank edges."""
    return visible(clipped(text.strip("\r\n"), limit)).rstrip()


def line(text: str, limit: int = 300) -> str:
    """Return `text` for one line: visible, spaces collapsed, cut with an ellipsis."""
    joined = " ".join(visible(text[: 4 * limit]).split())
    return joined if len(joined) <= limit else f"{joined[: limit - 1]}…"


def inert(text: str) -> str:
    """Return `text` for a stream that a build service reads: no line of it is a command.

    `::error ...` and `##[error]...` at work in a log become `: :error` and `# #[error]`.
    """
    return _COMMAND.sub(lambda found: f"{found.group()} ", visible(text))


def escaped_json(text: str) -> str:
    """Return JSON that says the same, with nothing in it that could act or hide.

    Only a lone surrogate changes: strict readers refuse it, so it becomes visible text.
    """
    harmless = _UNSAFE.sub(lambda found: _json_escape(ord(found.group())), text)
    return _OLD_COMMAND.sub(r"\\u0023", harmless)


def _json_escape(code: int) -> str:
    if code in range(0xD800, 0xE000):
        return f"\\\\u{code:04x}"
    return json.dumps(chr(code)).strip('"')


def pieces(text: str) -> tuple[Piece, ...]:
    """Split prose at its `code`, so that each sink can set it in its own way."""
    found: list[Piece] = []
    end = 0
    for match in _CODE.finditer(text):
        found.append(Piece(text[end : match.start()], code=False))
        found.append(Piece(match.group(2).strip(), code=True))
        end = match.end()
    found.append(Piece(text[end:], code=False))
    return tuple(piece for piece in found if piece.text)
