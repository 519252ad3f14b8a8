"""Meaning: a small sentence encoder on the processor, without a network and without chance."""

from .encoder import Encoder
from .folder import folder_encoder, onnx_file
from .meaning import Meaning, Vectors
from .package import package_encoder
from .wordpiece import WordPiece

__all__ = [
    "Encoder",
    "Meaning",
    "Vectors",
    "WordPiece",
    "folder_encoder",
    "onnx_file",
    "package_encoder",
]
