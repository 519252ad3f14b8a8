"""When a git server was pushed to: the logs of its bare repositories, which nobody pushes.

A commit's date is whatever its author typed; this time is the server's own. Git is not run.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from autograder.errors import SpecError

_HEAD = re.compile(rb"ref: (refs/heads/[\w/-][\w./-]*)\n")
_PUSH = re.compile(rb"[0-9a-f]+ [0-9a-f]+ .*> (\d{1,11}) [+-]\d{4}\tpush")


def pushed_times(folder: Path) -> dict[str, datetime]:
    """Return when the main branch of each bare repository in `folder` was last pushed to.

    The names are those of the repositories, without `.git`.

    Raises:
        SpecError: no repository in `folder` has a log of pushes.
    """
    found = {path.name.removesuffix(".git"): at for path, at in _pushes(folder)}
    if not found:
        msg = (
            f"{str(folder)!r}: expected a CSV file, or a git server's bare repositories with logs "
            "of their pushes, found none; set core.logAllRefUpdates to true on the server before "
            "students push, or write a CSV with the columns id, time"
        )
        raise SpecError(msg)
    return found


def _pushes(folder: Path) -> Iterator[tuple[Path, datetime]]:
    for path in sorted(folder.iterdir()):
        head = _HEAD.fullmatch(_content(path / "HEAD"))
        log = _content(path / "logs" / head[1].decode()) if head else b""
        times = [int(match[1]) for row in log.splitlines() if (match := _PUSH.fullmatch(row))]
        if times:
            yield path, datetime.fromtimestamp(times[-1], UTC)


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return b""
