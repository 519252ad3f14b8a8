"""One pytest session for one job, shut off from the settings of whoever runs it.

The same code runs in a forked test process and, where there is no fork, in the
caller's process; there nothing of it may stay behind.
"""

import contextlib
import io
import os
import random
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from .broker import Broker
from .hypothesis_use import prepare_hypothesis
from .job import Job, Listener
from .plugin import Gate, SuitePlugin

UNUSED = (
    *("cacheprovider", "doctest", "faulthandler", "junitxml", "pastebin", "stepwise"),
    # These collect garbage several times at the end, which costs more than a suite.
    *("threadexception", "unraisableexception"),
)
SETTINGS = ("PYTEST_", "PYTHON", "HYPOTHESIS_")
LAST_WORDS = 2_000


def run_session(job: Job, broker: Broker, listener: Listener) -> None:
    """Run the checks of `job`; `listener` hears of each.

    Raises:
        KeyboardInterrupt: the user's, or a test's.
    """
    said = io.StringIO()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(_working_folder())
        stack.enter_context(_own_state(job.folders))
        stack.enter_context(contextlib.redirect_stdout(said))
        stack.enter_context(contextlib.redirect_stderr(said))
        prepare_hypothesis(job.folders)
        plugin = SuitePlugin(job, broker, listener)
        code = pytest.main(_arguments(job, folder), plugins=[plugin, Gate(plugin)])
    if plugin.was_interrupted:
        raise KeyboardInterrupt
    if code in (pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR):
        listener.refused((f"pytest could not run the suite: {said.getvalue()[-LAST_WORDS:]}",))


def _arguments(job: Job, folder: Path) -> list[str]:
    config = folder / "pytest.ini"
    config.write_text("[pytest]\n", encoding="utf-8")
    root = job.folders[0].parent
    settings = ["-c", str(config), f"--rootdir={root}", f"--basetemp={folder / 'tmp'}"]
    # Else pytest would load every conftest.py between the suite and the root of the disk.
    settings += [f"--confcutdir={root}"]
    settings += ["--import-mode=importlib", "--capture=sys", "--strict-markers", "-qq"]
    settings += ["--tb=native", "--no-summary", "--no-header", "--show-capture=no"]
    for name in UNUSED:
        settings += ["-p", f"no:{name}"]
    return [*settings, "--", *map(str, job.folders)]


@contextlib.contextmanager
def _working_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="autograder-") as name, contextlib.chdir(name):
        yield Path(name).resolve()


@contextlib.contextmanager
def _own_state(folders: Sequence[Path]) -> Iterator[None]:
    """Give the session clean settings, and put back what it may change."""
    environ, path, hooks = dict(os.environ), list(sys.path), list(sys.meta_path)
    modules, bytecode = set(sys.modules), sys.dont_write_bytecode
    states = random.getstate(), np.random.get_state()  # noqa: NPY002 - suites may draw from it
    try:
        with warnings.catch_warnings():
            _clear_settings()
            sys.dont_write_bytecode = sys.pycache_prefix is None
            yield
    finally:
        os.environ.clear()
        os.environ.update(environ)
        sys.path[:], sys.meta_path[:] = path, hooks
        sys.dont_write_bytecode = bytecode
        random.setstate(states[0])
        np.random.set_state(states[1])  # noqa: NPY002 - see above
        _forget_modules(set(sys.modules) - modules, folders)


def _clear_settings() -> None:
    for name in list(os.environ):
        if name.startswith(SETTINGS):
            del os.environ[name]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"


def _forget_modules(names: set[str], folders: Sequence[Path]) -> None:
    """Forget the suite's own modules; a library imported on the way stays."""
    for name in names:
        file = getattr(sys.modules[name], "__file__", None)
        if file is None or any(Path(file).is_relative_to(folder) for folder in folders):
            del sys.modules[name]
