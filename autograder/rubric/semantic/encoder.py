"""From texts to unit vectors, by an ONNX model of the family of BERT.

Each text is a run of its own, without padding and on one thread: its vector depends on nothing
but the text, so that order, batches and the number of threads cannot change a bit of it.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.errors import SpecError
from autograder.rubric.extras import SEMANTIC, ExtraMissingError

from .wordpiece import WordPiece

Vector = NDArray[np.float32]
MOST_PIECES = 256
"""What is read of one text, as the model was trained."""


class Encoder:
    """A sentence encoder: mean of the last layer over all pieces, of length 1.

    Args:
        model: an ONNX file with the inputs of BERT.
        wordpiece: the model's own tokenizer.
        name: of the model, with a short hash of its file.
        threads: texts that are encoded at the same time.

    Raises:
        ExtraMissingError: onnxruntime is not installed.
        SpecError: onnxruntime cannot run the model.
    """

    def __init__(self, model: bytes, wordpiece: WordPiece, *, name: str, threads: int = 2) -> None:
        self.name = name
        self._wordpiece = wordpiece
        self._threads = threads
        self._session = _session(model, name)
        self._inputs = [one.name for one in self._session.get_inputs()]

    def vectors(self, texts: Sequence[str]) -> list[Vector]:
        """Return the unit vector of each text."""
        cut = [self._wordpiece.encode(text, MOST_PIECES) for text in texts]
        if self._threads == 1 or len(texts) == 1:
            return [self._run(one) for one in cut]
        # The longest first, so that no thread begins one while the others are done.
        order = sorted(range(len(cut)), key=lambda index: -len(cut[index]))
        # Made anew for each answer: threads of a pool would not live on in a forked process.
        with ThreadPoolExecutor(self._threads) as pool:
            found = dict(zip(order, pool.map(self._run, [cut[at] for at in order]), strict=True))
        return [found[index] for index in range(len(cut))]

    def _run(self, cut: Sequence[int]) -> Vector:
        pieces = np.array([cut], dtype=np.int64)
        given = {
            "input_ids": pieces,
            "attention_mask": np.ones_like(pieces),
            "token_type_ids": np.zeros_like(pieces),
        }
        hidden = self._session.run(None, {one: given[one] for one in self._inputs})[0][0]
        mean = hidden.mean(axis=0)
        unit: Vector = (mean / np.linalg.norm(mean)).astype(np.float32)
        return unit


def _session(model: bytes, name: str) -> Any:
    """Start the runtime on one thread, with exact products on every processor."""
    try:
        import onnxruntime as ort  # noqa: PLC0415 -- heavy, and an extra
    except ImportError as error:
        raise ExtraMissingError(SEMANTIC) from error
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    if not _has_exact_products():
        options.add_session_config_entry("session.x64quantprecision", "1")
    try:
        return ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors have no base class but this
        msg = f"the model {name!r} cannot be run: {error}; expected an ONNX file of a BERT encoder"
        raise SpecError(msg) from error


def _has_exact_products() -> bool:
    """True if the processor is known to have VNNI; older ones saturate sums of int8 products.

    Asked the runtime for exact ones, it takes 1.4 times as long, for the same bits.
    """
    try:
        return "vnni" in Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return False
