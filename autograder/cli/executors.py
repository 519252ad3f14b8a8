"""Open an executor by name, and let Ctrl-C end a class in order."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from inspect import signature
from threading import Thread
from typing import Any

from autograder import plugins
from autograder.errors import SpecError
from autograder.model import Assignment, Executor

EXTRA = ("dask", "distributed")


def open_executor(
    name: str,
    assignment: Assignment,
    tell: Callable[[str], None],
    **options: Any,
) -> Executor:
    """Return the executor named `name`, made for submissions to `assignment`.

    Args:
        name: as registered, such as "local" or "dask".
        assignment: whose limits say how much memory one submission may use.
        tell: hears what the executor has to say to the user.
        options: settings that the user gave; those that are None are left out.

    Raises:
        SpecError: no executor has that name, it has no such setting, or an extra is missing.
    """
    kind = _kind(name)
    known = signature(kind).parameters.keys()
    given = {key: value for key, value in options.items() if value is not None}
    unknown = sorted(given.keys() - known)
    if unknown:
        msg = f"the executor {name!r} has no setting {unknown[0]!r}; leave --{unknown[0]} out"
        raise SpecError(msg)
    # A submission has a worker for each image, each of which may use so much.
    images = {assignment.image_of(task) for task in assignment.tasks}
    ours = {"memory_mb": assignment.limits.memory_mb * len(images), "tell": tell}
    settings = given | {key: value for key, value in ours.items() if key in known}
    executor: Executor = kind(**settings)
    return executor


def _kind(name: str) -> Any:
    try:
        return plugins.load("executors", name)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in EXTRA:
            raise
        msg = (
            f"{error.name!r} is not installed: the executor {name!r} needs "
            "pip install 'autograder-dl[cluster]'"
        )
        raise SpecError(msg) from error


@contextmanager
def interruptible(executor: Executor, tell: Callable[[str], None]) -> Iterator[None]:
    """Let Ctrl-C finish what runs and begin nothing else; a second one stops now.

    Being told to terminate (SIGTERM) stops now at once: who sends it will not wait long.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:  # as for a job in the background
        yield
        return

    def finish(_number: int, _frame: object) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        count = executor.finish()
        words = f"finishing {count} submissions; press Ctrl-C again to stop now"
        # The main thread may be in the middle of a print.
        Thread(target=tell, args=(words,), daemon=True).start()

    signal.signal(signal.SIGINT, finish)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
