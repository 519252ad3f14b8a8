import pytest

from autograder.calibration import Calibrated, agreement_of, calibrate
from autograder.rubric import LexicalScorer

SURE = "It averages the past gradients. Oscillations are damped. Training gets faster."


def with_items(grades, points_of):
    return [
        one.model_copy(update={"items": points_of(one)}) if one.question_id == "momentum" else one
        for one in grades
    ]


def as_found(one):
    """What the answer says, item by item: i0 to i2."""
    words = (("averag", "mean"), ("scillat", "zig-zag"), ("faster", "sooner"))
    return {f"i{n}": float(any(w in one.answer for w in group)) for n, group in enumerate(words)}


@pytest.fixture(scope="module")
def never(grades, questions, likeness):
    """People never give the second item, whatever the scorer finds."""
    marked = with_items(grades, lambda one: as_found(one) | {"i1": 0.0})
    made = calibrate(marked, questions, LexicalScorer(), likeness, program="test", tolerance=0.25)
    return marked, made


def test_an_item_that_people_give_as_found_is_trusted_and_one_that_they_do_not_is_not(
    never, likeness, questions
) -> None:
    _, made = never
    found = Calibrated(LexicalScorer(), made, likeness).score(questions["momentum"], SURE)
    first, second, third = found.items
    assert min(first.confidence, third.confidence) > 0.9
    assert second.confidence < 0.2
    assert (second.verdict, second.points) == ("met", 1)  # what was found stays as it is


def test_an_answer_with_a_distrusted_item_goes_to_a_person(
    never, grades, likeness, questions
) -> None:
    _, made = never
    plain = calibrate(grades, questions, LexicalScorer(), likeness, program="test", tolerance=0.25)
    scored = [
        {
            one.answer
            for one in each.questions["momentum"].answers
            if one.held_out_automatic and "scillat" in one.answer
        }
        for each in (plain, made)
    ]
    assert len(scored[0]) > 20
    assert scored[1] == set()


def test_agreement_tells_the_items_to_mend(never, likeness, questions) -> None:
    marked, made = never
    for scorer in (LexicalScorer(), Calibrated(LexicalScorer(), made, likeness)):
        found = {one.name: one for one in agreement_of(marked, questions, scorer).items}
        assert list(found) == ["momentum.i0", "momentum.i1", "momentum.i2"]
        assert found["momentum.i0"].bias == pytest.approx(0, abs=0.02)
        assert found["momentum.i1"].bias > 0.4


def test_marks_of_items_are_learnt_from_five_on_and_if_blind(grades, questions, likeness) -> None:
    said = [one for one in grades if one.question_id == "momentum" and "Oscillat" in one.answer]
    few, fifth = {one.answer for one in said[:4]}, said[4].answer

    def learnt(answers, **update):
        marked = [
            one.model_copy(update={"items": {"i1": 1.0}} | update) if one.answer in answers else one
            for one in grades
        ]
        made = calibrate(marked, questions, LexicalScorer(), likeness, program="test")
        return dict(made.questions["momentum"].items)

    assert learnt(few) == {}
    assert learnt({*few, fifth})["i1"].graded == 5
    assert learnt({*few, fifth}, blind=False) == {}
