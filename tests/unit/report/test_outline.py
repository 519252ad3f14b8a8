"""A class in memory: tables from outlines are those from whole grades, at a fraction."""

import pickle

import pytest

from autograder.model import CallRecord, ImageRecord
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
    outlines = list(map(Outlines().outline, grades))
    assert summarize(outlines) == summarize(grades)
    for name, ones in (("whole", grades), ("outline", outlines)):
        write_class_csv(ones, tmp_path / name)
    assert (tmp_path / "whole").read_bytes() == (tmp_path / "outline").read_bytes()
    assert class_table(outlines).row_count == 40


def test_an_outline_holds_no_output_and_shares_what_is_equal(grades):
    outlines = list(map(Outlines().outline, grades))
    assert outlines[0].checks[0] is outlines[5].checks[0]
    assert outlines[0].checks[0] is not outlines[1].checks[0]
    assert outlines[0].manifest.images[0] is outlines[1].manifest.images[0]
    assert len(pickle.dumps(outlines)) < 40 * 4_000
