"""One container's life: create, attach, start, end, remove. Chooses no options of its own."""

import contextlib
import logging
import select
import socket
import time
from typing import Any

from autograder.errors import SandboxError
from autograder.model import Fate
from autograder.wire import MultiplexedStream

from .container import WORKER_COMMAND, Box, container_options, host_options
from .engine import Engine
from .locks import remove_stale_locks
from .owner import Owner, current_owner, parse_owner
from .slots import Slot, take_slot

OWNER_LABEL = "autograder.owner"
LAST_WORDS_SECONDS = 0.5
END_SECONDS = 5.0

_log = logging.getLogger(__name__)


class Container:
    """A started container that belongs to this process, with the socket to its first process."""

    def __init__(self, engine: Engine, container_id: str, sock: socket.socket, slot: Slot) -> None:
        self.id = container_id
        self.socket = sock
        self._engine = engine
        self._slot = slot

    def is_alive(self) -> bool:
        """True while nothing has come out of it: a waiting zygote is silent until it is asked."""
        poll = select.poll()
        poll.register(self.socket, select.POLLIN)
        return not poll.poll(0)

    def last_words(self) -> str:
        """Return what an ended first process left on its standard error."""
        stream = MultiplexedStream(self.socket)
        deadline = time.monotonic() + LAST_WORDS_SECONDS
        with contextlib.suppress(ConnectionError, TimeoutError):
            while True:
                stream.receive(1, deadline)
        return stream.stderr_tail.decode("utf-8", errors="replace").strip()

    def end(self) -> Fate:
        """Kill everything in it and say how it ended. Does not raise: a fate is what is asked for.

        The socket goes first: an output that nobody reads blocks the engine's kill for
        more than 25 seconds.
        """
        self.hang_up()
        try:
            with self._engine.hurry(END_SECONDS), self._engine.trouble("end a container"):
                state = self._engine.api.inspect_container(self.id)["State"]
                if state["Running"]:
                    self._engine.api.kill(self.id)
                    state = self._engine.api.inspect_container(self.id)["State"] | {"Ours": True}
        except SandboxError as error:
            return Fate(reason=str(error))
        return _fate(state)

    def hang_up(self) -> None:
        """Shut the socket for every process that holds it; the end must follow."""
        hang_up(self.socket)

    def remove(self) -> None:
        """Kill what still runs in it, remove it from the engine, free its slot.

        A failure is logged, and met again later.
        """
        try:
            with self._engine.trouble("remove a container"):
                self._engine.api.remove_container(self.id, force=True, v=True)
        except SandboxError as error:
            _log.warning("%s", error)
        self.socket.close()
        self._slot.release()


def launch(
    engine: Engine,
    box: Box,
    *,
    runtime: str | None = None,
    command: tuple[str, ...] = WORKER_COMMAND,
) -> Container:
    """Start a container for `box` and return it, attached.

    Raises:
        SandboxError: the engine refuses; nothing is left of the attempt.
    """
    with contextlib.ExitStack() as undo:
        slot = take_slot()
        undo.callback(slot.release)
        container_id = _create(engine, box, slot.uid, runtime, command)
        undo.callback(_discard, engine, container_id)
        sock = engine.attach(container_id)  # before the start: no byte of its output is missed
        undo.callback(sock.close)
        with engine.trouble("start a container"):
            engine.api.start(container_id)
        undo.pop_all()
    return Container(engine, container_id, sock, slot)


def remove_leftovers(engine: Engine) -> int:
    """Remove the containers of graders that have died, and only those; return how many."""
    remove_stale_locks()
    removed = 0
    with engine.trouble("look for containers of earlier runs"):
        found = engine.api.containers(all=True, filters={"label": OWNER_LABEL})
    for entry in found:
        owner = _owner_of(entry)
        if owner is not None and owner.is_gone():
            _discard(engine, entry["Id"])
            removed += 1
    return removed


def hang_up(sock: socket.socket) -> None:
    """Shut a socket for every process that holds it."""
    with contextlib.suppress(OSError):  # it was not connected any more
        sock.shutdown(socket.SHUT_RDWR)


def _create(
    engine: Engine, box: Box, uid: int, runtime: str | None, command: tuple[str, ...]
) -> str:
    labels = {OWNER_LABEL: current_owner().label()}
    options = container_options(box, uid=uid, labels=labels, command=command)
    with engine.trouble("create a container"):
        host = engine.api.create_host_config(**host_options(box, runtime=runtime))
        created: dict[str, Any] = engine.api.create_container(host_config=host, **options)
    return str(created["Id"])


def _discard(engine: Engine, container_id: str) -> None:
    try:
        with engine.trouble("remove a container"):
            engine.api.remove_container(container_id, force=True, v=True)
    except SandboxError as error:
        _log.warning("%s", error)


def _owner_of(entry: dict[str, Any]) -> Owner | None:
    return parse_owner(entry["Labels"].get(OWNER_LABEL, ""))


def _fate(state: dict[str, Any]) -> Fate:
    code = state.get("ExitCode")
    if state.get("OOMKilled"):
        return Fate(reason="the container ran out of memory", out_of_memory=True, exit_code=code)
    if state.get("Ours"):
        return Fate(reason="the container was ended from outside", exit_code=code)
    return Fate(reason=f"the container's first process ended with status {code}", exit_code=code)
