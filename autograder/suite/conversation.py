"""One check's exchange with the student's process: requests, deadlines, and the latch.

Whatever goes wrong on the student's side of the wall is kept in `failure`, so that a
test that swallows it fails all the same.
"""

import time
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.errors import ProtocolError, SandboxError
from autograder.wire import Buffer, Frame, StudentProcessEnded, WorkerClient

from .clock import Clock
from .crossing import Crossing
from .failures import FailureKind, Refusal, StudentException, WorkerFailure, student_exception
from .link import CLEAN_SECONDS, Answering, Link, seconds_since
from .target import Target
from .texts import clean
from .transcript import Transcript
from .words import KILLED, ending, traffic_limit

CALLS = 20_000
BYTES = 1 << 30
NOTHING = object()


class Conversation:
    """Speaks for one check; begins its student process at the first request."""

    def __init__(self, links: Answering, image: str, *, seed: int, clock: Clock) -> None:
        self.clock = clock
        self.transcript = Transcript()
        self.failure: WorkerFailure | None = None
        self.failed_import = ""
        self._links, self._image, self._seed = links, image, seed
        self._crossing = Crossing(self)
        self._link: Link | None = None
        self._imported: set[str] = set()
        self._requests = 0
        self._is_begun = False
        self._is_busy = False
        self._is_over = False

    def call(
        self,
        target: Target,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        keep: Sequence[int] = (),
        inout: bool = False,
    ) -> Any:
        """Call `target` beside the student and return its result, as a test sees it."""
        options = {"keep": list(keep), "inout": inout}
        return self._recorded("call", target, options, (args, kwargs))

    def ask(
        self, op: str, target: Target, fields: Mapping[str, Any] | None = None, value: Any = NOTHING
    ) -> Any:
        """Perform one operation on `target` (see the table in the package's docstring)."""
        self._open(target)
        header = {"op": op, "target": target.fields(), **(fields or {})}
        return self._request(header, value, f"`{target.words}`", self.clock.limits.call_seconds)

    def vjp(self, target: Target, args: tuple[Any, ...], cotangents: Any) -> Any:
        """Return [outputs, gradients] of `target` by torch's autograd."""
        return self._recorded("vjp", target, {}, (args, cotangents))

    def handle_of(self, target: Target) -> int:
        """Return the number of the object that `target` names, to pass it as an argument."""
        self._open(target)
        header = {"op": "get", "target": {"file": target.file}, "name": target.name}
        value = self._request(header, NOTHING, f"`{target.words}`", self.clock.limits.call_seconds)
        return self._crossing.number_of(value)

    def checked(self, value: Any, kind: type, doing: str) -> Any:
        """Return `value` if it is exactly due; the worker is thrown away if it is not."""
        if not issubclass(type(value), kind) or (kind is int and type(value) is not int):
            msg = f"a {kind.__name__} was due, found a {type(value).__name__}"
            raise self._broken(ProtocolError(msg), doing)
        return value

    def parts(self, answer: Any, kinds: tuple[type | None, ...], doing: str) -> list[Any]:
        """Return the parts of a list of `kinds`; None stands for any type."""
        parts: list[Any] = self.checked(answer, list, doing)
        if len(parts) != len(kinds):
            msg = f"{len(kinds)} parts were due, found {len(parts)}"
            raise self._broken(ProtocolError(msg), doing)
        for part, kind in zip(parts, kinds, strict=True):
            if kind is not None:
                self.checked(part, kind, doing)
        return parts

    def forget(self, number: int) -> None:
        """Note that a stand-in of object `number` is gone."""
        self._crossing.objects.drop(number)

    def close(self) -> None:
        """End the student's process and keep the worker, if nothing of it is left."""
        self._is_over = True
        link, self._link = self._link, None
        if link is None:
            return
        try:
            is_clean = link.client.end(seconds=CLEAN_SECONDS)
        except (ProtocolError, TimeoutError, ConnectionError, StudentProcessEnded):
            is_clean = False
        if not is_clean:
            self._links.drop(self._image)

    def _recorded(self, op: str, target: Target, options: dict[str, Any], value: Any) -> Any:
        """Perform a call and keep a record of it for staff."""
        args, kwargs = value if op == "call" else (value[0], {"cotangents": value[1]})
        pending = self.transcript.pending(target.words, args, kwargs)
        start = time.monotonic()
        try:
            self._open(target)
            start = time.monotonic()  # starting and loading have limits of their own
            result = self.ask(op, target, options, list(value) if op == "call" else value)
        except StudentException as error:
            self.transcript.failed(pending, f"{error.type_name}: {error}", seconds_since(start))
            raise
        except WorkerFailure as error:
            self.transcript.failed(pending, str(error), seconds_since(start))
            raise
        self.transcript.answered(pending, result, seconds_since(start))
        return result

    def _open(self, target: Target) -> None:
        self._refuse_when_closed()
        if self._link is None:
            self._connect()
        self._release()
        if target.file and target.file not in self._imported:
            self._import(target.file)

    def _refuse_when_closed(self) -> None:
        if self.failure is not None:
            raise self.failure
        if self._is_over:
            msg = "this check has ended and its objects are gone: ask within the test itself"
            raise Refusal(msg)
        if self._is_busy:
            msg = (
                "a function that the student's code calls cannot ask the student's code in turn: "
                "compute with plain values in it"
            )
            raise Refusal(msg)

    def _connect(self) -> None:
        start = time.monotonic()
        try:
            self._link = self._links.get(self._image)
        except SandboxError as error:
            words = f"no process could be started: {error}"
            raise self._latch(kind="sandbox", words=words) from error
        self._link.listener = self.transcript.heard
        self.clock = self.clock.paused(seconds_since(start))

    def _import(self, file: str) -> None:
        doing = f"loading {file}"
        try:
            header = {"op": "import", "file": file}
            self._request(header, NOTHING, doing, self.clock.limits.import_seconds)
        except WorkerFailure:
            self.failed_import = file
            raise
        self._imported.add(file)

    def _release(self) -> None:
        numbers = self._crossing.objects.releasable()
        if numbers:
            header = {"op": "release", "ids": numbers}
            self._request(header, NOTHING, "a request", self.clock.limits.call_seconds)

    def _request(self, header: dict[str, Any], value: Any, doing: str, seconds: float) -> Any:
        answer = self._answered(header, value, doing, seconds)
        try:
            return self._crossing.decode(answer)
        except ProtocolError as error:
            raise self._broken(error, doing) from error

    def _answered(self, header: dict[str, Any], value: Any, doing: str, seconds: float) -> Frame:
        """Return the answer's frame; raise what the student's code, or a callback, raised."""
        tree, buffers = ({}, []) if value is NOTHING else self._crossing.encode(value)
        answer = self._exchange({**header, **tree}, buffers, doing, seconds)
        kind = answer.header.get("kind")
        raised = self._crossing.take_raised()
        # A student may handle a ValueError of the test's function, but no verdict of it.
        is_verdict = isinstance(raised, AssertionError) or not isinstance(raised, Exception)
        if raised is not None and (kind == "error" or is_verdict):
            raise raised
        if kind == "error":
            raise self._student_exception(answer, doing)
        if kind != "value":
            raise self._broken(ProtocolError("an answer is a value or an error"), doing)
        return answer

    def _student_exception(self, answer: Frame, doing: str) -> StudentException | WorkerFailure:
        try:
            return student_exception(answer.header.get("error"))
        except ProtocolError as error:
            return self._broken(error, doing)

    def _exchange(
        self, header: dict[str, Any], buffers: list[Buffer], doing: str, seconds: float
    ) -> Frame:
        deadline = self.clock.deadline(seconds)
        self._is_busy = True
        try:
            client = self._client()
            self._count(client)
            answer = self._asked(client, header, buffers, deadline)
            while answer.header.get("kind") == "callback":
                self._count(client)
                reply, values = self._crossing.reply(answer)
                answer = client.resume(reply, values, deadline=deadline)
        except StudentProcessEnded as error:
            raise self._ended(error, doing) from error
        except TimeoutError as error:
            raise self._timed_out(doing, seconds) from error
        except ProtocolError as error:
            raise self._broken(error, doing) from error
        except ConnectionError as error:
            raise self._lost(error, doing) from error
        finally:
            self._is_busy = False
        return answer

    def _asked(
        self, client: WorkerClient, header: dict[str, Any], buffers: list[Buffer], deadline: float
    ) -> Frame:
        if self._is_begun:
            return client.request(header, buffers, deadline=deadline)
        # The first question brings the student process into being: a round trip less.
        # Where nothing forks it may already end the worker, and that is its own end.
        self._is_begun = True
        return client.begin_with(self._seed, header, buffers, deadline=deadline)

    def _client(self) -> WorkerClient:
        if self._link is None:  # an earlier failure has closed it
            msg = "there is no worker"
            raise ConnectionError(msg)
        return self._link.client

    def _count(self, client: WorkerClient) -> None:
        self._requests += 1
        # Texts and lists travel in headers, and a test may keep what its function is given.
        carried = client.carried if self._is_begun else 0
        if self._requests > CALLS or carried > BYTES:
            self._discard()
            raise self._latch(kind="protocol", words=traffic_limit(CALLS, BYTES))

    def _timed_out(self, doing: str, seconds: float) -> WorkerFailure:
        words = self.clock.spent(doing, seconds)
        fate = self._discard()
        if fate.out_of_memory:
            return self._latch(kind="memory", words=f"{doing} ran out of memory: {fate.reason}")
        return self._latch(kind="timeout", words=words)

    def _lost(self, error: ConnectionError, doing: str) -> WorkerFailure:
        fate = self._discard()
        if fate.out_of_memory:
            return self._latch(kind="memory", words=f"{doing} ran out of memory: {fate.reason}")
        if self._is_begun and not self._links.is_guarded:
            words = f"your code ended the Python process in {doing} ({fate.reason})"
            return self._latch(kind="killed" if fate.exit_code == KILLED else "ended", words=words)
        return self._latch(
            kind="sandbox", words=f"the worker was lost in {doing}: {error} ({fate.reason})"
        )

    def _broken(self, error: ProtocolError, doing: str) -> WorkerFailure:
        self._discard()
        return self._latch(kind="protocol", words=f"the answer to {doing} was refused: {error}")

    def _discard(self) -> Any:
        self._link = None
        return self._links.drop(self._image)

    def _ended(self, error: StudentProcessEnded, doing: str) -> WorkerFailure:
        kind, words = ending(error, doing, self.clock.limits)
        return self._latch(kind=kind, words=words)

    def _latch(self, *, kind: FailureKind, words: str) -> WorkerFailure:
        if self.failure is None:
            self.failure = WorkerFailure(kind, clean(words, 1000))
        return self.failure
