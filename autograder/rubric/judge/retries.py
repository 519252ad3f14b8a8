"""From a prompt to a checked sample: the form that a server takes, retries, the cap."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from autograder.errors import AutograderError

from .connection import Completion, Connection, ConnectionFailed
from .meter import Meter
from .prompt import Prompt, reply_schema
from .replies import ReplyError, Sample, read_reply

TRIES = 3
MOST_PAUSE = 30.0
"""Seconds; a server that asks for a longer pause gets this one."""
_FIRST_PAUSE = 1.0
_REPLY_TOKENS = 4_096
_FORMATS = ("json_schema", "json_object", "text")


class JudgeFailed(AutograderError):  # noqa: N818 - says what happened, as SandboxTimeout does
    """The judge took no part in one answer, and why, as words for the staff."""


@dataclass(frozen=True)
class _Form:
    """What a server is asked for beyond the messages; less after each refusal."""

    format: int = 0
    extras: dict[str, Any] = field(
        default_factory=lambda: {"temperature": 0, "max_tokens": _REPLY_TOKENS}
    )

    def request(self, prompt: Prompt) -> dict[str, Any]:
        messages = [
            {"role": "system", "content": prompt.system},
            {"role": "user", "content": prompt.user},
        ]
        return {"messages": messages, **self._response_format(prompt), **self.extras}

    def _response_format(self, prompt: Prompt) -> dict[str, Any]:
        name = _FORMATS[self.format]
        if name == "text":
            return {}
        wanted: dict[str, Any] = {"type": name}
        if name == "json_schema":
            schema = reply_schema(prompt)
            wanted["json_schema"] = {"name": "verdicts", "strict": True, "schema": schema}
        return {"response_format": wanted}

    def without(self, parameter: str) -> "_Form | None":
        """Return the form without what was refused; None if nothing is left to give up."""
        if parameter in self.extras:
            extras = {name: one for name, one in self.extras.items() if name != parameter}
            if parameter == "max_tokens":
                extras["max_completion_tokens"] = _REPLY_TOKENS
            return replace(self, extras=extras)
        if self.format + 1 < len(_FORMATS):
            return replace(self, format=self.format + 1)
        return None


class Requests:
    """Asks one server, in the form that it took last."""

    def __init__(
        self, connection: Connection, meter: Meter, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._connection = connection
        self._meter = meter
        self._pause = pause
        self._form = _Form()

    def sample(self, prompt: Prompt) -> Sample:
        """Return one checked reply, after at most two retries.

        Raises:
            JudgeFailed: none came, or the cap is reached.
        """
        for attempt in range(TRIES):
            last = attempt + 1 == TRIES
            try:
                return self._checked(self._completion(prompt).content, prompt)
            except ReplyError as error:
                if last:
                    msg = f"its reply cannot be used: {error}"
                    raise JudgeFailed(msg) from None
            except ConnectionFailed as error:
                if last or not error.again:
                    raise JudgeFailed(str(error)) from None
                self._pause(_seconds(error.after, attempt))
        raise AssertionError  # the last try returns or raises

    def _checked(self, content: str, prompt: Prompt) -> Sample:
        sample = read_reply(content, prompt.all_ids)
        texts = (text for one in sample.values() for text in (one.evidence or "", one.reason))
        if any(self._connection.tells_key(text) for text in texts):
            msg = "it repeats the key"
            raise ReplyError(msg)
        return sample

    def _completion(self, prompt: Prompt) -> Completion:
        """Return one completion, giving up what the server refuses."""
        form = self._form
        while True:
            try:
                completion = self._call(form, prompt)
            except ConnectionFailed as error:
                smaller = form.without(error.parameter) if error.refused else None
                if smaller is None:
                    raise
                form = smaller
            else:
                self._form = form
                return completion

    def _call(self, form: _Form, prompt: Prompt) -> Completion:
        if stopped := self._meter.stopped():
            raise JudgeFailed(stopped)
        sent = prompt.system + prompt.user
        try:
            completion = self._connection.complete(form.request(prompt))
        except ConnectionFailed:
            self._meter.count(sent, "", None)
            raise
        self._meter.count(sent, completion.content, completion.tokens)
        return completion


def _seconds(after: str, attempt: int) -> float:
    """Return how long to pause: what the server asks for or 1, 2, ... seconds, at most 30."""
    wanted = _asked(after)
    return min(_FIRST_PAUSE * 2**attempt if wanted is None else wanted, MOST_PAUSE)


def _asked(after: str) -> float | None:
    """Read a Retry-After: seconds or a date."""
    try:
        seconds = float(after)
    except ValueError:
        return _until(after)
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def _until(date: str) -> float | None:
    try:
        when = parsedate_to_datetime(date)
    except (ValueError, TypeError, OverflowError):
        return None
    zoned = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max((zoned - datetime.now(UTC)).total_seconds(), 0.0)
