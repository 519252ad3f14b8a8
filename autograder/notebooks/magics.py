"""Magics and shell escapes taken out of a cell, so that the rest is Python, line for line.

Python never starts a statement with `%`, `!` or `?`. Within brackets, texts and continued
lines it may: a scanner follows those. Knows nothing else of Python's grammar, runs nothing.
"""

import re
from dataclasses import dataclass

KEPT = frozenset({"time", "timeit", "capture", "prun"})
"""Magics of a whole cell whose body is Python all the same."""

# A text that does not end goes to the end of its line: looked for once, not once a quote.
_TOKEN = re.compile(
    r"'''|\"\"\"|'(?:\\.|[^'\\\n])*'?|\"(?:\\.|[^\"\\\n])*\"?|#[^\n]*|[()\[\]{}]|\\$"
)
_ENDS = {quote: re.compile(rf"\\.|{quote}") for quote in ("'''", '"""')}
_MAGIC = re.compile(
    r"\s*(?:[%!?]"  # %matplotlib inline, !pip install, ?name
    r"|[\w.*]+\?\??\s*$"  # name?
    r"|[A-Za-z_][\w.,\s\[\]'\"]*=\s*[%!])"  # files = !ls
)
_CELL_MAGIC = re.compile(r"\s*%%\s*(\w+)")


@dataclass(frozen=True)
class Python:
    """A cell as Python, and what had to go."""

    source: str
    """As many lines as the cell has."""
    dropped: tuple[str, ...] = ()
    """Lines of magics and shell escapes."""
    language: str = ""
    """The magic that gives the whole cell to something else, such as `%%bash`."""


def python_of(source: str) -> Python:
    """Return a cell's text without what only IPython understands."""
    first = next((line for line in source.split("\n") if line.strip()), "")
    match = _CELL_MAGIC.match(first)
    if match and match[1] not in KEPT:
        return Python("", language=f"%%{match[1][:20]}")
    scanner, kept, dropped = _Scanner(), list[str](), list[str]()
    is_continued = False
    for line in source.split("\n"):
        if is_continued or (scanner.is_start and _MAGIC.match(line)):
            dropped += [] if is_continued else [line.strip()]
            is_continued = line.rstrip().endswith("\\")
            # The only statement of a block may have been a magic.
            kept.append(f"{line[: len(line) - len(line.lstrip())]}pass")
        else:
            scanner.take(line)
            kept.append(line)
    return Python("\n".join(kept), tuple(dropped))


class _Scanner:
    """Follows brackets, long texts and backslashes from line to line."""

    def __init__(self) -> None:
        self._quote = ""
        self._depth = 0
        self._continued = False

    @property
    def is_start(self) -> bool:
        """True where a statement may begin."""
        return not (self._quote or self._depth or self._continued)

    def take(self, line: str) -> None:
        position, self._continued = 0, False
        while position < len(line):
            if self._quote:
                position = self._in_text(line, position)
                continue
            match = _TOKEN.search(line, position)
            if match is None:
                return
            position = match.end()
            self._step(match[0])

    def _in_text(self, line: str, position: int) -> int:
        """Return where the long text ends, or the line does."""
        for match in _ENDS[self._quote].finditer(line, position):
            if match[0] == self._quote:
                self._quote = ""
                return match.end()
        return len(line)

    def _step(self, found: str) -> None:
        if found in _ENDS:
            self._quote = found
        elif found == "\\":
            self._continued = True
        elif found in "([{":
            self._depth += 1
        elif found in ")]}":
            self._depth = max(0, self._depth - 1)
