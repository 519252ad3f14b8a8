"""The reference's functions in place of a student's: asked for by name, answered over here.

Values cross, code does not: what the student's process holds are the same stubs that any
function of a test becomes when it is passed in.
"""

import inspect
import signal
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from autograder.worker.failures import StudentFailure

from .author import load_modules
from .clock import Clock
from .conversation import Conversation
from .link import Answering
from .target import Target

Function = Callable[..., Any]
StandIns = Mapping[str, Mapping[str, Function]]
"""File -> name -> the reference's function of that name."""

ARGUMENT_BYTES = 4 << 20
"""A call of the reference's costs our time: a student's code may not choose how much."""


def stand_ins_of(folder: Path, files: Sequence[str]) -> StandIns:
    """Return the public functions that the reference in `folder` defines in `files`.

    None of a file that cannot be loaded here, such as one that needs torch.
    """
    try:
        modules = load_modules(folder, files)
    except StudentFailure:
        return {}
    return {
        file: {
            name: value
            for name, value in vars(module).items()
            if inspect.isfunction(value)
            and value.__module__ == module.__name__
            and not name.startswith("_")
        }
        for file, module in modules.items()
    }


class FollowedConversation(Conversation):
    """A conversation in which `stand_ins` answer for some of the student's files."""

    def __init__(
        self, links: Answering, image: str, *, seed: int, clock: Clock, stand_ins: StandIns
    ) -> None:
        super().__init__(links, image, seed=seed, clock=clock)
        self._stand_ins = stand_ins

    def _connect(self) -> None:
        super()._connect()
        # Before the student's other files load: they may take the names at import.
        for file, functions in self._stand_ins.items():
            for name, function in functions.items():
                target = Target(file, file=file)
                self.ask("set", target, {"name": name}, self._bounded(function))

    def _bounded(self, function: Function) -> Function:
        @wraps(function)
        def answer(*args: Any, **kwargs: Any) -> Any:
            size = _size([args, kwargs])
            if size > ARGUMENT_BYTES:
                msg = f"a call of the reference takes {ARGUMENT_BYTES} bytes, found {size}"
                raise ValueError(msg)
            with time_limit(self.clock.limits.call_seconds):
                return function(*args, **kwargs)

        return answer


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeoutError in the block after `seconds`, where the system has such a timer."""
    if not hasattr(signal, "setitimer") or not _is_main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _end(_number: int, _frame: Any) -> NoReturn:
    msg = "the reference did not answer in time"
    raise TimeoutError(msg)


def _is_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


def _size(value: Any) -> int:
    """Return the bytes that `value` holds, about."""
    if isinstance(value, dict):
        return sum(_size(item) for pair in value.items() for item in pair)
    if isinstance(value, (list, tuple)):
        return sum(_size(item) + 8 for item in value)
    if isinstance(value, np.ndarray):
        return int(value.nbytes)
    return len(value) if isinstance(value, (str, bytes)) else 8
