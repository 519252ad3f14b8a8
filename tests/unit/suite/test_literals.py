"""Values as source: what is read back is what was there, and nothing of it acts."""

import ast
from typing import Any

import numpy as np
import pytest
from numpy import inf, nan

from autograder.suite.literals import Snapshots, TooLarge, literal
from autograder.wire import TensorValue

NAMES = {"np": np, "inf": inf, "nan": nan}
VALUES = [
    None, True, 7, -2.5, 1e-300, "it's\n\"text\"", b"\x00", 1 + 2j, [], (), (1,), [1, (2, [3])],
    {"W1": [1.5], 3: "x", (1, 2): None}, "lone \ud800 surrogate",
]  # fmt: skip
ARRAYS = [
    np.arange(6.0).reshape(2, 3), np.array(3), np.zeros((0, 3), "float32"), np.array([True, False]),
    np.array([1 + 2j, 3]), np.array([[1, 2]], "uint8"), np.array([nan, inf, -inf]), np.array(0.1),
]  # fmt: skip


def read(source: str) -> Any:
    return eval(source, dict(NAMES))


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_plain_value_is_read_back_as_it_was(value: Any) -> None:
    assert read(literal(value, 1000)) == value


@pytest.mark.parametrize("value", ARRAYS, ids=str)
def test_an_array_is_read_back_with_shape_and_type(value: Any) -> None:
    found = read(literal(value, 1000))
    np.testing.assert_array_equal(found, value)
    assert (found.dtype, found.shape) == (value.dtype, value.shape)


@pytest.mark.parametrize("value", [np.float32(0.1), np.int8(3), np.bool_(1)])
def test_a_scalar_keeps_its_type(value: Any) -> None:
    assert type(read(literal(value, 10))) is type(value)


def test_numbers_that_are_none_stay_so() -> None:
    assert literal([nan, inf, -inf], 10) == "[nan, inf, -inf]"


def test_a_tensor_is_written_as_an_array() -> None:
    tensor = TensorValue("float32", (2,), np.array([1, 2], "float32").tobytes())
    assert read(literal(tensor, 100)).tolist() == [1, 2]


class Odd:
    def __repr__(self) -> str:
        return "__import__('os').abort()"


class Text(str):
    __slots__ = ()

    def __repr__(self) -> str:
        return "__import__('os').abort()"


@pytest.mark.parametrize(
    "value",
    [Odd(), Text("x"), Odd, len, np.array([Odd()]), 10**5000, np.dtype("f4")],
    ids=lambda v: type(v).__name__,
)
def test_what_is_no_plain_value_is_an_ellipsis(value: Any) -> None:
    assert literal([value], 100) == "[...]"


def test_depth_and_size_are_bounded() -> None:
    deep: list[Any] = []
    for _ in range(50):
        deep = [deep]
    assert ast.literal_eval(literal(deep, 100))
    assert literal(np.zeros(101), 100) == ""
    assert literal("x" * 101, 100) == ""


def test_a_copy_does_not_change_with_what_was_copied() -> None:
    values = {"w": [np.ones(2)]}
    kept = Snapshots(100).of(values)
    values["w"][0] += 1
    assert kept["w"][0].tolist() == [1, 1]


def test_room_is_for_all_values_together() -> None:
    snapshots = Snapshots(10)
    snapshots.of(np.ones(8))
    with pytest.raises(TooLarge):
        snapshots.of(np.ones(8))
