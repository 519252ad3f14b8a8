"""Parts of an ONNX file as bytes: its weights read, nodes and weights written.

The numbers are those of onnx.proto (github.com/onnx/onnx); https://onnx.ai/onnx/operators names
each operator, and onnxruntime's documentation those of the domain `com.microsoft`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .protobuf import Field, bytes_field, fields, float_field, number_field

MICROSOFT = "com.microsoft"
_GRAPH, _OPSETS, _IR = 7, 8, 1  # of a model
_NODE, _NAME, _WEIGHT, _INPUT, _OUTPUT = 1, 2, 5, 11, 12  # of a graph
_KINDS = {np.dtype(np.float32): 1, np.dtype(np.int8): 3, np.dtype(np.int64): 7}
_FLOAT, _INT = 1, 2  # of an attribute
_IR_VERSION, _OPSET = 8, 18


@dataclass(frozen=True)
class Shaped:
    """An input or an output of a graph: its type, and its sizes, free ones by name."""

    name: str
    dtype: type[np.generic]
    shape: tuple[int | str, ...]


def graph_of(model: bytes) -> list[Field]:
    """Return the parts of a model's graph.

    Raises:
        ValueError: the bytes are no ONNX file.
    """
    return [part for one in fields(model) if one.number == _GRAPH for part in fields(one.value)]


def weights_in(graph: Sequence[Field]) -> dict[str, bytes]:
    """Return the bytes of each weight by its name."""
    found = {}
    for part in graph:
        if part.number == _WEIGHT:
            own = {one.number: one.value for one in fields(part.value)}
            found[own[8].decode()] = own.get(9, b"")
    return found


def second_inputs(graph: Sequence[Field], operator: str) -> Iterator[str]:
    """Yield the second input of each node of one operator, in their order."""
    for part in graph:
        if part.number == _NODE:
            own = list(fields(part.value))
            if any(one.number == 4 and one.value == operator.encode() for one in own):  # noqa: PLR2004 -- op_type
                yield [one.value.decode() for one in own if one.number == 1][1]


def model_of(
    nodes: Sequence[bytes],
    weights: Mapping[str, NDArray[np.generic]],
    given: Sequence[Shaped],
    wanted: Sequence[Shaped],
) -> bytes:
    """Return an ONNX file of these nodes and weights."""
    parts = [
        *nodes,
        bytes_field(_NAME, b"graph"),
        *(_weight(name, value) for name, value in weights.items()),
        *(bytes_field(_INPUT, _shaped(one)) for one in given),
        *(bytes_field(_OUTPUT, _shaped(one)) for one in wanted),
    ]
    opsets = [
        bytes_field(_OPSETS, bytes_field(1, domain.encode()) + number_field(2, version))
        for domain, version in (("", _OPSET), (MICROSOFT, 1))
    ]
    return b"".join([number_field(_IR, _IR_VERSION), bytes_field(_GRAPH, b"".join(parts)), *opsets])


def node(
    operator: str,
    inputs: Sequence[str],
    outputs: Sequence[str],
    domain: str = "",
    **attributes: float,
) -> bytes:
    """Return a node of a graph; an input that is left out is an empty name."""
    parts = [
        *(bytes_field(1, one.encode()) for one in inputs),
        *(bytes_field(2, one.encode()) for one in outputs),
        bytes_field(4, operator.encode()),
        *(bytes_field(5, _attribute(name, value)) for name, value in attributes.items()),
        bytes_field(7, domain.encode()),
    ]
    return bytes_field(_NODE, b"".join(parts))


def _attribute(name: str, value: float) -> bytes:
    number, kind = (
        (number_field(3, value), _INT)
        if isinstance(value, int)
        else (float_field(2, value), _FLOAT)
    )
    return bytes_field(1, name.encode()) + number + number_field(20, kind)


def _weight(name: str, value: NDArray[np.generic]) -> bytes:
    sizes = [number_field(1, size) for size in value.shape]
    kind = number_field(2, _KINDS[value.dtype])
    content = bytes_field(8, name.encode()) + bytes_field(9, value.tobytes())
    return bytes_field(_WEIGHT, b"".join([*sizes, kind, content]))


def _shaped(one: Shaped) -> bytes:
    sizes = [
        bytes_field(
            1, bytes_field(2, size.encode()) if isinstance(size, str) else number_field(1, size)
        )
        for size in one.shape
    ]
    tensor = number_field(1, _KINDS[np.dtype(one.dtype)]) + bytes_field(2, b"".join(sizes))
    return bytes_field(1, one.name.encode()) + bytes_field(2, bytes_field(1, tensor))
