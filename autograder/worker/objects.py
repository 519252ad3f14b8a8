"""What stays beside the student: numbered objects, and stand-ins for the test's callables."""

from collections.abc import Callable
from typing import Any

from autograder.errors import ProtocolError
from autograder.wire import Decoder, Encoder, Frame, TensorValue, WireLimits

from .failures import refusal, type_name

LIVE_OBJECTS = 10_000

Ask = Callable[[int, tuple[Any, ...], dict[str, Any]], Any]
"""Has callback `id` evaluated on the trusted side with these arguments."""


class Kept:
    """Marks a value that crosses as a handle whatever its type."""

    def __init__(self, value: Any) -> None:
        self.value = value


class Callback:
    """A callable of the test; calling it asks the trusted side."""

    def __init__(self, number: int, ask: Ask) -> None:
        self._number = number
        self._ask = ask

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return what the test's callable returns for these arguments."""
        return self._ask(self._number, args, kwargs)


class Objects:
    """The handles of one student process, and the values that refer to them."""

    def __init__(self, ask: Ask, limits: WireLimits) -> None:
        self._ask = ask
        self._limits = limits
        self._by_number: dict[int, Any] = {}
        self._number_of: dict[int, int] = {}
        self._last = 0

    def find(self, number: Any) -> Any:
        """Return the object behind a handle; a refusal if there is none."""
        if type(number) is not int or number not in self._by_number:
            msg = f"no object has the number {number!r}: it was released or never handed out"
            raise refusal(msg, kind="HandleError")
        return self._by_number[number]

    def reference(self, value: Any) -> list[Any]:
        """Return the handle node of `value`, the same one for the same object."""
        if type(value) is Kept:
            value = value.value
        number = self._number_of.get(id(value))
        if number is None:
            number = self._add(value)
        return ["h", number, type_name(value)]

    def release(self, numbers: list[Any]) -> None:
        """Forget these handles; unknown ones are forgotten already."""
        for number in numbers:
            if type(number) is int and number in self._by_number:
                del self._number_of[id(self._by_number.pop(number))]

    def encoder(self) -> Encoder:
        """Return an encoder in which whatever does not cross becomes a handle."""
        return Encoder(self.reference, self._limits)

    def decode(self, frame: Frame) -> Any:
        """Return the value of a request's "tree". Raises ProtocolError."""
        decoder = Decoder(
            frame.buffers, reference=self._resolve, tensor=as_tensor, limits=self._limits
        )
        return decoder.decode(frame.header.get("tree"))

    def _add(self, value: Any) -> int:
        if len(self._by_number) >= LIVE_OBJECTS:
            msg = f"a test can hold at most {LIVE_OBJECTS} of your objects"
            raise ProtocolError(msg)
        self._last += 1
        self._by_number[self._last] = value
        self._number_of[id(value)] = self._last
        return self._last

    def _resolve(self, node: list[Any]) -> Any:
        return Callback(node[1], self._ask) if node[0] == "k" else self.find(node[1])


def as_tensor(value: TensorValue) -> Any:
    """Return a torch tensor of these numbers. Raises ProtocolError without torch."""
    try:
        import torch  # noqa: PLC0415 - most images have no torch
    except ImportError:
        msg = "this image has no torch, so a tensor cannot be passed"
        raise ProtocolError(msg) from None
    kind = getattr(torch, value.dtype)
    if not value.data:
        return torch.empty(value.shape, dtype=kind)
    return torch.frombuffer(bytearray(value.data), dtype=kind).reshape(value.shape)
