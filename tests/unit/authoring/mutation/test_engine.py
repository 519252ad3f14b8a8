"""Mutants of a tiny course, run for real in the process sandbox."""

import functools
import importlib.util
from pathlib import Path

import pytest

from autograder.authoring.mutation import try_mutants
from autograder.sandbox.process import ProcessSandbox

# The tiny course is that of verify's own tests.
_SPEC = importlib.util.spec_from_file_location(
    "trialled", Path(__file__).parents[1] / "verify" / "conftest.py"
)
trialled = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(trialled)

MISTAKES = "assignments/penalties/mistakes.toml"
TOML = "assignments/penalties/assignment.toml"
REFERENCE = "reference/penalties/penalties.py"
MARK = """
[[equivalent]]
file = "penalties.py"
line = "scaled = factor * x + 0"
mutated = "scaled = factor * x - 0"
reason = "nothing is added"

[[equivalent]]
file = "penalties.py"
line = "no such line"
mutated = "another"
reason = "it was there once"
"""


@pytest.fixture(scope="module")
def mutation(tmp_path_factory):
    """The course with one needless term, and one of its mutants marked."""
    with ProcessSandbox() as sandbox:
        course = trialled.Trialled(tmp_path_factory.mktemp("mutants"), sandbox)
        course.edit(REFERENCE, "scaled = factor * x\n", "scaled = factor * x + 0\n")
        course.edit(MISTAKES, '[[variant]]\nconvention = "l2"\nvalue = "half"',
                    f'{MARK}\n[[variant]]\nconvention = "l2"\nvalue = "half"')  # fmt: skip
        report = course.report("basic", seeds=1, mutate=functools.partial(try_mutants, jobs=2))
        yield report.mutation


def test_what_the_suite_notices_is_killed(mutation):
    assert mutation.made == mutation.killed + len(mutation.survivors)
    assert mutation.killed > 10


def test_what_changes_nothing_survives_with_its_diff(mutation):
    changes = {one.mutated for one in mutation.survivors}
    assert changes == {"scaled = factor * x - 0", "scaled = (factor * x)"}
    (left,) = [one for one in mutation.survivors if not one.equivalent]
    assert "+    scaled = (factor * x)" in left.diff
    assert left.place == "penalties.py:9"


def test_a_marked_survivor_counts_no_more(mutation):
    (marked,) = [one for one in mutation.survivors if one.equivalent]
    assert marked.equivalent == "nothing is added"
    assert mutation.share == mutation.killed / (mutation.made - 1)


def test_a_mark_that_fits_nothing_is_named(mutation):
    (unused,) = mutation.unused
    assert "mistakes.toml:" in unused
    assert "fits no mutant" in unused


def test_an_endless_loop_is_ended_and_counts_as_killed(tmp_path):
    with ProcessSandbox() as sandbox:
        course = trialled.Trialled(tmp_path, sandbox)
        loop = "count = 0\n    while count < 3:\n        count += 1\n    scaled = factor * x\n"
        course.edit(REFERENCE, "scaled = factor * x\n", loop)
        course.edit(TOML, "call_seconds = 20", "call_seconds = 1")
        report = course.report("basic", seeds=1, mutate=functools.partial(try_mutants, jobs=2))
    assert report.mutation.timed_out >= 1
