"""On which line of a TOML text each key stands; `tomllib` reads values but tells no lines."""

import re

KeyPath = tuple[str | int, ...]

_QUOTES = re.compile(r'"""|\'\'\'|"|\'')
_KEY_PART = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_KEY_PART}(?:[ \t]*\.[ \t]*{_KEY_PART})*"
_KEY = re.compile(rf"[ \t]*({_DOTTED})[ \t]*=")
_TABLE = re.compile(rf"[ \t]*\[[ \t]*({_DOTTED})[ \t]*\]")
_TABLES = re.compile(rf"[ \t]*\[\[[ \t]*({_DOTTED})[ \t]*\]\]")


def key_lines(text: str) -> dict[KeyPath, int]:
    """Return the line (from 1) of each table and key of `text`, which must be valid TOML.

    The second `[[task]]` is `("task", 1)`, its id `("task", 1, "id")`; the first
    `[[task.step]]` after it is `("task", 1, "step", 0)`.
    """
    found: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    for number, line in _statements(text):
        if match := _TABLES.match(line):
            name = _within(_parts(match[1]), counts)
            table = (*name, counts.get(name, 0))
            counts[name] = counts.get(name, 0) + 1
            found.setdefault(name, number)
        elif match := _TABLE.match(line):
            table = _within(_parts(match[1]), counts)
            found.setdefault(table[:1], number)
        elif match := _KEY.match(line):
            found.setdefault((*table, *_parts(match[1])), number)
            continue
        else:
            continue
        found.setdefault(table, number)
    return found


def line_of(lines: dict[KeyPath, int], path: KeyPath) -> int:
    """Return the line of `path`, or of the nearest table or key around it."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return 1


def _within(name: KeyPath, counts: dict[KeyPath, int]) -> KeyPath:
    """Return `name` as a path into the last entry so far of each list of tables around it."""
    path: KeyPath = ()
    for part in name[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path] - 1)
    return (*path, name[-1])


def _parts(dotted: str) -> KeyPath:
    return tuple(part.strip("\"'") for part in re.findall(_KEY_PART, dotted))


def _statements(text: str) -> list[tuple[int, str]]:
    """Return the lines on which a statement starts: not those within a value."""
    starts: list[tuple[int, str]] = []
    quote, depth = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        if not quote and not depth:
            starts.append((number, line))
        quote, depth = _after(line, quote, depth)
    return starts


def _after(line: str, quote: str, depth: int) -> tuple[str, int]:
    """Return the open multi-line quote and the depth of brackets at the end of `line`."""
    position = 0
    while position < len(line):
        rest = line[position:]
        if quote:
            if rest.startswith("\\") and quote[0] == '"':
                position += 2
            elif rest.startswith(quote):
                position += len(quote)
                quote = ""
            else:
                position += 1
        elif match := _QUOTES.match(rest):
            quote = match[0]
            position += len(quote)
        elif rest.startswith("#"):
            break
        else:
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(rest[0], 0)
            position += 1
    return (quote if len(quote) == 3 else ""), depth  # noqa: PLR2004 - only """ and ''' span lines
