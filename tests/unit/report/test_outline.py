"""A class in memory: tables from outlines are those from whole grades, at a fraction."""

import tracemalloc

import pytest

from autograder.model import CallRecord, Grade, ImageRecord
from autograder.report import Outlines, class_table, write_class_csv
from autograder.report.summary import summarize


@pytest.fixture
def grades(make):
    """Forty students of five kinds, with long outputs."""
    long = {"output": "x" * 50_000, "details": "y" * 50_000, "message": "expected 1, found 2"}
    call = CallRecord(function="adam", arguments="w", result="w", seconds=0.1)
    images = (ImageRecord(name="numpy", digest="sha256:a", packages={"numpy": "2.0"}),)
    manifest = make.grade().manifest.model_copy(update={"images": images})
    return [
        make.grade(
            submission_id=f"s{number}",
            manifest=manifest.model_copy(update={"seconds": float(number)}),
            checks=(make.check(points=number % 5, calls=(call,), **long), make.hidden()),
        )
        for number in range(40)
    ]


def test_tables_are_the_same_from_outlines(grades, tmp_path):
    outlines = Outlines(grades)
    assert summarize(outlines) == summarize(grades)
    assert list(summarize(outlines).rows) == list(summarize(grades).rows)
    for name, ones in (("whole", grades), ("outline", outlines)):
        write_class_csv(ones, tmp_path / name)
    assert (tmp_path / "whole").read_bytes() == (tmp_path / "outline").read_bytes()
    assert class_table(outlines).row_count == 40


def test_an_outline_holds_no_output_and_shares_what_is_equal(grades):
    outlines = Outlines(grades)
    assert outlines[0].checks is outlines[5].checks
    assert outlines[0].checks[0] is not outlines[1].checks[0]
    assert outlines[0].manifest is outlines[1].manifest
    assert (outlines[0].checks[0].output, outlines[0].manifest.submission_digest) == ("", "")


def test_an_outline_is_small(make):
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    outlines = Outlines(make.grade(submission_id=f"s{n}") for n in range(2_000))
    used = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert len(outlines) == 2_000
    assert used / len(outlines) < 1_000


def test_outlines_are_ordered_and_chosen_without_being_unpacked_for_good(grades):
    outlines = Outlines(reversed(grades))
    ids = [grade.submission_id for grade in outlines]
    assert [one.submission_id for one in outlines.by(lambda one: one.submission_id)] == sorted(ids)
    full = outlines.where(lambda one: one.checks[0].points == 4)
    assert {one.checks[0].points for one in full} == {4}
    assert len(full) == 8
    assert [one.submission_id for one in outlines[1:3]] == ids[1:3]
    assert outlines[-1].submission_id == ids[-1]
    assert Outlines.of(outlines) is outlines


def test_an_outline_keeps_what_tables_show(make):
    grade = make.grade(problem="no file", notes=("late",), late=True)
    (outline,) = Outlines([grade])
    kept = set(Grade.model_fields) - {"checks", "rubric", "manifest"}
    assert {key: getattr(outline, key) for key in kept} == {
        key: getattr(grade, key) for key in kept
    }
    assert outline.points == grade.points
