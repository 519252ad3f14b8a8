"""Text in a cell of a spreadsheet: never a formula, and read back as it was."""

import re

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
