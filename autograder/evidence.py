"""What a check saw, for the staff page: a collector that travels in a context variable.

The helpers that compare (`checks`) report here, the plugin that runs them
(`suite`) collects; neither knows the other. Outside a graded run nothing listens.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison of a check: short texts, already cut to a readable length."""

    name: str
    expected: str
    actual: str
    held: bool
    wanted: Any = field(default=None, compare=False, repr=False)
    """The expected value itself, where a comparison did not hold and had one."""
    found: Any = field(default=None, compare=False, repr=False)
    """The value that came instead. Never leaves the trusted side as it is."""


_collector: ContextVar[list[Comparison] | None] = ContextVar("collector", default=None)


def record(comparison: Comparison) -> None:
    """Add `comparison` to the running check's evidence, if anyone collects."""
    collected = _collector.get()
    if collected is not None:
        collected.append(comparison)


@contextmanager
def collecting() -> Iterator[list[Comparison]]:
    """Collect what is recorded within the block."""
    collected: list[Comparison] = []
    token = _collector.set(collected)
    try:
        yield collected
    finally:
        _collector.reset(token)
