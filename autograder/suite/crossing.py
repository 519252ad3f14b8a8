"""Values of one check on their way through the wall, objects and callables included."""

from typing import TYPE_CHECKING, Any

import pytest

from autograder.errors import ProtocolError
from autograder.wire import Buffer, Decoder, Encoder, Frame, printable

from .failures import Refusal, StudentException
from .objects import Callbacks, HeldObjects
from .proxy import Handle, StandIn, new_handle

if TYPE_CHECKING:
    from .conversation import Conversation

OUTCOMES = (pytest.fail.Exception, pytest.skip.Exception, pytest.exit.Exception)
INSTEAD = {
    "set": "pass sorted(it)",
    "frozenset": "pass sorted(it)",
    "range": "pass list(it)",
    "generator": "pass list(it)",
    "map": "pass list(it)",
    "zip": "pass list(it)",
    "Generator": "make it beside the student with remote.rng(seed)",
    "ndarray": "only numeric and boolean arrays cross; pass it as a list",
}


class Crossing:
    """Encodes arguments, decodes answers, evaluates callbacks."""

    def __init__(self, conversation: "Conversation") -> None:
        self.objects = HeldObjects()
        self._conversation = conversation
        self._callbacks = Callbacks()
        self._raised: BaseException | None = None

    def encode(self, value: Any) -> tuple[dict[str, Any], list[Buffer]]:
        """Return the header field and the buffers of `value`.

        Raises:
            Refusal: something in it does not cross, or is too large.
        """
        encoder = Encoder(self._reference)
        try:
            return {"tree": encoder.encode(value)}, encoder.buffers
        except ProtocolError as error:
            msg = f"these arguments do not cross the wall: {error}"
            raise Refusal(msg) from error

    def decode(self, frame: Frame) -> Any:
        """Return the value of an answer. Raises ProtocolError."""
        return Decoder(frame.buffers, reference=self._stand_in).decode(frame.header.get("tree"))

    def number_of(self, stand_in: Any) -> int:
        """Return the number of an object that is to be passed as an argument."""
        if not isinstance(stand_in, Handle):
            msg = "a plain value is not passed by name: read it with remote.get, then pass it"
            raise Refusal(msg)
        number = stand_in._reference(self._conversation)  # noqa: SLF001 - public names are the student's
        # The caller's request needs the object to outlive this stand-in.
        self.objects.hold(number)
        return number

    def reply(self, frame: Frame) -> tuple[dict[str, Any], list[Buffer]]:
        """Evaluate the callback that `frame` asks for; return what to answer.

        Raises:
            ProtocolError: it asks for a callable that was not passed, or not in due form.
        """
        function = self._callbacks.find(frame.header.get("callback"))
        args, kwargs = _call_arguments(self.decode(frame))
        try:
            tree, buffers = self.encode(function(*args, **kwargs))
        except (Exception, *OUTCOMES) as error:  # noqa: BLE001 - raised again after the call
            self._raised = self._raised or _loud(error)
            return {"op": "throw", "type": _bare_type(error)}, []
        return {"op": "return", **tree}, buffers

    def take_raised(self) -> BaseException | None:
        """Return what the first failing callback of this call has raised, and forget it."""
        raised, self._raised = self._raised, None
        return raised

    def _stand_in(self, node: list[Any]) -> Handle:
        if node[0] != "h":
            msg = "an answer names a function of the test"
            raise ProtocolError(msg)
        name = printable(node[2], 80)
        self.objects.hold(node[1])
        return new_handle(self._conversation, node[1], name)

    def _reference(self, value: Any) -> list[Any]:
        if isinstance(value, StandIn):
            return ["h", value._reference(self._conversation), ""]  # noqa: SLF001 - see above
        if callable(value) and not isinstance(value, type):
            return ["k", self._callbacks.number(value)]
        raise _unknown_type(value)


def _unknown_type(value: Any) -> Refusal:
    name = type(value).__name__
    instead = INSTEAD.get(name, "pass numbers, texts, lists, tuples, dicts, arrays or functions")
    return Refusal(f"a {name} does not cross the wall; {instead}")


def _loud(error: BaseException) -> BaseException:
    """Return `error`, or what stands for it if it would end a loop of the test in silence."""
    if not isinstance(error, StopIteration):
        return error
    # The student chooses how often a function of the test is called, hence when it runs dry.
    loud = RuntimeError("a function of the test raised StopIteration")
    loud.__cause__ = error
    return loud


def _bare_type(error: BaseException) -> str:
    kind = type(error)
    # Raised by the reference in a worker of its own, and mirrored here.
    return (kind.__bases__[-1] if issubclass(kind, StudentException) else kind).__name__


def _call_arguments(value: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
    if type(value) is not list or [type(part) for part in value] != [tuple, dict]:
        msg = "a callback carries a tuple of arguments and a dict of named ones"
        raise ProtocolError(msg)
    if any(type(name) is not str for name in value[1]):
        msg = "named arguments have names"
        raise ProtocolError(msg)
    return value[0], value[1]
