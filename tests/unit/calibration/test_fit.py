import hashlib

import pytest

from autograder.calibration import calibrate, dump_calibration
from autograder.errors import SpecError
from autograder.rubric import LexicalScorer


def hash_of(text):
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


@pytest.fixture
def fit(questions, likeness):
    def of(grades):
        return calibrate(
            grades, questions, LexicalScorer(), likeness, program="test", tolerance=0.5
        )

    return of


def test_any_order_of_the_grades_gives_the_same_file(grades, calibration, fit) -> None:
    assert dump_calibration(fit(grades[::-1])) == dump_calibration(calibration)


def test_part_of_the_course_is_automatic_and_bounded(calibration, grades) -> None:
    work = calibration.workload
    assert work.answers == len(grades)
    assert work.automatic > len(grades) / 3
    assert work.serious_bound <= calibration.target
    assert work.exact >= 0.78


def test_what_is_held_out_stands_beside_each_answer(calibration) -> None:
    texts = [one for part in calibration.questions.values() for one in part.answers]
    assert all(one.held_out is not None and one.held_out_risk for one in texts)
    chosen = [one for one in texts if one.held_out_automatic]
    assert len(chosen) == calibration.workload.automatic
    serious = [one for one in chosen if abs(one.held_out - one.share) >= 0.5]
    assert len(serious) == calibration.workload.serious


def test_marks_that_are_not_blind_are_neighbours_and_nothing_else(grades, fit) -> None:
    wrong = [one.model_copy(update={"blind": False, "points": 0.0}) for one in grades[:100]]
    plain, more = fit(grades), fit([*grades, *wrong])
    assert more.not_blind == 100
    assert more.level_one == plain.level_one
    assert more.doubt == plain.doubt
    for name, part in plain.questions.items():
        assert more.questions[name].level_two == part.level_two
    assert sum(not one.blind for one in more.questions["momentum"].answers) == 100


def test_few_grades_are_refused_with_their_number(grades, fit) -> None:
    seen = [one.model_copy(update={"blind": False}) for one in grades[40:]]
    with pytest.raises(SpecError, match="at least 30 blind grades, found 20"):
        fit([*grades[:20], *seen])


def test_grades_that_have_nothing_to_do_with_the_answers_are_refused(grades, fit) -> None:
    odd = [one.model_copy(update={"points": float(hash_of(one.answer) % 4)}) for one in grades]
    with pytest.raises(SpecError, match=r"kappa of at least 0.4, found -?0\.\d\d on 270"):
        fit(odd)


def test_below_fifty_grades_the_scale_is_the_scorers_own(grades, fit) -> None:
    made = fit(grades[:135:3])
    assert made.blind < 50
    assert made.level_one.found == (0.0, 1.0) == made.level_one.given
    assert made.questions["momentum"].level_two is not None
    assert made.workload.automatic == 0  # too few to bound anything


def test_a_question_with_four_grades_has_no_neighbours(grades, fit) -> None:
    made = fit([*grades[:135], *grades[-4:]])
    assert made.questions["dropout"].level_two is None
    assert set(made.level_one.bias) == {"momentum", "dropout"}
