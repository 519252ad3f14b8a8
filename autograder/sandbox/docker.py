"""The sandbox that graders use: locked-down containers of a Docker Engine, started ahead."""

import logging
import os
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self

from autograder.errors import SandboxError
from autograder.model import BoxSpec, Fate, Guarantee, ImageRecord
from autograder.wire import MultiplexedStream

from .container import Box, box_of
from .engine import Engine
from .images import find_image
from .launch import Container, launch, remove_leftovers
from .pool import Pool

MIB = 1 << 20
MOST_READY = 16
REMOVERS = 2

_log = logging.getLogger(__name__)


class DockerWorker:
    """One claimed container; made by `DockerSandbox.claim`, used for one submission."""

    def __init__(self, sandbox: "DockerSandbox", container: Container, image: ImageRecord) -> None:
        self.image = image
        self._sandbox = sandbox
        self._container = container
        self._stream: MultiplexedStream | None = None
        self._fate: Fate | None = None
        self._lock = threading.Lock()

    @property
    def stream(self) -> MultiplexedStream:
        """The channel to the zygote, for use in this process."""
        if self._stream is None:
            self._stream = MultiplexedStream(self._container.socket.dup())
        return self._stream

    def detach(self) -> tuple[int, str]:
        """Return a descriptor of the channel and its framing; the caller closes the descriptor.

        `kill` still works from here: the supervisor keeps its own.

        Raises:
            SandboxError: `stream` was used here and may have read ahead.
        """
        if self._stream is not None:
            msg = "the worker's stream is in use in this process; detach before the first frame"
            raise SandboxError(msg)
        return os.dup(self._container.socket.fileno()), "docker"

    def kill(self) -> Fate:
        """End the worker and everything in it, say how it ended. Idempotent."""
        with self._lock:
            if self._fate is None:
                self._fate = self._container.end()
                self._bury()
            return self._fate

    def dismiss(self) -> None:
        """End it in the background; what its fate was is not asked. Idempotent."""
        with self._lock:
            if self._fate is None:
                self._fate = Fate(reason="the container was no longer wanted")
                self._container.hang_up()
                self._bury()

    def _bury(self) -> None:
        if self._stream is not None:
            self._stream.close()
        self._sandbox.bury(self, self._container)


class DockerSandbox:
    """Workers in containers that promise every guarantee; a context manager.

    Args:
        runtime: name of an engine's runtime, such as "runsc"; the engine's default if None.
        pool_size: how many containers wait ready; by cores if None, 0 starts each at its claim.
    """

    name = "docker"
    guarantees = frozenset(Guarantee)

    def __init__(self, *, runtime: str | None = None, pool_size: int | None = None) -> None:
        self._runtime = runtime
        self.settings: Mapping[str, Any] = {"runtime": runtime, "pool_size": pool_size}
        self._engine = Engine()
        self._pool: Pool[Box, Container] | None = None
        self._pool_size = pool_size
        self._images: dict[str, ImageRecord] = {}
        self._claimed: set[DockerWorker] = set()
        self._lock = threading.Lock()
        self._removers = ThreadPoolExecutor(REMOVERS, thread_name_prefix="autograder-remove")
        self._is_closed = False
        self._claims_to_come: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def claim(self, spec: BoxSpec) -> DockerWorker:
        """Return a started worker that nobody else has used.

        Raises:
            SandboxError: engine gone, image missing or stale, disk full; says what to do.
            SpecError: limits that contradict each other.
        """
        pool, image = self._prepare(spec)
        container = pool.claim(box_of(image.digest, spec.limits))
        worker = DockerWorker(self, container, image)
        with self._lock:
            self._claimed.add(worker)
            is_late = self._is_closed
        if is_late:  # `close` ran meanwhile and may not have seen this one
            worker.kill()
        return worker

    def expect(self, claims: int) -> None:
        """Start no container ahead beyond `claims` more claims: ending it unused costs, too."""
        self._claims_to_come = claims
        if self._pool is not None:
            self._pool.expect(claims)

    def identify(self, image: str) -> ImageRecord:
        """Return the image that a claim would use. Raises SandboxError: missing or stale."""
        return find_image(self._engine, image)

    def close(self) -> None:
        """End every worker, claimed or waiting; wait until nothing is left. Idempotent."""
        with self._lock:
            was_closed, self._is_closed = self._is_closed, True
            claimed = list(self._claimed)
        for worker in claimed:
            worker.kill()
        if self._pool is not None:
            self._pool.close()
        self._removers.shutdown()
        if not was_closed:
            self._clean_up()
        self._engine.close()

    def _clean_up(self) -> None:
        """Remove what a grader beside us left that was killed, such as a cluster's worker."""
        try:
            remove_leftovers(self._engine)
        except SandboxError as error:
            _log.info("%s", error)

    def bury(self, worker: DockerWorker, container: Container) -> None:
        """Remove an ended worker's container in the background; `close` waits for it."""
        self._removers.submit(container.remove)
        with self._lock:
            self._claimed.discard(worker)
        if self._pool is not None:
            self._pool.give_back()

    def _prepare(self, spec: BoxSpec) -> tuple[Pool[Box, Container], ImageRecord]:
        with self._lock:
            if self._is_closed:
                msg = "the sandbox is closed; claim workers within its `with` block"
                raise SandboxError(msg)
            if self._pool is None:
                self._pool = self._open_pool()
            if spec.image not in self._images:
                self._images[spec.image] = find_image(self._engine, spec.image)
            return self._pool, self._images[spec.image]

    def _open_pool(self) -> Pool[Box, Container]:
        removed = remove_leftovers(self._engine)
        if removed:
            _log.info("removed %d containers of graders that had died", removed)
        with self._engine.trouble("ask the engine for its size"):
            info = self._engine.api.info()
        memory_mb = info["MemTotal"] // MIB
        default = min(2 * info["NCPU"], MOST_READY)
        return Pool(
            lambda box: launch(self._engine, box, runtime=self._runtime),
            self._drop,
            is_alive=Container.is_alive,
            size=default if self._pool_size is None else self._pool_size,
            # A quarter of the memory is left to the graders and the engine.
            capacity=lambda box: max(1, memory_mb * 3 // 4 // box.memory_mb),
            claims_to_come=self._claims_to_come,
        )

    def _drop(self, container: Container) -> None:
        if not container.is_alive():
            _log.warning("a waiting container had ended: %s", container.last_words())
        container.hang_up()
        container.remove()
