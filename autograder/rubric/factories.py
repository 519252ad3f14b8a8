"""The scorers with a model of meaning, as the entry points `semantic` and `hub` name them."""

from pathlib import Path

from autograder.errors import SpecError

from .scorer import LexicalScorer
from .semantic import Meaning, Vectors, folder_encoder, onnx_file, package_encoder
from .semantic.transformers import ENTAILMENT, CrossModel, SentenceModel


def semantic() -> LexicalScorer:
    """Return the scorer of words and meaning, with the model of the extra `semantic`.

    Raises:
        ExtraMissingError: the extra is not installed.
        SpecError: the installed model is another one.
    """
    return LexicalScorer(Meaning(package_encoder()))


def hub(model: Path | None = None) -> LexicalScorer:
    """Return the scorer of words and meaning, with a model in a local folder.

    Raises:
        ExtraMissingError: what runs a model of this kind is not installed.
        SpecError: no folder is named, or it holds no model.
    """
    if model is None:
        msg = (
            "the scorer 'hub' needs a local folder with a model; name it with --model FOLDER or "
            "the environment variable AUTOGRADER_MODEL"
        )
        raise SpecError(msg)
    similarity = Meaning(_vectors_in(model))
    entailment = model / ENTAILMENT
    return LexicalScorer(similarity, CrossModel(entailment) if entailment.is_dir() else None)


def _vectors_in(folder: Path) -> Vectors:
    if not folder.is_dir():
        msg = f"{str(folder)!r}: expected a folder with a model; none is there"
        raise SpecError(msg)
    return folder_encoder(folder) if onnx_file(folder) else SentenceModel(folder)
