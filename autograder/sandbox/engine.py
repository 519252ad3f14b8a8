"""The way to the Docker Engine: one client a thread, failures in words. Knows no containers."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from autograder.errors import SandboxError

if TYPE_CHECKING:
    import docker

SECONDS_AN_ANSWER = 30.0
LOCAL_ENGINE = "unix:///var/run/docker.sock"


class Engine:
    """Clients of the engine that the user's settings name (`DOCKER_HOST` or the local socket).

    The SDK's client is not promised to be safe for several threads, so each has its own.
    """

    def __init__(self, *, timeout_seconds: float = SECONDS_AN_ANSWER) -> None:
        self._sdk = _load_sdk()
        self._timeout_seconds = timeout_seconds
        self._local = threading.local()
        self._lock = threading.Lock()
        self._clients: list[docker.APIClient] = []

    @property
    def not_found(self) -> type[Exception]:
        """The exception of the SDK that says: no such container or image."""
        kind: type[Exception] = self._sdk.errors.NotFound
        return kind

    @property
    def api(self) -> "docker.APIClient":
        """This thread's client.

        Raises:
            SandboxError: the engine does not answer.
        """
        client: docker.APIClient | None = getattr(self._local, "client", None)
        if client is None:
            with self.trouble("reach the engine"):
                _knock(self._sdk.utils.kwargs_from_env().get("base_url", LOCAL_ENGINE))
                client = self._sdk.from_env(timeout=self._timeout_seconds, version="auto").api
            self._local.client = client
            with self._lock:
                self._clients.append(client)
        return client

    @contextmanager
    def hurry(self, seconds: float) -> Iterator[None]:
        """Let this thread wait no longer than `seconds` for each answer within the block.

        Raises:
            SandboxError: the engine does not answer at all.
        """
        client: Any = self.api
        usual, client.timeout = client.timeout, seconds
        try:
            yield
        finally:
            client.timeout = usual

    @contextmanager
    def trouble(self, doing: str) -> Iterator[None]:
        """Turn the SDK's exceptions within the block into a SandboxError that says what to do."""
        try:
            yield
        except (self._sdk.errors.DockerException, OSError) as error:
            raise SandboxError(_words(doing, error)) from error

    def attach(self, container_id: str) -> socket.socket:
        """Return a socket of our own to the streams of a container that has not started yet.

        Raises:
            SandboxError: this engine's connection is not a plain socket (TLS, ssh).
        """
        params = {"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1}
        with self.trouble("attach to a container"):
            attached: Any = self.api.attach_socket(container_id, params=params)
        hijacked = getattr(attached, "_sock", attached)
        try:
            if type(hijacked) is not socket.socket:
                msg = (
                    f"the engine at {self.api.base_url!r} is reached through "
                    f"{type(hijacked).__name__!r}, expected a plain socket; "
                    "use an engine on this machine (DOCKER_HOST=unix:///var/run/docker.sock)"
                )
                raise SandboxError(msg)
            return hijacked.dup()
        finally:
            _drop(attached)

    def close(self) -> None:
        """Close every thread's client."""
        with self._lock:
            clients, self._clients = self._clients, []
        for client in clients:
            client.close()


def _load_sdk() -> Any:
    try:
        import docker  # noqa: PLC0415 - an extra; a student's install has none
    except ImportError as error:
        msg = "the Docker SDK for Python is not installed: pip install 'autograder-dl[grade]'"
        raise SandboxError(msg) from error
    return docker


def _knock(address: str) -> None:
    """Raise OSError if nobody listens; the SDK would leave its own socket open then."""
    scheme, _, path = address.partition("://")
    if not scheme.endswith("unix"):
        return
    with socket.socket(socket.AF_UNIX) as door:
        try:
            door.connect(path)
        except OSError as error:
            raise ConnectionError(error.errno, error.strerror, address) from error


def _drop(attached: Any) -> None:
    """Let go of the SDK's own handles; ours is a duplicate and stays open."""
    response = getattr(attached, "_response", attached)
    response.close()
    attached.close()


def _words(doing: str, error: Exception) -> str:
    text = " ".join(str(getattr(error, "explanation", None) or error).split())
    if "no space left on device" in text.lower():
        return f"could not {doing}: the engine's disk is full; free some (docker system df): {text}"
    if "no such image" in text.lower():
        return f"could not {doing}: {text}; run `autograder image build`"
    if _is_unreachable(error, text):
        return (
            f"could not {doing}: the Docker Engine does not answer; start it "
            f"(systemctl start docker), then ask `autograder doctor`: {text}"
        )
    return f"could not {doing}: {text}; `autograder doctor` looks for the cause"


def _is_unreachable(error: Exception, text: str) -> bool:
    if hasattr(error, "explanation"):  # an answer of the engine, though a refusal
        return False
    signs = ("fetching server api version", "connection", "timed out")
    return isinstance(error, ConnectionError) or any(sign in text.lower() for sign in signs)
