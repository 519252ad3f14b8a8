"""A calibration as a JSON file: versioned by its own hash, never anything but numbers and text."""

import hashlib
import json
from pathlib import Path

from pydantic import ValidationError

from autograder.errors import SpecError

from .records import Calibration

_MOST_BYTES = 100_000_000


def with_version(calibration: Calibration) -> Calibration:
    """Return `calibration` named by a hash of all it says."""
    bare = calibration.model_copy(update={"version": ""})
    digest = hashlib.sha256(bare.model_dump_json().encode()).hexdigest()
    return calibration.model_copy(update={"version": digest[:16]})


def dump_calibration(calibration: Calibration) -> str:
    """Return the file's text: the same for the same calibration."""
    return json.dumps(calibration.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def load_calibration(file: Path) -> Calibration:
    """Read a calibration.

    Raises:
        SpecError: the file cannot be read, is no calibration, or was changed since.
    """
    try:
        with file.open("rb") as source:
            content = source.read(_MOST_BYTES + 1)
    except OSError as error:
        msg = f"{str(file)!r} cannot be read: {error.strerror}; name a calibration's file"
        raise SpecError(msg) from error
    if len(content) > _MOST_BYTES:
        msg = f"{str(file)!r}: expected at most {_MOST_BYTES // 10**6} MB, found more"
        raise SpecError(msg)
    try:
        found = Calibration.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        msg = (
            f"{str(file)!r}: expected a file that `autograder calibrate` wrote, found at {place}: "
            f"{first['msg']}; make it anew"
        )
        raise SpecError(msg) from error
    if with_version(found).version != found.version:
        msg = (
            f"{str(file)!r}: expected version {with_version(found).version!r} by what it says, "
            f"found {found.version!r}: it was changed by hand; make it anew"
        )
        raise SpecError(msg)
    return found
