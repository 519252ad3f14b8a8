"""A model of the teacher's own: a folder with an ONNX file and its vocabulary."""

import hashlib
import json
from pathlib import Path
from typing import Any

from autograder.errors import SpecError

from .encoder import Encoder
from .vocabulary import vocabulary_in
from .wordpiece import WordPiece

_PLACES = ("model.onnx", "onnx/model.onnx")


def onnx_file(folder: Path) -> Path | None:
    """Return the ONNX file of a folder, if it has one."""
    return next((folder / one for one in _PLACES if (folder / one).is_file()), None)


def folder_encoder(folder: Path, threads: int = 2) -> Encoder:
    """Return the encoder of a folder: `model.onnx`, and `vocab.txt` or `tokenizer.json`.

    Raises:
        ExtraMissingError: onnxruntime is not installed.
        SpecError: something is missing, or the model needs another tokenizer or pooling.
    """
    file = onnx_file(folder)
    if file is None:
        msg = f"{str(folder)!r}: expected model.onnx or onnx/model.onnx, found neither"
        raise SpecError(msg)
    _check_pooling(folder / "1_Pooling" / "config.json")
    model = file.read_bytes()
    name = f"{folder.resolve().name}/{hashlib.sha256(model).hexdigest()[:8]}"
    return Encoder(model, WordPiece(vocabulary_in(folder)), name=name, threads=threads)


def _check_pooling(file: Path) -> None:
    """Refuse a model that sentence-transformers would not read by the mean of all pieces."""
    if not file.is_file():
        return
    try:
        config: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        msg = f"{str(file)!r} is no JSON: {error}; save the model again"
        raise SpecError(msg) from error
    if not config.get("pooling_mode_mean_tokens", True):
        msg = (
            f"{str(file)!r}: expected the mean of all tokens (pooling_mode_mean_tokens), found "
            "another pooling; use a model that was trained with the mean"
        )
        raise SpecError(msg)
