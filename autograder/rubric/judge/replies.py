"""What a judge's reply must be before anything in it is believed."""

import json
from collections.abc import Collection
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from autograder.rubric.normalise import normalise

from .prompt import MOST_REASON_WORDS

_MOST_CHARACTERS = 200_000
_MOST_STARTS = 500
"""Braces at which an object is looked for: more is no reply, and would take long."""


class ReplyError(ValueError):
    """A reply that cannot be used, with the reason in words of ours."""


class Judged(BaseModel):
    """One item as the judge sees it. Fields that nobody asked for, points too, are not read."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    id: str
    verdict: Literal["met", "partial", "not_met", "cannot_assess"]
    evidence: str | None = None
    reason: str = ""

    @field_validator("reason")
    @classmethod
    def _short(cls, reason: str) -> str:
        words = normalise(reason).plain.split()
        cut = " ".join(words[:MOST_REASON_WORDS])
        return f"{cut} …" if len(words) > MOST_REASON_WORDS else cut


class _Verdicts(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")

    items: list[Judged]


Sample = dict[str, Judged]
"""One whole reply, by the id that the model was shown."""


def read_reply(content: str, ids: Collection[str]) -> Sample:
    """Return the verdicts of a reply that holds each of `ids` once, alone or within prose.

    Raises:
        ReplyError: no JSON, more than one such object, or ids missing, doubled or unknown.
    """
    return checked(_object_in(content[:_MOST_CHARACTERS]), ids)


def checked(found: object, ids: Collection[str]) -> Sample:
    """Return the verdicts of one decoded object.

    Raises:
        ReplyError: a wrong shape, or ids missing, doubled or unknown.
    """
    try:
        items = _Verdicts.model_validate(found).items
    except ValidationError:
        msg = "it is not the JSON that was asked for"
        raise ReplyError(msg) from None
    named = [item.id for item in items]
    if sorted(named) != sorted(ids):
        msg = "it does not hold every item exactly once"
        raise ReplyError(msg)
    return {item.id: item for item in items}


def _object_in(content: str) -> object:
    """Return the one JSON object with `items` that stands in `content`."""
    text = content.rpartition("</think>")[2].strip()
    found: list[object] = []
    at = text.find("{")
    for _ in range(_MOST_STARTS):
        if at < 0:
            break
        value, end = _decoded(text, at)
        if isinstance(value, dict) and "items" in value and value not in found:
            found.append(value)
        at = text.find("{", end)
    if len(found) != 1:
        msg = f"it holds {len(found)} JSON objects with verdicts instead of one"
        raise ReplyError(msg)
    return found[0]


def _decoded(text: str, start: int) -> tuple[object, int]:
    """Return the object that begins at `start` and where it ends; None and the next place."""
    try:
        return _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        return None, start + 1


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        msg = "a name stands twice in one object"
        raise ReplyError(msg)
    return found


_DECODER = json.JSONDecoder(object_pairs_hook=_without_doubles)
