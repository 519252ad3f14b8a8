import xml.etree.ElementTree as ET

import pytest

from autograder.calibration import Marked, agreement_of, agreement_plot, marks_of, measured
from autograder.rubric import LexicalScorer


def test_agreement_is_that_of_the_blind_marks_alone(grades, questions) -> None:
    wrong = [one.model_copy(update={"blind": False, "points": 0.0}) for one in grades[:50]]
    plain = agreement_of(grades, questions, LexicalScorer())
    more = agreement_of([*wrong, *grades[::-1]], questions, LexicalScorer())
    assert more.not_blind == 50
    assert more == plain.model_copy(update={"not_blind": 50})
    assert plain.kappa > 0.8
    assert plain.workload == 1.0  # nothing is automatic before calibration
    assert plain.curve == ()


def test_answers_that_were_learnt_from_count_as_held_out(
    grades, questions, calibrated, calibration
) -> None:
    found = agreement_of(grades, questions, calibrated)
    assert found.automatic == calibration.workload.automatic
    assert found.automatic_exact == pytest.approx(calibration.workload.exact, abs=1e-6)
    held = {
        (name, one.answer): one.held_out
        for name, part in calibration.questions.items()
        for one in part.answers
    }
    marked, _ = marks_of(grades, questions, calibrated)
    assert sorted(one.found for one in marked) == sorted(held.values())


def test_the_surest_answers_have_the_smallest_errors(grades, questions, calibrated) -> None:
    curve = agreement_of(grades, questions, calibrated).curve
    assert [one.coverage for one in curve][-1] == 1.0
    assert curve[2].error < curve[-1].error


def test_bias_is_told_by_length_and_by_group() -> None:
    marked = [
        Marked("q", given=0.5, found=0.5 + n / 100, length=n, group="a" if n < 6 else "b")
        for n in range(9)
    ]
    found = measured(marked, scorer="x")
    assert [one.bias for one in found.lengths] == pytest.approx([0.01, 0.04, 0.07])
    assert {one.name: one.bias for one in found.groups} == pytest.approx({"a": 0.025, "b": 0.07})
    assert measured(marked[::-1], scorer="x") == found


def test_answers_without_points_are_counted_and_not_compared(grades, questions) -> None:
    german = "Das ist eine Art von Mittelwert der vergangenen Gradienten und nicht sehr schwer."
    odd = grades[0].model_copy(update={"answer": german})
    found = agreement_of([odd, *grades[:9]], questions, LexicalScorer())
    assert (found.answers, found.without_points) == (9, 1)


def test_the_plot_is_plain_svg_that_says_what_it_shows(grades, questions, calibrated) -> None:
    found = agreement_of(grades, questions, calibrated)
    marked, _ = marks_of(grades, questions, calibrated)
    svg = agreement_plot(found, marked)
    root = ET.fromstring(svg)
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "script" not in names
    assert root[0].text == f"Agreement of {found.scorer} with people on 270 answers"
    assert f"{found.r:.2f}" in root[1].text
    assert "are off by half the points or more, and the mean error" in root[1].text
    dots = [one for one in root.iter() if one.tag.endswith("circle")]
    assert sum(int(dot[0].text.split()[0]) for dot in dots) == 270


def test_the_plot_of_a_scorer_that_is_not_calibrated_says_so() -> None:
    found = measured([Marked("q", 1.0, 1.0, 3)], scorer="<x>")
    root = ET.fromstring(agreement_plot(found, [Marked("q", 1.0, 1.0, 3)]))
    assert "has not been calibrated" in root[1].text
