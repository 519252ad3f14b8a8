"""The packaged model, all-MiniLM-L6-v2, written anew in few large operations.

Its file stores int8 weights and casts each back to float32 before it multiplies: small on disk,
slow to run. Here products are taken in int8, the activations quantised for each text as in
onnxruntime's dynamic quantisation; the three projections of a layer are one product; attention
and GELU are an operation each. The weights are the file's own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .onnx import MICROSOFT, Shaped, graph_of, model_of, node, second_inputs, weights_in

_WIDTH, _HEADS, _LAYERS, _MATRICES = 384, 12, 6, 6
_EPSILON = 1e-12
_EMBEDDED = ("word", "position")


def compacted(model: bytes) -> bytes:
    """Return the packaged model with the input `input_ids` alone: no padding, one text.

    Raises:
        ValueError: the bytes are no ONNX file, or another model's.
    """
    graph = graph_of(model)
    stored = weights_in(graph)
    matrices = tuple(one for one in second_inputs(graph, "MatMul") if f"{one}_q" in stored)
    if len(matrices) != _LAYERS * _MATRICES:
        msg = f"expected {_LAYERS * _MATRICES} int8 matrices, found {len(matrices)}"
        raise ValueError(msg)
    writer = _Writer(stored, matrices)
    layers = (part for number in range(_LAYERS) for part in writer.layer(number))
    nodes = [*writer.embedding(), *layers]
    given = Shaped("input_ids", np.int64, (1, "pieces"))
    wanted = Shaped(f"x{_LAYERS}", np.float32, (1, "pieces", _WIDTH))
    return model_of(nodes, writer.weights, [given], [wanted])


@dataclass(frozen=True)
class _Writer:
    """What the file stores, and what of it the new graph has used."""

    stored: Mapping[str, bytes]
    matrices: tuple[str, ...]
    """Names of the int8 matrices, in their order."""
    weights: dict[str, NDArray[np.generic]] = field(default_factory=dict)

    def embedding(self) -> Iterator[bytes]:
        """Yield x0: words, positions and the first of two kinds of text, looked up in int8."""
        for one in _EMBEDDED:
            name = f"inner.embeddings.{one}_embeddings.weight"
            self.weights[f"{one}_q"] = self._matrix(name, _WIDTH)
            self.weights[f"{one}_scale"] = self._floats(f"{name}_scale").reshape(-1, 1)
        kinds = self._floats("inner.embeddings.token_type_embeddings.weight")
        self.weights["kind"] = kinds[:_WIDTH]
        self.weights["zero"], self.weights["one"] = np.array(0, np.int64), np.array(1, np.int64)
        yield node("Size", ["input_ids"], ["count"])
        yield node("Range", ["zero", "count", "one"], ["places"])
        for one, at in zip(_EMBEDDED, ("input_ids", "places"), strict=True):
            yield node("Gather", [f"{one}_q", at], [f"{one}_whole"])
            yield node("Cast", [f"{one}_whole"], [f"{one}_cast"], to=1)
            yield node("Gather", [f"{one}_scale", at], [f"{one}_by"])
            yield node("Mul", [f"{one}_cast", f"{one}_by"], [one])
        yield node("Add", ["word", "kind"], ["kinded"])
        yield node("Add", ["kinded", "position"], ["sum"])
        yield self._normed("inner.embeddings.LayerNorm", "sum", "x0")

    def layer(self, number: int) -> Iterator[bytes]:
        """Yield from x{number} to the next: attention, then two products with GELU between."""
        own = self.matrices[_MATRICES * number : _MATRICES * (number + 1)]
        place, at = f"inner.encoder.layer.{number}", str(number)
        x, parts = f"x{at}", [f"{one}{at}" for one in "qkv"]
        three = [f"{place}.attention.self.{one}" for one in ("query", "key", "value")]
        yield self._product(own[:3], three, x, f"projected{at}")
        yield node("Split", [f"projected{at}"], parts, axis=2, num_outputs=3)
        yield node("MultiHeadAttention", parts, [f"seen{at}"], MICROSOFT, num_heads=_HEADS)
        attention, output = f"{place}.attention.output", f"{place}.output"
        yield self._product(own[3:4], [f"{attention}.dense"], f"seen{at}", f"said{at}")
        yield node("Add", [f"said{at}", x], [f"with{at}"])
        yield self._normed(f"{attention}.LayerNorm", f"with{at}", f"y{at}")
        yield self._product(own[4:5], [f"{place}.intermediate.dense"], f"y{at}", f"wide{at}")
        yield node("Gelu", [f"wide{at}"], [f"bent{at}"], MICROSOFT)
        yield self._product(own[5:], [f"{output}.dense"], f"bent{at}", f"back{at}")
        yield node("Add", [f"back{at}", f"y{at}"], [f"all{at}"])
        yield self._normed(f"{output}.LayerNorm", f"all{at}", f"x{number + 1}")

    def _product(
        self, matrices: Sequence[str], names: Sequence[str], given: str, wanted: str
    ) -> bytes:
        """Return the product with the matrices side by side, with their biases."""
        biases = [self._floats(f"{name}.bias") for name in names]
        sides = [self._matrix(*pair) for pair in zip(matrices, map(len, biases), strict=True)]
        scales = [self._floats(f"{one}_scale") for one in matrices]
        self.weights[f"{wanted}_q"] = np.concatenate(sides, axis=1)
        self.weights[f"{wanted}_scale"] = np.concatenate(scales)
        self.weights[f"{wanted}_bias"] = np.concatenate(biases)
        # No zero point: the matrices are symmetric.
        inputs = [given, f"{wanted}_q", f"{wanted}_scale", "", f"{wanted}_bias"]
        return node("DynamicQuantizeMatMul", inputs, [wanted], MICROSOFT)

    def _normed(self, name: str, given: str, wanted: str) -> bytes:
        self.weights[f"{wanted}_weight"] = self._floats(f"{name}.weight")
        self.weights[f"{wanted}_shift"] = self._floats(f"{name}.bias")
        inputs = [given, f"{wanted}_weight", f"{wanted}_shift"]
        return node("LayerNormalization", inputs, [wanted], axis=2, epsilon=_EPSILON)

    def _floats(self, name: str) -> NDArray[np.float32]:
        return np.frombuffer(self.stored[name], np.float32)

    def _matrix(self, name: str, width: int) -> NDArray[np.int8]:
        return np.frombuffer(self.stored[f"{name}_q"], np.int8).reshape(-1, width)
