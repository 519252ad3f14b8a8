"""What a student's process may answer that it should not; the zygote here is a script."""

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np
import pytest

from autograder.errors import ProtocolError
from autograder.model import Fate, Guarantee, ImageRecord
from autograder.wire import DEFAULT_LIMITS, Frame, SocketStream, pack, read_frame, unpack

OUTER = DEFAULT_LIMITS.enveloped()
Script = Callable[[dict[str, Any]], "bytes | Frame | dict[str, Any] | None"]


class Scripted:
    """A sandbox whose students answer by a script; counts its workers."""

    name = "scripted"

    def __init__(self, script: Script, *, guarded: bool = True, fate: Fate | None = None) -> None:
        self.script = script
        self.guarantees = frozenset({Guarantee.ZYGOTE} if guarded else ())
        self.fate = fate or Fate(reason="it was ended")
        self.workers: list[ScriptedWorker] = []

    def claim(self, spec: object) -> "ScriptedWorker":
        self.workers.append(ScriptedWorker(self))
        return self.workers[-1]

    def close(self) -> None: ...


class ScriptedWorker:
    image = ImageRecord(name="scripted", digest="none")

    def __init__(self, sandbox: Scripted) -> None:
        ours, self.theirs = socket.socketpair()
        self.sandbox, self.is_dead = sandbox, False
        self.stream = SocketStream(ours)
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()

    def detach(self) -> None:
        return None

    def kill(self) -> Fate:
        self.is_dead = True
        self.stream.close()
        self.thread.join()
        return self.sandbox.fate

    def dismiss(self) -> None:
        self.kill()

    def _serve(self) -> None:
        stream = SocketStream(self.theirs)
        deadline = time.monotonic() + 60
        with suppress(ConnectionError, TimeoutError, ProtocolError):
            while True:
                frame = read_frame(lambda count: stream.receive(count, deadline), OUTER)
                answer = self._answer(frame)
                if answer is None:
                    break
                stream.send(answer, deadline)
        stream.close()

    def _answer(self, frame: Frame) -> bytes | bytearray | None:
        op = frame.header["op"]
        header = {"epoch": frame.header.get("epoch"), "output": "", "dropped": 0}
        if op == "load":
            return pack(Frame({"op": "loaded", "info": {"python": "3", "evil": []}}))
        if not frame.buffers:
            return pack(
                Frame({**header, "op": {"begin": "begun", "end": "swept"}[op], "clean": True})
            )
        inner = unpack(frame.buffers[0])
        answer = self.sandbox.script(inner.header)
        if answer is None:
            return None
        if isinstance(answer, dict):
            answer = {"seq": inner.header["seq"], **answer}
            answer = Frame(answer, [b"12345678"])
        data = answer if isinstance(answer, bytes) else pack(answer)
        return pack(Frame({**header, "op": "from"}, [data]), OUTER)


def _value(tree: Any) -> dict[str, Any]:
    return {"kind": "value", "tree": tree}


def _after_import(answer: Any) -> Script:
    return lambda header: _value(None) if header["op"] == "import" else answer


def _error(**fields: Any) -> dict[str, Any]:
    error = {"type": "ValueError", "message": "m", "stage": "call", "frames": [], "mirror": None}
    return {"kind": "error", "error": {**error, **fields}}


LIES = {
    "another sequence number": {"seq": 99, **_value(1)},
    "a sequence number that is true": {"seq": True, **_value(1)},
    "no kind": {"tree": 1},
    "an unknown kind": {"kind": "passed", "tree": 1},
    "no tree": {"kind": "value", "tree": ["?"]},
    "a function of the test": _value(["k", 0]),
    "a negative handle": _value(["h", -1, "x"]),
    "an array that needs more bytes": _value(["a", "float64", [2], 0]),
    "an object array": _value(["a", "object", [1], 0]),
    "a callback that was not passed": {"kind": "callback", "callback": 5, "tree": ["l", []]},
    "a callback without a number": {"kind": "callback", "callback": "x", "tree": None},
    "no frame at all": b"hello",
    "an error without fields": {"kind": "error", "error": None},
    "an error with a false stage": _error(stage="passed"),
    "an error with too many frames": _error(frames=[["f", 1, "g"]] * 20),
    "an error with a false frame": _error(frames=[["f", True, "g"]]),
    "an error with a false message": _error(message=["x"]),
    "an error with a false mirror": _error(mirror=7),
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_lie_fails_the_check_and_costs_the_worker(lie: Any, course) -> None:
    course.sandbox = Scripted(_after_import(lie))
    course.suite(
        """
        import pytest
        @pytest.mark.task("a")
        @pytest.mark.parametrize("n", [1, 2])
        def test_it(submission, n):
            with pytest.raises(Exception):
                submission.add(lambda: n)
        """
    )
    for result in course.run().values():
        assert (result.outcome, result.failure) == ("failed", "protocol"), result.message
        assert result.message.startswith("the answer to `add` was refused: ")
    assert len(course.sandbox.workers) == 2
    assert all(worker.is_dead for worker in course.sandbox.workers)


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("remote.length(h)", _value("3")),
        ("remote.length(h)", _value(tree=True)),
        ("remote.next(h)", _value(["l", [1, 2]])),
        ("remote.next(h)", _value(["t", [True, 2]])),
        ("remote.next(h)", _value(["l", [True]])),
        ("submission.add.inout(1)", _value(["l", [1, 2, 3]])),
        ("submission.add.inout(1)", _value(["t", [1, ["t", []], ["d", []]]])),
        ("remote.rng(1)", _value(3)),
        ("remote.vjp(submission.add, [], 1)", _value(3)),
    ],
)
def test_an_operation_answers_in_due_form(body: str, answer: Any, course) -> None:
    def script(header: dict[str, Any]) -> Any:
        if header["op"] == "import":
            return _value(None)
        is_first = header["op"] == "call" and not header["inout"]
        return _value(["h", 1, "Odd"]) if is_first else answer

    course.sandbox = Scripted(script)
    result = course.check("", f"h = submission.make()\n{body}")
    assert (result.outcome, result.failure) == ("failed", "protocol")


def test_a_type_name_is_made_printable(course) -> None:
    course.sandbox = Scripted(_after_import(_value(["h", 1, "\x1b[31m<b>é" + "x" * 200])))
    result = course.check("", "assert repr(submission.make()) == ''")
    assert "<handle of ?[31m<b>?xxx" in result.message


@pytest.mark.parametrize("name", ["StopIteration", "SystemExit", "KeyboardInterrupt", "Skipped"])
def test_a_mirror_that_is_not_on_the_list_is_a_plain_exception(name: str, course) -> None:
    course.sandbox = Scripted(_after_import(_error(type=name, mirror=name)))
    result = course.check("", "submission.add(1)")
    assert (result.outcome, result.failure) == ("failed", "exception")
    assert result.message == f"the call failed with {name}: m"


def test_frames_of_files_that_were_not_submitted_are_left_out(course) -> None:
    frames = [["/etc/passwd", 1, "f"], ["optim.py", 1, "g"], ["optim.py", 99, "h"]]
    course.sandbox = Scripted(_after_import(_error(frames=frames)))
    result = course.check("x = 1", "submission.add(1)")
    assert [(frame.file, frame.source) for frame in result.frames] == [("optim.py", "x = 1")]


@pytest.mark.parametrize(
    ("settings", "verdict"),
    [
        ({}, "error infrastructure"),
        ({"guarded": False}, "failed ended"),
        ({"fate": Fate(reason="out of memory", out_of_memory=True)}, "failed memory"),
    ],
)
def test_a_lost_worker_is_ours_unless_the_student_could_have_ended_it(
    settings: dict[str, Any], verdict: str, course
) -> None:
    course.sandbox = Scripted(_after_import(None), **settings)
    body = "try:\n    submission.add(np.ones(2))\nexcept Exception:\n    pass"
    result = course.check("", body)
    assert f"{result.outcome} {result.failure}" == verdict
    assert course.sandbox.fate.reason in result.message


def test_values_are_what_the_wire_says(course) -> None:
    course.sandbox = Scripted(_after_import(_value(["a", "float64", [1], 0])))
    result = course.check("", "assert submission.add(1).shape == (1,)")
    assert result.outcome == "passed", result.message
    assert np.frombuffer(b"12345678").shape == (1,)
