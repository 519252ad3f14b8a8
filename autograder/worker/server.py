"""Answers inner requests in the student's process, one at a time.

Whatever student code raises becomes an error answer; only the end of the stream, or
of the process, ends the loop.
"""

import builtins
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from autograder.errors import ProtocolError
from autograder.wire import Buffer, Frame, WireLimits, pack

from . import calls
from .failures import StudentFailure, describe, refusal
from .loading import Modules, define
from .objects import Objects


class Channel(Protocol):
    """Whole frames to and from whoever asks. Raises EOFError or OSError when they are gone."""

    def read(self) -> Frame: ...  # noqa: D102

    def write(self, data: Buffer) -> None: ...  # noqa: D102


class Server:
    """The objects and modules of one student process, and the loop that serves them."""

    def __init__(
        self, channel: Channel, modules: Modules, folder: Path, limits: WireLimits
    ) -> None:
        self._channel = channel
        self._folder = folder
        self._limits = limits
        self._modules = modules
        self._objects = Objects(self._ask, limits)
        self._speaking = threading.RLock()
        self._seq: int | None = None
        self._asking = False
        self._operations: dict[str, Callable[[Frame], Any]] = {
            "import": self._import,
            "call": self._call,
            "get": self._get,
            "set": self._set,
            "length": lambda frame: len(self._target(frame)),
            "item": lambda frame: self._target(frame)[self._objects.decode(frame)],
            "next": lambda frame: calls.advance(self._target(frame)),
            "define": self._define,
            "rng": lambda frame: np.random.default_rng(frame.header["seed"]),
            "seed": lambda frame: calls.seed_everything(frame.header["n"]),
            "vjp": self._vjp,
            "release": lambda frame: self._objects.release(frame.header["ids"]),
        }

    def serve(self) -> None:
        """Answer until the other side is gone: raises EOFError or OSError."""
        while True:
            frame = self._channel.read()
            self._seq = frame.header.get("seq")
            answer = self._answer(frame)
            flush_output()
            with self._speaking:
                self._seq = None
                self._channel.write(answer)

    def _answer(self, frame: Frame) -> bytearray:
        seq = frame.header.get("seq")
        try:
            value = self._perform(frame)
        except StudentFailure as failure:
            return self._error(seq, failure.record)
        except BaseException as error:  # noqa: BLE001 - SystemExit too is an answer, not an end
            return self._error(seq, describe(error, "call", self._folder))
        try:
            return self._packed({"seq": seq, "kind": "value"}, value)
        except BaseException as error:  # noqa: BLE001 - the value is the student's
            return self._error(seq, describe(error, "encode", self._folder))

    def _perform(self, frame: Frame) -> Any:
        operation = self._operations.get(frame.header.get("op", ""))
        if operation is None:
            msg = f"no operation {frame.header.get('op')!r}"
            raise refusal(msg, kind="ProtocolError")
        return operation(frame)

    def _error(self, seq: Any, record: dict[str, Any]) -> bytearray:
        return pack(Frame({"seq": seq, "kind": "error", "error": record}), self._limits)

    def _packed(self, header: dict[str, Any], value: Any) -> bytearray:
        encoder = self._objects.encoder()
        tree = encoder.encode(value)
        return pack(Frame({**header, "tree": tree}, encoder.buffers), self._limits)

    def _target(self, frame: Frame) -> Any:
        target = frame.header.get("target", {})
        if "handle" in target:
            owner = self._objects.find(target["handle"])
            return getattr(owner, target["name"]) if "name" in target else owner
        if "name" in target:
            return self._modules.find(target.get("file"), target["name"])
        return self._modules.load(target.get("file"))

    def _import(self, frame: Frame) -> None:
        self._modules.load(frame.header.get("file"))

    def _call(self, frame: Frame) -> Any:
        function = self._target(frame)
        inout = frame.header.get("inout") is True
        answer = calls.call(function, self._objects.decode(frame), inout=inout)
        places = frame.header.get("keep")
        if not places:
            return answer
        if inout:
            return [calls.kept(answer[0], places), *answer[1:]]
        return calls.kept(answer, places)

    def _get(self, frame: Frame) -> Any:
        target, name = frame.header.get("target", {}), frame.header.get("name", "")
        if "file" in target and "name" not in target:
            return self._modules.find(target["file"], name)
        return getattr(self._target(frame), name)

    def _set(self, frame: Frame) -> None:
        setattr(self._target(frame), frame.header.get("name", ""), self._objects.decode(frame))

    def _define(self, frame: Frame) -> Any:
        return define(frame.header["source"], frame.header["name"])

    def _vjp(self, frame: Frame) -> Any:
        try:
            from .autograd import vjp  # noqa: PLC0415 - most images have no torch
        except ImportError:
            msg = "this image has no torch, so there is no autograd"
            raise refusal(msg, kind="ImportError") from None
        args, cotangents = self._objects.decode(frame)
        return vjp(self._target(frame), args, cotangents)

    def _ask(self, number: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        with self._speaking:
            if self._seq is None or self._asking:
                msg = "a function of the test can be called only while the test waits"
                raise RuntimeError(msg)
            self._asking = True
            try:
                return self._evaluated(number, [args, kwargs])
            finally:
                self._asking = False

    def _evaluated(self, number: int, arguments: list[Any]) -> Any:
        header = {"seq": self._seq, "kind": "callback", "callback": number}
        question = self._packed(header, arguments)
        flush_output()
        self._channel.write(question)
        reply = self._channel.read()
        if reply.header.get("op") == "return":
            return self._objects.decode(reply)
        if reply.header.get("op") == "throw":
            raise _builtin(reply.header.get("type"))
        msg = f"a callback's answer was due, found {reply.header.get('op')!r}"
        raise ProtocolError(msg)


def flush_output() -> None:
    """Push out what student code has printed, through whatever it made of sys.stdout."""
    for name in ("stdout", "stderr"):
        with suppress(BaseException):  # it may be anything; nothing depends on it
            getattr(sys, name).flush()


def _builtin(name: Any) -> Exception:
    kind = getattr(builtins, name, None) if type(name) is str else None
    words = "raised by a function that the test passed in"
    if isinstance(kind, type) and issubclass(kind, Exception) and kind is not StopIteration:
        try:
            return kind(words)
        except TypeError:  # UnicodeDecodeError wants five arguments
            return RuntimeError(f"{name} {words}")
    return RuntimeError(f"{name} {words}")
