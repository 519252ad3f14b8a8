"""Models in the format of sentence-transformers, from a local folder; nothing is fetched."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from autograder.errors import SpecError
from autograder.rubric.extras import HUB, ExtraMissingError

ENTAILMENT = "entailment"
"""The folder in a model's folder that may hold a cross-encoder for entailment."""
_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")


class SentenceModel:
    """A SentenceTransformer as a source of vectors.

    Raises:
        ExtraMissingError: sentence-transformers is not installed.
        SpecError: the folder holds no weights.
    """

    def __init__(self, folder: Path) -> None:
        digest = _digest(folder)
        self._model = _library().SentenceTransformer(
            str(folder), device="cpu", local_files_only=True
        )
        self.name = f"{folder.resolve().name}/{digest}"

    def vectors(self, texts: Sequence[str]) -> list[NDArray[Any]]:
        """Return the unit vector of each text, one at a time: padding changes the last bits."""
        return list(
            self._model.encode(
                list(texts), batch_size=1, normalize_embeddings=True, show_progress_bar=False
            )
        )


class CrossModel:
    """A CrossEncoder that tells whether one sentence contradicts another."""

    def __init__(self, folder: Path) -> None:
        self.name = f"{folder.name}/{_digest(folder)}"
        self._model = _library().CrossEncoder(str(folder), device="cpu", local_files_only=True)
        labels = {str(label).lower(): index for index, label in self._model.config.id2label.items()}
        if "contradiction" not in labels:
            msg = (
                f"{str(folder)!r}: expected a cross-encoder with the label 'contradiction', "
                f"found {', '.join(sorted(labels))}; use one that was trained on entailment"
            )
            raise SpecError(msg)
        self._contradiction: int = labels["contradiction"]

    def contradicts(self, said: str, wanted: str) -> bool:
        """Return True if contradiction is the likeliest of its labels."""
        (scores,) = self._model.predict([(said, wanted)], show_progress_bar=False)
        likeliest = max(range(len(scores)), key=lambda at: float(scores[at]))
        return likeliest == self._contradiction


def _library() -> Any:
    try:
        import sentence_transformers  # noqa: PLC0415 -- heavy, and an extra
    except ImportError as error:
        raise ExtraMissingError(HUB) from error
    return sentence_transformers


def _digest(folder: Path) -> str:
    """Return a short hash of the weights."""
    files = sorted(file for pattern in _WEIGHTS for file in folder.glob(pattern))
    if not files:
        msg = (
            f"{str(folder)!r}: expected model.onnx, or weights as sentence-transformers saves "
            "them (*.safetensors, pytorch_model.bin); found neither"
        )
        raise SpecError(msg)
    found = hashlib.sha256()
    for file in files:
        with file.open("rb") as content:
            found.update(hashlib.file_digest(content, "sha256").digest())
    return found.hexdigest()[:8]
