"""The workers of a cluster that may grade: each is examined once, before its first job."""

import time
from collections.abc import Callable
from threading import Lock
from typing import Any

from autograder.errors import SandboxError

from .connection import scheduler_errors
from .workers import examine

TICK_SECONDS = 1.0
PATIENCE_SECONDS = 600.0
"""How long to wait for a worker where there is none, such as one in a queue."""


class Staff:
    """Knows who is there and who may grade; for many threads.

    Args:
        client: of the cluster.
        name: of the run, whose plugin the workers hold.
        tell: hears a line for the user, such as that a worker was refused.
    """

    def __init__(self, client: Any, name: str, tell: Callable[[str], None]) -> None:
        self._client = client
        self._name = name
        self._tell = tell
        self._lock = Lock()
        self._asked_at = float("-inf")
        self._verdicts: dict[str, str] = {}
        self._present: dict[str, int] = {}

    def admitted(self) -> dict[str, int]:
        """Return the workers that are there and may grade, and the threads of each.

        Raises:
            SandboxError: the scheduler was lost.
        """
        with self._lock:
            if time.monotonic() - self._asked_at >= TICK_SECONDS:
                self._ask()
            return {who: n for who, n in self._present.items() if self._verdicts.get(who) == ""}

    def wait(self, is_over: Callable[[], bool], *, patience: float = PATIENCE_SECONDS) -> list[str]:
        """Return the workers that may grade, as soon as there is one; none if `is_over`.

        Raises:
            SandboxError: none came, all that are there were refused, or the scheduler was lost.
        """
        deadline = time.monotonic() + patience
        is_told = False
        while not (found := self.admitted()) and not is_over():
            self._refuse_to_wait(is_late=time.monotonic() > deadline)
            if not is_told:
                self._tell("waiting for a worker of the cluster")
                is_told = True
            time.sleep(TICK_SECONDS)
        return list(found)

    def _ask(self) -> None:
        with scheduler_errors(self._client):
            self._present = self._client.nthreads()
            new = [who for who in self._present if who not in self._verdicts]
            answers = (
                self._client.run(examine, self._name, workers=new, on_error="return") if new else {}
            )
        for who, words in answers.items():
            if isinstance(words, str):  # it may be not ready, or lost meanwhile
                self._verdicts[who] = words
                if words:
                    self._tell(f"worker {who} was refused: {words}")
        self._asked_at = time.monotonic()

    def _refuse_to_wait(self, *, is_late: bool) -> None:
        refused = [self._verdicts[who] for who in self._present if self._verdicts.get(who)]
        if refused and len(refused) == len(self._present):
            msg = f"no worker of the cluster may grade; the first of {len(refused)}: {refused[0]}"
            raise SandboxError(msg)
        if is_late:
            msg = (
                "no worker of the cluster came; what is graded is kept: start workers and run the "
                "same command again"
            )
            raise SandboxError(msg)
