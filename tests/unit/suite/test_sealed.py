import asyncio
import copy
import pickle
from typing import Any

import numpy as np
import pytest

from autograder.suite.failures import AttributeRefusal, Refusal
from autograder.suite.sealed import REFUSED, SHADOWED, Sealed
from autograder.wire import Opaque

DATA_MODEL = [
    "lt",
    "le",
    "eq",
    "ne",
    "gt",
    "ge",
    "hash",
    "bool",
    "len",
    "length_hint",
    "getitem",
    "setitem",
    "delitem",
    "missing",
    "iter",
    "next",
    "reversed",
    "contains",
    "add",
    "sub",
    "mul",
    "matmul",
    "truediv",
    "floordiv",
    "mod",
    "divmod",
    "pow",
    "lshift",
    "rshift",
    "and",
    "xor",
    "or",
    "radd",
    "rsub",
    "rmul",
    "rmatmul",
    "rtruediv",
    "rfloordiv",
    "rmod",
    "rdivmod",
    "rpow",
    "rlshift",
    "rrshift",
    "rand",
    "rxor",
    "ror",
    "iadd",
    "isub",
    "imul",
    "imatmul",
    "itruediv",
    "ifloordiv",
    "imod",
    "ipow",
    "ilshift",
    "irshift",
    "iand",
    "ixor",
    "ior",
    "neg",
    "pos",
    "abs",
    "invert",
    "complex",
    "int",
    "float",
    "index",
    "round",
    "trunc",
    "floor",
    "ceil",
    "bytes",
    "buffer",
    "fspath",
    "enter",
    "exit",
    "await",
    "aiter",
    "anext",
    "aenter",
    "aexit",
    "reduce",
    "reduce_ex",
    "getstate",
    "setstate",
    "copy",
    "deepcopy",
    "getnewargs",
    "getnewargs_ex",
    "instancecheck",
    "subclasscheck",
    "mro_entries",
    "dir",
    "array",
    "array_function",
    "array_wrap",
    "array_finalize",
    "dlpack",
    "dlpack_device",
    "torch_function",
]


@pytest.mark.parametrize("name", DATA_MODEL)
def test_each_special_method_is_refused(name: str) -> None:
    assert f"__{name}__" in REFUSED


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_refusal_says_what_to_write_instead(name: str, liar: Any) -> None:
    with pytest.raises(Refusal, match=r"<handle of Liar> cannot be .+: .+"):
        getattr(type(liar), name)(liar)


def test_with_and_await_are_refused(liar: Any) -> None:
    async def waiting() -> None:
        await liar

    with pytest.raises(TypeError), liar:
        pass
    with pytest.raises(TypeError):
        asyncio.run(waiting())


def test_what_numpy_looks_into_is_refused(liar: Any) -> None:
    assert type(liar).__array_ufunc__ is None
    for name in SHADOWED:
        with pytest.raises(TypeError):
            getattr(liar, name)


def test_its_text_is_ours(liar: Any) -> None:
    assert repr(liar) == str(liar) == f"{liar}" == "<handle of Liar>"
    assert isinstance(liar, Opaque)
    assert liar.type_name == "Liar"


@pytest.mark.parametrize("name", ["_secret", "__class_getitem__", "__dict__x", "__eq__x", "__doc"])
def test_a_name_with_an_underscore_is_never_asked_for(name: str, liar: Any) -> None:
    asked = len(liar._conversation.transcript.calls)
    with pytest.raises(AttributeRefusal, match="only public attributes"):
        getattr(liar, name)
    with pytest.raises(AttributeRefusal):
        setattr(liar, name, 1)
    assert not hasattr(liar, name)
    assert len(liar._conversation.transcript.calls) == asked


def test_an_attribute_cannot_be_deleted(liar: Any) -> None:
    with pytest.raises(Refusal):
        del liar.velocity


def test_functions_and_fixtures_are_sealed_too(talk, liar_code: str) -> None:
    begun = talk(liar_code)
    for stand_in in (
        begun.submission,
        begun.submission.liar,
        begun.submission.liar.keep(1),
        begun.submission.module("net"),
        begun.remote,
    ):
        assert isinstance(stand_in, Sealed)
        for refused in (bool, len, iter, hash, float, np.asarray, copy.copy, pickle.dumps):
            with pytest.raises(TypeError):
                refused(stand_in)
        with pytest.raises(TypeError):
            assert stand_in == 1
        with pytest.raises(AttributeError):
            _ = stand_in._anything


def test_a_function_says_how_to_read_its_attributes(talk, liar_code: str) -> None:
    submission = talk(liar_code).submission
    with pytest.raises(AttributeRefusal, match=r"remote\.get\(submission\.liar, 'velocity'\)"):
        _ = submission.liar.velocity
    with pytest.raises(Refusal, match="graded as it is"):
        submission.liar = 1
