"""A real worker, spoken to as the suite does, in few words."""

import os
import socket
import subprocess
import sys
import time
from typing import Any, NamedTuple

import pytest

from autograder.wire import Decoder, Encoder, SocketStream, WorkerClient

SECONDS = 20
OPTIONS = {"output_kb": 64, "frame_mb": 32, "load": "per-test", "disk_mb": 64}


class Ref(NamedTuple):
    """A handle, as it crossed."""

    number: int
    type_name: str


class ToldError(Exception):
    """An error answer."""

    def __init__(self, record):
        super().__init__(record["message"])
        self.__dict__.update(record)


class Conversation:
    def __init__(self, stream):
        self.prints = []
        self.callbacks = []
        self.client = WorkerClient(stream, on_printed=self.prints.append)

    @property
    def printed(self):
        return "".join(piece.text for piece in self.prints)

    def load(self, source="", *, begin=True, files=None, **options):
        files = {"work.py": source.encode(), **(files or {})}
        info = self.client.load(files, {**OPTIONS, **options}, seconds=SECONDS)
        if begin:
            self.client.begin(7, seconds=SECONDS)
        return info

    def again(self):
        clean = self.client.end(seconds=SECONDS)
        self.client.begin(7, seconds=SECONDS)
        return clean

    def ask(self, op, *value, seconds=SECONDS, **fields) -> Any:
        deadline = time.monotonic() + seconds
        header, buffers = self._encoded({"op": op, **fields}, value)
        answer = self.client.request(header, buffers, deadline=deadline)
        while answer.header["kind"] == "callback":
            header, buffers = self._evaluated(answer)
            answer = self.client.resume(header, buffers, deadline=deadline)
        if answer.header["kind"] == "error":
            raise ToldError(answer.header["error"])
        return self._decoded(answer)

    def call(self, name, *args, file="work.py", keep=(), inout=False, seconds=SECONDS, **kwargs):
        target = {"handle": name.number} if isinstance(name, Ref) else {"file": file, "name": name}
        fields = {"target": target, "keep": list(keep), "inout": inout, "seconds": seconds}
        return self.ask("call", [args, kwargs], **fields)

    def _encoded(self, header, value):
        encoder = Encoder(self._reference)
        if value:
            header["tree"] = encoder.encode(value[0])
        return header, encoder.buffers

    def _reference(self, value):
        if isinstance(value, Ref):
            return ["h", value.number, ""]
        self.callbacks.append(value)
        return ["k", len(self.callbacks) - 1]

    def _decoded(self, frame):
        decoder = Decoder(frame.buffers, reference=lambda node: Ref(node[1], node[2]))
        return decoder.decode(frame.header["tree"])

    def _evaluated(self, question):
        args, kwargs = self._decoded(question)
        try:
            result = self.callbacks[question.header["callback"]](*args, **kwargs)
        except ArithmeticError as error:
            return {"op": "throw", "type": type(error).__name__}, []
        return self._encoded({"op": "return"}, [result])


def _start(folder, *arguments, path=None):
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-s", "-P", "-B", "-u", "-m", "autograder.worker", *arguments]
    environment = {"AUTOGRADER_WORK": str(folder), "OPENBLAS_NUM_THREADS": "1"}
    if path is not None:
        environment["PYTHONPATH"] = str(path)
    folder.mkdir(exist_ok=True)
    with theirs:
        process = subprocess.Popen(command, stdin=theirs, stdout=theirs, env=environment)
    return process, Conversation(SocketStream(ours))


@pytest.fixture
def start(tmp_path):
    """Starts a worker with these arguments, in a folder of an unpleasant name."""
    started = []

    def start_one(*arguments, path=None):
        folder = tmp_path / f"Übung 1, {len(started)}"
        process, conversation = _start(folder, *arguments, path=path)
        started.append((process, conversation))
        conversation.process = process
        conversation.folder = folder
        return conversation

    yield start_one
    for process, conversation in started:
        conversation.client.close()
        process.wait(SECONDS)


@pytest.fixture(scope="module")
def zygote(tmp_path_factory):
    process, conversation = _start(tmp_path_factory.mktemp("zygote"))
    yield conversation
    conversation.client.close()
    assert process.wait(SECONDS) == 0


@pytest.fixture
def worker(zygote):
    """A zygote shared by the tests of a module; each test loads its own files."""
    zygote.prints.clear()
    zygote.callbacks.clear()
    yield zygote
    assert zygote.client.end(seconds=SECONDS)


@pytest.fixture
def told():
    return ToldError


@pytest.fixture
def is_alive():
    def check(pid):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        return True

    return check


@pytest.fixture
def converse():
    return Conversation
