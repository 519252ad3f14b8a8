import json
import math
from collections import OrderedDict
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.errors import ProtocolError
from autograder.wire import Decoder, Encoder, TensorValue, WireLimits, printable
from autograder.wire.values import DTYPES


class Point(NamedTuple):
    x: int
    y: int


SIMPLE = (
    st.none()
    | st.booleans()
    | st.integers(-(10**300), 10**300)
    | st.floats()
    | st.complex_numbers()
    | st.text(max_size=20)
    | st.binary(max_size=20)
)
KEYS = st.text(max_size=5) | st.integers() | st.tuples(st.booleans(), st.text(max_size=3))
VALUES = st.recursive(
    SIMPLE,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=15,
)
ARRAYS = st.sampled_from(sorted(DTYPES)).flatmap(
    lambda name: hnp.arrays(name, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
)


def refuse(value):
    msg = f"no reference to {value!r}"
    raise AssertionError(msg)


def crossed(value):
    encoder = Encoder(refuse)
    tree = json.loads(json.dumps(encoder.encode(value), allow_nan=False))
    return Decoder(encoder.buffers, reference=refuse).decode(tree)


def same(left, right):
    if type(left) is not type(right):
        return False
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return list(left) == list(right) and all(same(left[key], right[key]) for key in left)
    if isinstance(left, complex):
        return same(left.real, right.real) and same(left.imag, right.imag)
    if isinstance(left, float):
        return math.copysign(1, left) == math.copysign(1, right) and (
            left == right or (math.isnan(left) and math.isnan(right))
        )
    return left == right


@given(VALUES)
def test_plain_values_come_back_with_their_exact_types(value):
    # The sign of a NaN is not kept; nothing can tell the difference in Python.
    back = crossed(value)
    assert same(back, value) or "nan" in repr(value)
    assert repr(back) == repr(value)


@given(ARRAYS)
def test_arrays_come_back_bit_by_bit(array):
    back = crossed(array)
    assert type(back) is np.ndarray
    assert (back.dtype, back.shape) == (array.dtype, array.shape)
    assert back.tobytes() == array.tobytes()


@given(ARRAYS)
def test_an_array_that_came_is_ours_to_change(array):
    back = crossed(array)
    assert back.flags.writeable
    assert back.flags.c_contiguous
    assert back.dtype.isnative


@pytest.mark.parametrize("view", [lambda a: a.T, lambda a: a[::2], lambda a: a.astype(">f8")])
def test_order_stride_and_byte_order_do_not_matter(view):
    array = view(np.arange(12.0).reshape(4, 3))
    np.testing.assert_array_equal(crossed(array), array)


@pytest.mark.parametrize("name", sorted(DTYPES))
def test_scalars_keep_their_dtype(name):
    scalar = np.ones((), name)[()]
    back = crossed(scalar)
    assert type(back) is type(scalar)
    assert back == scalar


def test_a_tensor_crosses_as_its_bytes():
    tensor = TensorValue("bfloat16", (2,), b"\x80\x3f\x00\x40")
    back = crossed(tensor)
    assert (back.dtype, back.shape, back.data) == (tensor.dtype, tensor.shape, tensor.data)
    np.testing.assert_array_equal(back.numpy(), np.array([1, 2], "f4"))


@pytest.mark.parametrize(
    "value",
    [
        Point(1, 2),
        OrderedDict(a=1),
        np.ma.masked_array([1.0]),
        np.array([None]),
        np.array(["text"]),
        np.array([(1, 2)], "i4,i4"),
        np.zeros(2).view(np.recarray),
        {1, 2},
        range(3),
        type("Float", (float,), {})(1.0),
        type("Text", (str,), {})("x"),
        len,
        object(),
        np.datetime64("2020-01-01"),
        np.longdouble(1),
    ],
    ids=lambda value: type(value).__name__,
)
def test_whatever_is_not_exactly_a_value_is_a_reference(value):
    seen = []

    def reference(found):
        seen.append(found)
        return ["h", 1, "x"]

    assert Encoder(reference).encode([value]) == ["l", [["h", 1, "x"]]]
    assert seen[0] is value


SMALL = WireLimits(
    *(200, 64, 3, 10, 3, 5),
    mixed_keys=2,
    text_chars=8,
    integer_digits=20,
    dimensions=2,
)
TOO_MUCH = {
    "nodes": [[1] * 5, [1] * 5],
    "depth": [[[[[1]]]]],
    "list": [1] * 6,
    "tuple": (1,) * 6,
    "dict": {str(n): 1 for n in range(6)},
    "mixed keys": dict.fromkeys(range(3), 1),
    "text": "x" * 9,
    "integer": 10**21,
    "dimensions": np.zeros((1, 1, 1)),
    "array": np.zeros(9),
    "buffers": [b""] * 4,
    "bytes": [bytes(40), bytes(40)],
}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_past_a_limit_nothing_is_sent(what):
    with pytest.raises(ProtocolError, match="too large to cross: at most"):
        Encoder(refuse, SMALL).encode(TOO_MUCH[what])


# Frames count bytes and buffers before any value is read.
@pytest.mark.parametrize("what", sorted(TOO_MUCH.keys() - {"array", "buffers", "bytes"}))
def test_past_a_limit_nothing_is_taken_in(what):
    encoder = Encoder(refuse)
    tree = encoder.encode(TOO_MUCH[what])
    with pytest.raises(ProtocolError, match="too large to cross: at most"):
        Decoder(encoder.buffers, reference=refuse, limits=SMALL).decode(tree)


BAD = {
    "unknown tag": ["z", 1],
    "no tag": [],
    "tag of another type": [[1], 2],
    "object": {"a": 1},
    "too few fields": ["a", "int8", []],
    "too many fields": ["i", "1", 2],
    "infinite number": 1e999,
    "two signs": ["i", "--1"],
    "sign alone": ["i", "-"],
    "no digits": ["i", ""],
    "plus sign": ["i", "+1"],
    "underscore": ["i", "1_0"],
    "space": ["i", " 1"],
    "other digits": ["i", "\N{ARABIC-INDIC DIGIT ONE}"],
    "superscript": ["i", "\N{SUPERSCRIPT TWO}"],
    "number for text": ["i", 1],
    "other float": ["f", "1.0"],
    "complex of text": ["c", "1", 1.0],
    "complex of integers": ["c", 1, 1],
    "complex of infinity": ["c", 1e999, 1.0],
    "missing buffer": ["b", 2],
    "negative buffer": ["b", -1],
    "boolean buffer": ["b", True],
    "buffer of two values": ["l", [["b", 0], ["a", "int8", [8], 0]]],
    "float buffer": ["b", 0.0],
    "list of text": ["l", "ab"],
    "pairs of three": ["d", [["a", 1, 2]]],
    "pairs of text": ["d", ["ab"]],
    "key twice": ["d", [["a", 1], ["a", 2]]],
    "equal keys": ["d", [[1, 1], [True, 2]]],
    "list as key": ["d", [[["l", []], 1]]],
    "array as key": ["d", [[["a", "int8", [8], 0], 1]]],
    "list within a key": ["d", [[["t", [["l", []]]], 1]]],
    "object dtype": ["a", "object", [1], 0],
    "other name of a dtype": ["a", "<f8", [1], 0],
    "list of dtypes": ["a", ["int8"], [8], 0],
    "text shape": ["a", "int8", "8", 0],
    "negative shape": ["a", "int8", [-8, -1], 0],
    "boolean shape": ["a", "int8", [True, 8], 0],
    "float shape": ["a", "int8", [8.0], 0],
    "short buffer": ["a", "int16", [8], 0],
    "long buffer": ["a", "int8", [7], 0],
    "absurd shape of nothing": ["a", "int8", [0, 2**62, 2**62], 1],
    "absurd shape of one dimension": ["a", "int8", [2**70, 0], 1],
    "absurd tensor of nothing": ["T", "float32", [2**40, 2**40, 0], 1],
    "scalar of two": ["s", "int32", 0],
    "unknown tensor": ["T", "qint8", [8], 0],
    "reference of text": ["h", "1", "x"],
    "boolean reference": ["k", True],
    "negative reference": ["h", -1, "x"],
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_tree_is_refused_in_words(what):
    decoder = Decoder([bytes(8), b""], reference=lambda node: node)
    with pytest.raises(ProtocolError) as caught:
        decoder.decode(BAD[what])
    assert len(str(caught.value)) < 300


def test_arrays_of_nothing_have_their_shape():
    back = Decoder([b""], reference=refuse).decode(["a", "float64", [3, 0, 5], 0])
    assert back.shape == (3, 0, 5)


def test_printable_text_is_short_and_plain():
    assert printable("a\x1b[31mb\u202ec", 80) == "a?[31mb?c"
    assert printable("x" * 100, 80) == "x" * 80
    assert printable(7, 80) == "?"
