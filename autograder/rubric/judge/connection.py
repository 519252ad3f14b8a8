"""One exchange with an OpenAI-compatible server, bounded in time and size.

The only code that knows the package `openai` and the key. Whatever a server does ends in a
completion or in a ConnectionFailed whose words are ours: a server may echo what it was sent.
"""

import json
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from typing import Any, TypeVar

from autograder.errors import AutograderError

from .settings import JudgeSettings

_MOST_BYTES = 1_000_000
_MOST_ERROR_BYTES = 64_000
_AGAIN = frozenset([408, 409, 425, 429])
_REFUSED = frozenset([400, 415, 422, 501])
"""Statuses by which servers refuse a request's form."""
_SERVER_FAULT = 500
_OK = 200
_SHORTEST_KEY = 8
_Result = TypeVar("_Result")


class ConnectionFailed(AutograderError):  # noqa: N818 - says what happened, as SandboxTimeout does
    """A call without a completion.

    Attributes:
        again: another try may help.
        after: the server's Retry-After, as it wrote it.
        refused: the server refuses the request's form.
        parameter: what the server refuses, if it says so.
    """

    def __init__(
        self,
        words: str,
        *,
        again: bool = False,
        after: str = "",
        refused: bool = False,
        parameter: str = "",
    ) -> None:
        super().__init__(words)
        self.again = again
        self.after = after
        self.refused = refused
        self.parameter = parameter


@dataclass(frozen=True)
class Completion:
    """What the model wrote, and the tokens that the server reports."""

    content: str
    tokens: object


class Connection:
    """Calls one server; each call opens a connection of its own and leaves nothing open."""

    def __init__(self, settings: JudgeSettings) -> None:
        self._settings = settings

    def complete(self, request: Mapping[str, Any]) -> Completion:
        """Return the completion of one chat request.

        Raises:
            ConnectionFailed: no usable completion came within the time.
        """
        openai = _package()
        seconds = self._settings.seconds
        deadline = time.monotonic() + seconds
        try:
            body = _within(seconds, lambda: self._exchange(openai, request, deadline))
        except TimeoutError:
            msg = f"it did not answer within {seconds:g} seconds"
            raise ConnectionFailed(msg, again=True) from None
        return _completion(body)

    def tells_key(self, text: str) -> bool:
        """True if `text` holds the key; what is shorter than any key is a placeholder."""
        key = self._settings.key.get_secret_value()
        return len(key) >= _SHORTEST_KEY and key in text

    def _exchange(self, openai: Any, request: Mapping[str, Any], deadline: float) -> bytes:
        try:
            return self._sent(openai, request, deadline)
        except openai.APITimeoutError:
            raise TimeoutError from None
        except openai.OpenAIError as error:
            if isinstance(error.__cause__, ConnectionFailed):  # raised by the hook, and wrapped
                raise error.__cause__ from None
            raise _broken(error) from None

    def _sent(self, openai: Any, request: Mapping[str, Any], deadline: float) -> bytes:
        """Send one request; no retries of the package's own, no redirects, no compression."""
        seconds = self._settings.seconds
        hooks = {"response": [lambda response: _refuse(response, deadline)]}
        with (
            openai.DefaultHttpxClient(follow_redirects=False, event_hooks=hooks) as http,
            openai.OpenAI(
                base_url=self._settings.url,
                api_key=self._settings.key.get_secret_value() or "none",
                timeout=seconds,
                max_retries=0,
                http_client=http,
                default_headers={"Accept-Encoding": "identity"},
            ) as client,
            client.chat.completions.with_streaming_response.create(
                model=self._settings.model, **request
            ) as response,
        ):
            return _read(response.http_response.iter_raw(), _MOST_BYTES, deadline)


def _package() -> Any:
    try:
        import openai  # noqa: PLC0415 - an optional extra, and slow to import
    except ImportError:
        msg = "the package openai is not installed; pip install 'autograder-dl[llm]'"
        raise ConnectionFailed(msg) from None
    return openai


def _refuse(response: Any, deadline: float) -> None:
    """Turn all but success into words, having read no more of it than needed."""
    status = response.status_code
    if status == _OK:
        return
    refused = status in _REFUSED
    parameter = _parameter(response, deadline) if refused else ""
    msg = f"its server answers with status {status}"
    raise ConnectionFailed(
        msg,
        again=status in _AGAIN or (status >= _SERVER_FAULT and not refused),
        after=response.headers.get("retry-after", ""),
        refused=refused,
        parameter=parameter,
    )


def _parameter(response: Any, deadline: float) -> str:
    """Return the name of the setting that the server's error names."""
    try:
        body = json.loads(_read(response.iter_raw(), _MOST_ERROR_BYTES, deadline))
        return str(body["error"]["param"])
    except (ConnectionFailed, ValueError, RecursionError, KeyError, TypeError):
        return ""


def _read(chunks: Iterable[bytes], most: int, deadline: float) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > most:
            msg = f"it sent more than {most // 1000} kB"
            raise ConnectionFailed(msg)
        if time.monotonic() > deadline:
            raise TimeoutError
    return bytes(body)


def _completion(body: bytes) -> Completion:
    try:
        found = json.loads(body)
        content = found["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, LookupError, TypeError):
        msg = "it sent something other than a chat completion"
        raise ConnectionFailed(msg, again=True) from None
    usage = found.get("usage")
    tokens = usage.get("total_tokens") if isinstance(usage, dict) else None
    return Completion(content if isinstance(content, str) else "", tokens)


def _within(seconds: float, call: Callable[[], _Result]) -> _Result:
    """Return what `call` returns; its thread is left behind after `seconds`.

    A server that sends a byte now and then outlasts every time-out of a socket.

    Raises:
        TimeoutError: it took longer.
    """
    done: Future[_Result] = Future()

    def run() -> None:
        try:
            done.set_result(call())
        except (ConnectionFailed, TimeoutError) as error:
            done.set_exception(error)
        except Exception as error:  # noqa: BLE001 - whatever breaks while a reply is read is the connection
            done.set_exception(_broken(error))

    Thread(target=run, name="judge", daemon=True).start()
    return done.result(timeout=seconds)


def _broken(error: Exception) -> ConnectionFailed:
    msg = f"the connection to its server failed ({type(error).__name__})"
    return ConnectionFailed(msg, again=True)
