import json
import math

import numpy as np
import pytest

from autograder.suite.texts import brief, brief_arguments, clean
from autograder.suite.transcript import CALLS, PRINTED_CHARS, Transcript
from autograder.wire import Printed, TensorValue


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "None"),
        (True, "True"),
        (1.5, "1.5"),
        (math.nan, "nan"),
        (np.float64(2), "2.0"),
        ("x", "'x'"),
        ("x" * 100, f"'{'x' * 80}'…"),
        (1 << 500, "an integer of 501 bits"),
        ([], "[]"),
        ((1,), "(1,)"),
        (list(range(20)), "[0, 1, 2, 3, 4, 5, 6, 7, … 20 items]"),
        ({"a": np.ones(2)}, "{'a': array [1, 1] (2,) float64}"),
        ({n: n for n in range(9)}, "{0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, … 9 keys}"),
        ([[[[[1]]]]], "[[[[[…]]]]]"),
        (np.array(3.0), "array(3) float64"),
        (np.arange(9), "array [0, 1, 2, 3, 4, 5, …] (9,) int64"),
        (TensorValue("float32", (1,), b"\0\0\x80?"), "tensor [1] (1,) float32"),
        (object(), "<object>"),
        (len, "<builtin_function_or_method>"),
    ],
)
def test_a_value_has_a_short_text(value: object, text: str) -> None:
    assert brief(value) == text


def test_a_text_is_cut(course) -> None:
    assert len(brief(["y" * 70] * 8, 100)) == 100
    assert brief_arguments([np.ones(3)] * 500, {"k": 1}).endswith("…")
    assert clean("x" * 10, 4) == "xxxx… [6 more characters]"


@pytest.mark.parametrize("text", ["\udc80", "\ud800\udc00", "ok\x00\x1b[31m"])
def test_any_text_can_be_written_as_json_in_utf_8(text: str) -> None:
    for safe in (clean(text, 100), brief(text), brief_arguments([text], {})):
        json.dumps(safe, ensure_ascii=False).encode("utf-8")


def test_a_transcript_keeps_the_first_calls_and_one_mebibyte() -> None:
    transcript = Transcript()
    for number in range(CALLS + 5):
        transcript.answered(transcript.pending("f", (number,), {}), None, 0.1)
        transcript.heard(Printed("x" * 100_000, 1))
    assert len(transcript.calls) == CALLS
    assert transcript.calls[-1].arguments == str(CALLS - 1)
    assert (transcript.last_call, transcript.last_result) == ("f", "None")
    dropped = (CALLS + 5) * 100_001 - PRINTED_CHARS
    assert transcript.output.endswith(f"\n[{dropped} more bytes not shown]")
