"""The reference's functions in place of a student's: asked for by name, answered beside neither.

Values cross, code does not: what the student's process holds are the same stubs that any
function of a test becomes when it is passed in. The student chooses the arguments, so the
reference does not answer on the trusted side, where it could be led to any file, or by odd
shapes to any memory, but in the author's worker.
"""

import inspect
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.worker.failures import StudentFailure

from .author import load_modules
from .author_workers import WorkerLinks
from .clock import Clock
from .conversation import Conversation
from .failures import StudentException, Told, WorkerFailure
from .link import Answering, seconds_since
from .target import Target

StandIns = Mapping[str, Sequence[str]]
"""File -> names of the reference's functions that answer for it."""


def stand_ins_of(folder: Path, files: Sequence[str]) -> StandIns:
    """Return the public functions that the reference in `folder` defines in `files`.

    None of a file that cannot be loaded here, such as one that needs torch.
    """
    try:
        modules = load_modules(folder, files)
    except StudentFailure:
        return {}
    return {
        file: [
            name
            for name, value in vars(module).items()
            if inspect.isfunction(value)
            and value.__module__ == module.__name__
            and not name.startswith("_")
        ]
        for file, module in modules.items()
    }


class FollowedConversation(Conversation):
    """A conversation in which `stand_ins` answer for some of the student's files.

    Args:
        links: the student's workers.
        image: the one in which the student's code runs, and the reference beside it.
        seed: of the generators in both.
        clock: of the check.
        stand_ins: what the reference answers for.
        reference: where the reference answers.
    """

    def __init__(
        self,
        links: Answering,
        image: str,
        *,
        seed: int,
        clock: Clock,
        stand_ins: StandIns,
        reference: WorkerLinks,
    ) -> None:
        super().__init__(links, image, seed=seed, clock=clock)
        self._stand_ins = stand_ins
        self._author = Conversation(reference, image, seed=seed, clock=clock)

    def close(self) -> None:
        """End both processes; see `Conversation`."""
        super().close()
        self._author.close()

    def _connect(self) -> None:
        super()._connect()
        start = time.monotonic()
        answers = [
            (Target(file, file=file), name, self._answering(file, name))
            for file, names in self._stand_ins.items()
            for name in names
        ]
        # To start and load the reference is not the check's time.
        self.clock = self.clock.paused(seconds_since(start))
        # Before the student's other files load: they may take the names at import.
        for target, name, answer in answers:
            self.ask("set", target, {"name": name}, answer)

    def _answering(self, file: str, name: str) -> Callable[..., Any]:
        target = Target(file, file=file)
        function = self._of_author(lambda: self._author.ask("get", target, {"name": name}))
        return lambda *args, **kwargs: self._of_author(lambda: function(*args, **kwargs))

    def _of_author(self, question: Callable[[], Any]) -> Any:
        try:
            return question()
        except WorkerFailure as failure:
            if failure.kind == "sandbox":
                self.failure = self.failure or failure  # ours, whatever the student makes of it
            raise
        except StudentException as error:
            # Its words and lines are the reference's.
            told = Told(error.type_name, "a function of the reference raised it", "call", (), None)
            raise type(error)(told) from None
