"""Whose fault it is can be told by type."""

import subprocess
import sys

import pytest

from autograder.errors import (
    AutograderError,
    CheckFailure,
    ProtocolError,
    SandboxError,
    SandboxTimeout,
    SpecError,
    SubmissionError,
)


@pytest.mark.parametrize("kind", [SpecError, SubmissionError, SandboxError, ProtocolError])
def test_every_error_of_ours_has_one_base_and_no_other_fault(kind):
    assert issubclass(kind, AutograderError)
    others = {SpecError, SubmissionError, SandboxError, ProtocolError} - {kind}
    assert not any(issubclass(kind, other) for other in others)


def test_out_of_time_is_our_fault():
    assert issubclass(SandboxTimeout, SandboxError)


def test_a_failed_check_is_an_assertion_and_not_an_error_of_ours():
    assert issubclass(CheckFailure, AssertionError)
    assert not issubclass(CheckFailure, AutograderError)


def test_a_failed_check_carries_its_words_and_kind():
    failure = CheckFailure("expected 1, found 2", kind="shape", name="w", expected="1", actual="2")
    assert str(failure) == "expected 1, found 2"
    assert (failure.kind, failure.name) == ("shape", "w")
    assert (failure.expected, failure.actual) == ("1", "2")
    assert CheckFailure("no").kind == "value"


def test_the_errors_need_the_standard_library_only():
    program = (
        "import sys, autograder.errors; print(sorted({'numpy', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"
