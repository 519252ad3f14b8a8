import importlib.util
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import ProtocolError
from autograder.wire import Decoder, unpack
from autograder.wire.frames import MAGIC, PREFIX

TAGS = st.sampled_from(["i", "f", "c", "b", "l", "t", "d", "a", "s", "T", "h", "k", "z"])
NAMES = st.sampled_from(["int8", "float64", "bool", "bfloat16", "nan", "inf", "object", "1"])
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text("-+_0123456789 \ud800", max_size=6)
    | TAGS
    | NAMES
)
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.tuples(TAGS, inner).map(list)
        | st.tuples(TAGS, inner, inner).map(list)
        | st.tuples(TAGS, NAMES, st.lists(st.integers(0, 2**63), max_size=3), inner).map(list)
        | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=20,
)


@pytest.fixture(scope="module")
def mutate():
    spec = importlib.util.spec_from_file_location("mutate", Path(__file__).with_name("mutate.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def words(read, data):
    """What a breach is called; empty if `data` keeps the rules. Nothing else may be raised."""
    try:
        read(data)
    except ProtocolError as error:
        return str(error)
    return ""


@given(TREES, st.lists(st.binary(max_size=16), max_size=3))
def test_any_tree_is_a_value_or_a_breach(tree, buffers):
    decoder = Decoder(buffers, reference=lambda node: ("ref", node[1]))
    assert len(words(decoder.decode, tree)) < 500


@given(st.binary(max_size=200))
def test_any_bytes_are_a_frame_or_a_breach(data):
    assert len(words(unpack, data)) < 500


@given(st.dictionaries(st.text(max_size=8), TREES), st.binary(max_size=50))
def test_any_header_is_a_frame_or_a_breach(fields, body):
    header = json.dumps(fields).encode()
    data = PREFIX.pack(MAGIC, len(header), len(body)) + header + body
    assert len(words(unpack, data)) < 500


def test_unchanged_frames_are_values(mutate):
    assert all(map(mutate.read, mutate.seeds()))


def test_mutants_are_values_or_breaches_and_take_little_memory(mutate):
    accepted, peak = mutate.fuzz(10_000, seed=1)
    assert 0 < accepted < 10_000
    assert peak < mutate.MEMORY
