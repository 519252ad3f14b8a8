"""One entry of a hand-in, wherever it lies: a name, a claimed size, a way to read it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .bounds import MAX_ENTRIES, MAX_TOTAL, RefusedError, check_ratio, megabytes
from .names import is_junk, name_refusal, normal_name, printable


@dataclass(frozen=True)
class Entry:
    """A regular file, or something refused; folders are not entries."""

    name: str
    """Checked and normal, unless refused."""
    size: int
    """As claimed; counted again while reading."""
    read: Callable[[int], bytes]
    """Return the content. Raises LeftOutError if it is longer than the given limit."""
    refusal: str = ""
    packed: int | None = None


def make_entry(
    raw: str, size: int, read: Callable[[int], bytes], refusal: str = "", packed: int | None = None
) -> Entry:
    """Make an entry of a raw name: a bad name is one more reason to refuse it."""
    words = name_refusal(raw)
    refusal = f"has {words} in its name" if words else refusal
    return Entry(raw if refusal else normal_name(raw), size, read, refusal, packed)


def checked(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that count, or refuse them all.

    Raises:
        RefusedError: one is no plain file or badly named, two cannot be told
            apart, or together they are too many or too large.
    """
    kept = [entry for entry in entries if not _is_passed_over(entry)]
    for entry in kept:
        if entry.refusal:
            msg = f"the entry {printable(entry.name)} {entry.refusal}; hand in plain files only"
            raise RefusedError(msg)
    _check_sizes(kept)
    _check_twins(kept)
    return kept


def _is_passed_over(entry: Entry) -> bool:
    """Junk is passed over unread, links in it too; a name that would escape never is."""
    return is_junk(entry.name) and not name_refusal(entry.name)


def _check_sizes(entries: list[Entry]) -> None:
    advice = "hand in only the files asked for"
    if len(entries) > MAX_ENTRIES:
        msg = f"expected at most {MAX_ENTRIES} files, found {len(entries)}; {advice}"
        raise RefusedError(msg)
    total = sum(entry.size for entry in entries)
    if total > MAX_TOTAL:
        msg = f"expected at most {megabytes(MAX_TOTAL)}, found {megabytes(total)}; {advice}"
        raise RefusedError(msg)
    for entry in entries:
        if entry.packed is not None:
            check_ratio(printable(entry.name), entry.size, entry.packed)


def _check_twins(entries: list[Entry]) -> None:
    seen: dict[str, str] = {}
    for entry in entries:
        key = entry.name.casefold()
        if twin := seen.get(key):
            what = "twice" if twin == entry.name else f"beside {printable(twin)}"
            msg = f"the file {printable(entry.name)} is there {what}; which one counts?"
            raise RefusedError(msg)
        seen[key] = entry.name
