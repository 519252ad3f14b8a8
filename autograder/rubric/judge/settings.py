"""Where the judge is, what it may cost, and what is known to be doubtful about it."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import ConfigDict, Field, SecretStr, ValidationError, field_validator

from autograder.errors import SpecError
from autograder.model.base import Record

SMALLEST_BILLIONS = 20
"""Parameters; below it published agreement with people is poor (8B: QWK 0.38, 32B: 0.70)."""
_SIZE = re.compile(r"(?<![a-z0-9.])(?:(\d{1,3})x)?(\d{1,4}(?:\.\d{1,3})?)([bm])(?![a-z0-9])")
_PREFIX = "AUTOGRADER_JUDGE_"
_KEYS = (f"{_PREFIX}KEY", "OPENAI_API_KEY")


class JudgeSettings(Record):
    """One model behind one OpenAI-compatible address."""

    model_config = ConfigDict(hide_input_in_errors=True)

    url: str
    """Base address, such as `http://127.0.0.1:8000/v1`."""
    model: str = Field(min_length=1, max_length=200)
    key: SecretStr = SecretStr("")
    seconds: float = Field(default=60, gt=0, le=600)
    """How long one call may take in all."""
    most_tokens: int = Field(default=2_000_000, ge=1)
    """No call is made once so many tokens are used."""
    most_calls: int = Field(default=10_000, ge=1)
    cache: Path | None = None
    """Folder of replies; without one each answer is asked about again."""

    @field_validator("url")
    @classmethod
    def _is_address(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
            msg = f"expected {_WANTED['url']}, with no name or key in it"
            raise ValueError(msg)
        return url


def settings_from(environ: Mapping[str, str]) -> JudgeSettings:
    """Read the settings `AUTOGRADER_JUDGE_URL`, `_MODEL`, `_KEY`, ... from `environ`.

    Raises:
        SpecError: a setting is missing or wrong; the key is never part of the message.
    """
    given = {
        name: environ[_PREFIX + name.upper()].strip()
        for name in JudgeSettings.model_fields
        if name != "key" and environ.get(_PREFIX + name.upper(), "").strip()
    }
    for name in ("url", "model"):
        if name not in given:
            msg = f"the judge needs {_PREFIX}{name.upper()}: expected {_WANTED[name]}"
            raise SpecError(msg)
    key = next((environ[name].strip() for name in _KEYS if environ.get(name, "").strip()), "")
    try:
        return JudgeSettings.model_validate({**given, "key": key})
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        msg = f"{_PREFIX}{str(first['loc'][0]).upper()}: {first['msg']}"
        raise SpecError(msg) from None


_WANTED = {
    "url": "the base address of a server, such as http://127.0.0.1:8000/v1",
    "model": "the name by which that server knows its model",
}


def doubts_about(settings: JudgeSettings) -> tuple[str, ...]:
    """Return what staff should know of this model and address, as sentences."""
    doubts = []
    size = billions_of(settings.model)
    if size is not None and size < SMALLEST_BILLIONS:
        doubts.append(
            f"the judge {settings.model!r} has about {size:g} billion parameters; below "
            f"{SMALLEST_BILLIONS} a judge agrees poorly with people"
        )
    parts = urlsplit(settings.url)
    if parts.scheme == "http" and not _is_here(parts.hostname or ""):
        doubts.append("answers travel to the judge unencrypted; use an https address")
    return tuple(doubts)


def billions_of(model: str) -> float | None:
    """Return the size that a model's name tells (`llama-3-8b`, `mixtral-8x7b`), or None."""
    sizes = [
        float(number) * int(times or 1) / (1 if unit == "b" else 1_000)
        for times, number, unit in _SIZE.findall(model.lower())
    ]
    return max(sizes, default=None)


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
