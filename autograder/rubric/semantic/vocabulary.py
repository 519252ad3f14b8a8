"""The vocabulary of BERT base uncased, which the packaged model was trained with."""

import hashlib
import json
import lzma
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from autograder.errors import SpecError

SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
"""Of `vocab.txt` as Google published it."""


@cache
def bert_uncased() -> dict[str, int]:
    """Return the number of each piece; see NOTICE in this folder for source and licence.

    Raises:
        SpecError: the packaged file is another one.
    """
    packed = files("autograder.rubric.semantic").joinpath("bert-base-uncased.txt.xz").read_bytes()
    plain = lzma.decompress(packed)
    found = hashlib.sha256(plain).hexdigest()
    if found != SHA256:
        msg = (
            f"the packaged vocabulary: expected sha256 {SHA256[:16]}…, found {found[:16]}…; "
            "install autograder-dl again"
        )
        raise SpecError(msg)
    return _numbered(plain.decode())


def vocabulary_in(folder: Path) -> dict[str, int]:
    """Return the vocabulary of a model's folder: `vocab.txt`, or that of `tokenizer.json`.

    Raises:
        SpecError: neither is there, or the tokenizer is not BERT's uncased WordPiece.
    """
    plain, described = folder / "vocab.txt", folder / "tokenizer.json"
    if plain.is_file():
        return _numbered(plain.read_text(encoding="utf-8"))
    if described.is_file():
        return _described(described)
    msg = f"{str(folder)!r}: expected vocab.txt or tokenizer.json beside the model, found neither"
    raise SpecError(msg)


def _numbered(text: str) -> dict[str, int]:
    return {piece: number for number, piece in enumerate(text.removesuffix("\n").split("\n"))}


def _described(file: Path) -> dict[str, int]:
    try:
        tokenizer: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        kind = tokenizer["model"].get("type", "WordPiece")
        lower = (tokenizer["normalizer"] or {}).get("lowercase")
        vocabulary: dict[str, int] = tokenizer["model"]["vocab"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        msg = f"{str(file)!r} is no tokenizer description: {error!r}; save the model again"
        raise SpecError(msg) from error
    if kind != "WordPiece" or lower is not True:
        msg = (
            f"{str(file)!r}: expected a WordPiece tokenizer in lower case, found {kind!r} with "
            f"lowercase {lower!r}; use a model of the family of BERT base uncased"
        )
        raise SpecError(msg)
    return dict(vocabulary)
