"""What is freed goes back to the system, also after larger blocks were freed before."""

import ctypes
import subprocess
import sys

import pytest

PROGRAM = """
import ctypes, sys
from autograder.cli.memory import give_back_memory


class Info(ctypes.Structure):
    _fields_ = [(f"n{i}", ctypes.c_size_t) for i in range(10)]


info = ctypes.CDLL(None).mallinfo2
info.restype = Info
if sys.argv[1] == "with":
    give_back_memory()
large = bytes(8 << 20)
del large
before = info().n4  # bytes in blocks of their own
kept = bytes(4 << 20)
print(info().n4 - before >= len(kept))
"""


def has_mallinfo():
    return sys.platform == "linux" and hasattr(ctypes.CDLL(None), "mallinfo2")


@pytest.mark.skipif("not has_mallinfo()", reason="asks glibc 2.33 or later")
@pytest.mark.parametrize(("how", "is_apart"), [("with", "True"), ("without", "False")])
def test_a_large_block_is_one_of_its_own_after_a_larger_one_was_freed(how, is_apart):
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, how], capture_output=True, text=True, check=True
    )
    assert ended.stdout.strip() == is_apart
