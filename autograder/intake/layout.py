"""Which entry is which wanted file: at the top, in one folder, or somewhere below."""

from collections.abc import Iterable
from dataclasses import dataclass

from autograder.model import Assignment

from .bounds import RefusedError
from .entry import Entry
from .names import is_archive, printable
from .wanted import stands_for, wanted_names

_SHOWN = 5


@dataclass(frozen=True)
class Layout:
    """The wanted files that were found, and what the student should know of it."""

    found: dict[str, Entry]
    notes: tuple[str, ...]


def lay_out(entries: list[Entry], assignment: Assignment) -> Layout:
    """Find each wanted file among checked entries.

    Raises:
        RefusedError: a wanted file lies in two places and none is the obvious one.
    """
    wanted = wanted_names(assignment)
    prefix = shared_prefix((entry.name for entry in entries), wanted)
    found: dict[str, Entry] = {}
    notes: list[str] = []
    for name in wanted:
        entry, note = _find(name, prefix, entries)
        module = stands_for(name, assignment)
        if entry and module != name and module in found:
            notes.append(f"{module!r} counts, {name!r} beside it was not looked at")
            continue
        if entry:
            found[name] = entry
        notes += [note] if note else []
    return Layout(found, tuple(notes))


def shared_prefix(names: Iterable[str], wanted: Iterable[str]) -> str:
    """Return the folder, with its slash, that wraps all `names`; none if a file lies outside."""
    inner = list(names)
    targets = {name.casefold() for name in wanted}
    prefix = ""
    while inner and targets.isdisjoint(name.casefold() for name in inner):
        tops = {name.partition("/")[0] for name in inner}
        if len(tops) > 1 or not all("/" in name for name in inner):
            break
        inner = [name.partition("/")[2] for name in inner]
        prefix += f"{tops.pop()}/"
    return prefix


def only_archive(entries: list[Entry]) -> Entry | None:
    """Return the one archive among `entries`, if there is exactly one."""
    archives = [entry for entry in entries if is_archive(entry.name)]
    return archives[0] if len(archives) == 1 else None


def others(entries: list[Entry]) -> str:
    """Return in words what was found instead of what was wanted."""
    shown = [printable(entry.name) for entry in entries[:_SHOWN]]
    more = f" and {len(entries) - _SHOWN} more" if len(entries) > _SHOWN else ""
    return ", ".join(shown) + more if shown else "no file at all"


def _find(wanted: str, prefix: str, entries: list[Entry]) -> tuple[Entry | None, str]:
    key = wanted.casefold()
    places = [e for e in entries if f"/{e.name.casefold()}".endswith(f"/{key}")]
    top = [entry for entry in places if entry.name.casefold() == prefix.casefold() + key]
    if len(places) > 1 and not top:
        where = " and ".join(printable(entry.name) for entry in places[:_SHOWN])
        msg = f"{wanted!r} is there more than once, as {where}; which one counts?"
        raise RefusedError(msg)
    if not places:
        return None, ""
    entry = (top or places)[0]
    if top and entry.name.endswith(wanted):
        return entry, _ignored(wanted, len(places) - 1)
    return entry, f"{printable(entry.name)} was taken as {wanted!r}"


def _ignored(wanted: str, count: int) -> str:
    return f"{wanted!r} at the top was taken, {count} deeper ignored" if count else ""
