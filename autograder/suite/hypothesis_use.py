"""Suites that use hypothesis, which is imported only for them."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path


def mentions_hypothesis(folders: Sequence[Path]) -> bool:
    """True if a file of the suite speaks of hypothesis."""
    files = (file for folder in folders for file in folder.rglob("*.py"))
    return any(b"hypothesis" in file.read_bytes() for file in files)


def prepare_hypothesis(folders: Sequence[Path]) -> None:
    """Load our profile: by default hypothesis writes examples into the working folder."""
    if not mentions_hypothesis(folders):
        return
    try:
        from hypothesis import HealthCheck, Phase, settings  # noqa: PLC0415 - only if a suite uses it
    except ImportError:
        return
    quiet = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    settings.register_profile(
        "autograder",
        database=None,
        deadline=None,
        print_blob=False,
        report_multiple_bugs=False,
        # Explaining traces every line, and there is nothing to reuse.
        phases=[Phase.explicit, Phase.generate, Phase.target, Phase.shrink],
        suppress_health_check=quiet,
    )
    settings.load_profile("autograder")


def hypothesis_to_preload(folders: Sequence[Path]) -> tuple[str, ...]:
    """Return hypothesis, to be imported ahead, if a file of the suite speaks of it."""
    is_used = mentions_hypothesis(folders) and find_spec("hypothesis") is not None
    return ("hypothesis",) if is_used else ()
