r"""Findings as workflow commands of GitHub Actions, which shows them at their lines.

The runner obeys any line that begins with two colons. Whatever a student wrote therefore
stays within its one line: a percent sign, a line's end and, in properties, colon and comma
are written as the runner's own escapes (%25, %0A, ...), and no line of theirs comes first.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

from .findings import Finding, findings
from .text import clipped, inert
from .view import StudentView
from .words import counted

MOST = 10
"""Annotations of one kind that GitHub shows of one step; what comes later is dropped silently."""
_LENGTH = 2_000
_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_DATA, (":", "%3A"), (",", "%2C"))


def github_annotations(views: Sequence[StudentView]) -> str:
    """Return a line for each finding, and one that says how many are left out; may be empty."""
    found = list(chain.from_iterable(map(findings, views)))
    return "".join(f"{command}\n" for command in _commands(found, several=len(views) > 1))


def _commands(found: Sequence[Finding], *, several: bool) -> Iterator[str]:
    for finding in found[:MOST]:
        # The files of several students lie nowhere in one repository.
        yield _command(_whose(finding) if several else finding)
    if len(found) > MOST:
        more = f"{counted(len(found) - MOST, 'more finding')}: read the report"
        yield f"::notice::{_escaped(more, _DATA)}"


def _whose(finding: Finding) -> Finding:
    title = f"{finding.submission}: {finding.title}"
    return finding.model_copy(update={"title": title, "file": "", "line": None})


def _command(finding: Finding) -> str:
    places = {"file": finding.file, "line": finding.line or "", "title": finding.title}
    shown = [f"{key}={_escaped(str(at), _PROPERTY)}" for key, at in places.items() if at]
    kind = "warning" if finding.is_ours else "error"
    return f"::{kind} {','.join(shown)}::{_escaped(clipped(finding.message, _LENGTH), _DATA)}"


def _escaped(text: str, escapes: Sequence[tuple[str, str]]) -> str:
    shown = inert(text)
    for character, escape in escapes:
        shown = shown.replace(character, escape)
    return shown
