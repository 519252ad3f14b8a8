"""Replies that were paid for: a folder of JSON files, one for each sample."""

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from autograder.model import Question

from .prompt import PROMPT_VERSION, Prompt
from .replies import Sample, checked

_SCHEMA = 1
_MOST_BYTES = 1_000_000


def cache_name(model: str, question: Question, answer: str, sample: int) -> str:
    """Return the hash under which a reply is kept: model, prompt version, rubric and answer."""
    rubric = question.model_dump_json(exclude={"place", "source"})
    parts = [_SCHEMA, model, PROMPT_VERSION, rubric, answer, sample]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


class Cache:
    """Keeps checked replies: verdicts, quotes of the answer, reasons. No answer, no key."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def get(self, name: str, prompt: Prompt) -> Sample | None:
        """Return a kept reply; None for none, and for a file that is not one."""
        if self._folder is None:
            return None
        try:
            with (self._folder / f"{name}.json").open("rb") as source:
                return checked(json.loads(source.read(_MOST_BYTES)), prompt.all_ids)
        except (OSError, ValueError, RecursionError):  # a ReplyError is a ValueError
            return None

    def put(self, name: str, sample: Sample) -> None:
        """Keep a reply, whole or not at all; a folder that cannot be written keeps nothing."""
        if self._folder is None:
            return
        content = json.dumps({"items": [one.model_dump() for one in sample.values()]})
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_whole(self._folder / f"{name}.json", content)


def _write_whole(target: Path, content: str) -> None:
    """Write beside `target` and rename: a reader never finds half a file."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as part:
            part.write(content)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
