"""A test run again for its values only: nobody hears of the result, and no text is made of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import pytest
from _pytest.runner import runtestprotocol

from autograder import evidence
from autograder.evidence import Comparison

from .link import Answering
from .verdict import Run


@dataclass(frozen=True, slots=True)
class Occasion:
    """A test that has just failed, and what the session runs after it."""

    item: pytest.Item
    nextitem: pytest.Item | None

    def repeat(self) -> Sequence[Comparison]:
        """Run the test once more, set-up and tear-down included; return what it compared."""
        with evidence.collecting() as comparisons:
            runtestprotocol(self.item, log=False, nextitem=self.nextitem)
        return comparisons


class Again(Protocol):
    """Runs a test again: by `links` if they are given, else by the student's worker."""

    def __call__(  # noqa: D102
        self, occasion: Occasion, *, links: Answering | None, seeds: str, deadline: float
    ) -> tuple[Run, Sequence[Comparison]]: ...


class BriefReports:
    """A plug-in that keeps pytest from making texts of failures while `is_on`."""

    def __init__(self, is_on: Callable[[], bool]) -> None:
        self._is_on = is_on

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: "pytest.CallInfo[None]"
    ) -> pytest.TestReport | None:
        """Return a report without words."""
        if not self._is_on():
            return None
        outcome = "passed" if call.excinfo is None else "failed"
        return pytest.TestReport(item.nodeid, item.location, {}, outcome, None, call.when)  # type: ignore[arg-type]  # one of the two
