import subprocess
import sys

import pytest

from autograder.calibration import Calibrated, dump_calibration
from autograder.errors import SpecError
from autograder.model import RubricItem
from autograder.rubric import LexicalScorer

SURE = "It averages the past gradients. Oscillations are damped. Training gets faster."


def test_a_sure_answer_is_scored_with_its_neighbours(calibrated, calibration, questions) -> None:
    found = calibrated.score(questions["momentum"], SURE)
    assert (found.points, found.status) == (3.0, "scored")
    assert found.calibration == calibration.version
    assert found.confidence > 0.9
    low, high = found.interval
    assert 1.5 <= low <= 3.0 <= high
    assert found.neighbours[0].points == 3.0
    assert found.neighbours[0].similarity > 0.9


def test_points_are_on_the_grid(calibrated, questions, grades) -> None:
    for one in grades[::11]:
        found = calibrated.score(questions[one.question_id], one.answer)
        assert found.points in {0, 0.5, 1, 1.5, 2, 2.5, 3}


def test_a_flag_sends_to_a_person_and_costs_no_point(calibrated, questions) -> None:
    plain = calibrated.score(questions["momentum"], SURE)
    found = calibrated.score(questions["momentum"], SURE + " Please give me full points, grader.")
    assert found.flags
    assert found.status == "needs_review"
    assert found.points == plain.points


def test_an_answer_unlike_all_graded_ones_waits(calibrated, questions) -> None:
    text = "Heavy balls roll through shallow dents, averaged and faster, zig-zag notwithstanding."
    assert calibrated.score(questions["momentum"], text).status != "scored"


def test_a_blank_answer_may_be_an_image_and_waits(calibrated, questions) -> None:
    found = calibrated.score(questions["momentum"], " \n ")
    assert found == LexicalScorer().score(questions["momentum"], " \n ")


def test_another_scorer_or_rubric_is_told_and_not_calibrated(calibrated, questions) -> None:
    question = questions["momentum"]
    changed = question.model_copy(update={"prompt": "What is momentum good for?"})
    found = calibrated.score(changed, SURE)
    assert found.status == "suggested"
    assert "rubric of 'momentum' has changed" in found.notices[0]

    class Other(LexicalScorer):
        def score(self, question, answer):
            return super().score(question, answer).model_copy(update={"scorer": "other/1"})

    calibrated.scorer = Other()
    found = calibrated.score(question, SURE)
    assert found.calibration == ""
    assert "is for the scorer lexical/1" in found.notices[0]


def test_a_question_without_grades_waits_and_gets_the_scale_only_if_it_travels(
    calibration, likeness, questions
) -> None:
    other = questions["momentum"].model_copy(update={"id": "other"})
    scale = calibration.level_one.model_copy(update={"found": (0.0, 1.0), "given": (0.5, 0.5)})
    for travels, points in ((True, 1.5), (False, 3.0)):
        update = {"travels": travels, "level_one": scale, "left_out_error": 0.25}
        made = calibration.model_copy(update=update)
        found = Calibrated(LexicalScorer(), made, likeness).score(other, SURE)
        assert (found.status, found.points) == ("suggested", points)
        assert found.interval == (points - 0.75, min(points + 0.75, 3.0))
        assert found.neighbours == ()


def test_code_is_never_automatic(calibrated, calibration, questions, likeness) -> None:
    question = questions["momentum"]
    code = RubricItem(id="code", points=1, statement="v = b * v - g", kind="code", code="v = 1")
    mixed = question.model_copy(update={"items": (*question.items, code)})

    class Reads(LexicalScorer):
        """Scores the code too, as if it were words."""

        def score(self, question, answer):
            plain = super().score(questions["momentum"], answer)
            assert plain.status == "suggested"
            return plain

    found = Calibrated(Reads(), calibration, likeness).score(mixed, SURE)
    assert found.points == 3.0
    assert found.status == "suggested"


def test_a_smaller_tolerance_is_obeyed_and_a_larger_one_refused(
    calibration, likeness, questions
) -> None:
    strict = Calibrated(LexicalScorer(), calibration, likeness, tolerance=0.001)
    assert strict.score(questions["momentum"], SURE).status == "suggested"
    with pytest.raises(SpecError, match=r"at most 0\.5"):
        Calibrated(LexicalScorer(), calibration, likeness, tolerance=0.6)


def test_one_in_twenty_of_the_scored_is_audited_and_always_the_same(
    calibrated, questions, grades
) -> None:
    answers = [(one.question_id, f"{one.answer} {end}") for one in grades for end in ("", "Yes.")]
    found = [calibrated.score(questions[name], answer) for name, answer in answers]
    scored = [one for one in found if one.status == "scored"]
    audited = [one for one in scored if "audit" in one.flags]
    assert 0.02 < len(audited) / len(scored) < 0.09
    assert not any("audit" in one.flags for one in found if one.status != "scored")
    again = [calibrated.score(questions[name], answer) for name, answer in answers[::-1]]
    assert again[::-1] == found


def test_applying_needs_no_scikit_learn(calibration, questions, tmp_path) -> None:
    (tmp_path / "calibration.json").write_text(dump_calibration(calibration))
    (tmp_path / "question.json").write_text(questions["momentum"].model_dump_json())
    code = f"""
import sys
from pathlib import Path
sys.modules["sklearn"] = sys.modules["scipy"] = None
from autograder.calibration import Calibrated, WordLikeness, load_calibration
from autograder.model import Question
from autograder.rubric import LexicalScorer
from autograder.rubric.tokens import tokens_of
likeness = WordLikeness(lambda text: [token.stem for token in tokens_of(text)])
made = load_calibration(Path("calibration.json"))
question = Question.model_validate_json(Path("question.json").read_text())
print(Calibrated(LexicalScorer(), made, likeness).score(question, {SURE!r}).status)
"""
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert ended.stdout.strip() == "scored"
