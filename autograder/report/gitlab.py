"""Findings as a code quality report of GitLab, which shows them in a merge request."""

import hashlib
import json
from collections.abc import Sequence

from .findings import Finding, findings
from .text import clipped, escaped_json
from .view import StudentView

_LENGTH = 1_000


def gitlab_code_quality(views: Sequence[StudentView]) -> str:
    """Return a JSON list; what is about no file is left to the JUnit report."""
    found = [finding for view in views for finding in findings(view) if finding.file]
    text = json.dumps([_issue(finding) for finding in found], indent=1, ensure_ascii=False)
    return escaped_json(text) + "\n"


def _issue(finding: Finding) -> dict[str, object]:
    key = f"{finding.submission}\n{finding.title}\n{finding.file}\n{finding.message}"
    return {
        "description": clipped(f"{finding.title}\n{finding.message}", _LENGTH),
        "check_name": "autograder",
        "fingerprint": hashlib.sha256(key.encode()).hexdigest(),
        "severity": "info" if finding.is_ours else "major",
        "location": {"path": finding.file, "lines": {"begin": finding.line or 1}},
    }
