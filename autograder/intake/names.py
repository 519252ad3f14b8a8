"""Names from outside: which are refused, which are passed over, and how they become ids."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from .bounds import MAX_DEPTH

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz")
OTHER_ARCHIVES = (".rar", ".7z", ".gz", ".bz2", ".xz", ".tbz2", ".txz", ".zst", ".lzma")
"""Known, and not opened; recognised to tell the student."""

_JUNK = frozenset({"__MACOSX", "__pycache__", "node_modules", "venv", "Thumbs.db", "desktop.ini"})
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MAX_NAME = 512
_MAX_ID = 64


def name_refusal(raw: str) -> str:
    """Return why an entry may not be called `raw`; empty if it may."""
    parts = raw.split("/")
    rules = (
        (any(unicodedata.category(c) == "Cc" or c in _BIDI for c in raw), "a control character"),
        (any("\ud800" <= c <= "\udfff" for c in raw), "bytes that are not UTF-8"),
        ("\\" in raw, "a backslash"),
        (raw.startswith("/"), "an absolute path"),
        (re.match(r"[A-Za-z]:", raw) is not None, "a drive letter"),
        (".." in parts, "a step up ('..')"),
        (len(raw) > _MAX_NAME or len(parts) > MAX_DEPTH, "a path that is too long"),
        (not normal_name(raw), "no name at all"),
    )
    return next((words for broken, words in rules if broken), "")


def normal_name(raw: str) -> str:
    """Return `raw` without "." steps and doubled slashes, in one Unicode form."""
    parts = [part for part in raw.split("/") if part not in ("", ".")]
    return unicodedata.normalize("NFC", "/".join(parts))


def is_junk(raw: str) -> bool:
    """Tell whether `raw` lies in or is something that systems and editors leave behind."""
    parts = [part for part in raw.split("/") if part not in ("", ".", "..")]
    return any(part.startswith(".") or part in _JUNK for part in parts)


def is_archive(name: str) -> bool:
    """Tell whether `name` ends like an archive, readable here or not."""
    return name.lower().endswith(ARCHIVES + OTHER_ARCHIVES)


def stem(name: str) -> str:
    """Return `name` without its suffix; `.tar.gz` and the like are one suffix."""
    for suffix in sorted(ARCHIVES + OTHER_ARCHIVES, key=len, reverse=True):
        if name.lower().endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)].removesuffix(".tar")
    return PurePosixPath(name).stem


def printable(text: str) -> str:
    """Return `text` in quotes, cut, with nothing that could move a cursor or a line."""
    shown = "".join(c if c.isprintable() else "?" for c in text[:80])
    return f"'{shown}...'" if len(text) > 80 else f"'{shown}'"  # noqa: PLR2004 - same number


def as_text(raw: str) -> str:
    """Return `raw` in one Unicode form; bytes on disk that are no text become question marks."""
    return unicodedata.normalize("NFC", raw.encode("utf-8", "replace").decode())


def clean_id(raw: str) -> str:
    """Return `raw` as a safe folder name of [A-Za-z0-9._-]."""
    plain = unicodedata.normalize("NFKD", raw).encode("ascii", "ignore").decode()
    kept = re.sub(r"[^A-Za-z0-9._-]+", "_", plain)[:_MAX_ID]
    cleaned = kept.strip("._-") or "submission"
    return raw if raw == cleaned else cleaned  # one text, not two equal ones for each student


def unique_ids(wanted: Iterable[str]) -> list[str]:
    """Return ids in the same order, each unlike all others on any file system."""
    taken: set[str] = set()
    return [unique_id(name, taken) for name in wanted]


def unique_id(wanted: str, taken: set[str]) -> str:
    """Return an id unlike all in `taken` on any file system, and add it to them, case folded."""
    number, name = 1, wanted
    while name.casefold() in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name.casefold())
    return name
