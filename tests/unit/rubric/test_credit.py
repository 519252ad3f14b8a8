import pytest

from autograder.model import ItemScore, Level, Misconception, RubricItem
from autograder.rubric.credit import awarded, reference_credit, text_credit, verdict_of
from autograder.rubric.totals import on_grid, total_of


@pytest.mark.parametrize(
    ("concepts", "recall", "similarity", "credit"),
    [
        (0.5, None, None, 0.5),
        (1.0, None, 0.30, 1.0),
        (0.5, None, 0.65, 0.75),
        (0.5, None, 0.30, 0.5),
        (0.0, None, 0.90, 0.5),
        (None, 0.40, None, 0.5),
        (None, 1.00, None, 0.99925),
        (None, 0.30, 0.40, 0.5),
        (None, None, None, 0.00816),
    ],
)
def test_credit_follows_the_formula(concepts, recall, similarity, credit) -> None:
    assert text_credit(concepts, recall, similarity) == pytest.approx(credit, abs=1e-5)


@pytest.mark.parametrize(
    ("recall", "similarity", "asked", "credit"),
    [
        (0.4, None, 0.0, 0.5),
        (0.0, 0.0, 0.0, 0.0),
        (0.3, 0.5, 0.4, 1.0),
        (0.1, 0.3, 0.2, 0.5),
        (0.0, 0.9, 0.2, 1 / 3),  # meaning without a word of it
        (0.0, 0.1, 0.8, 0.0),
    ],
)
def test_a_reference_is_covered_by_half_meaning_half_words(
    recall, similarity, asked, credit
) -> None:
    assert reference_credit(recall, similarity, asked) == pytest.approx(credit)


def test_a_reference_earns_in_proportion() -> None:
    item = RubricItem(id="a", points=2, statement="x", scope="answer")
    assert awarded(item, "unsure", 0.6) == pytest.approx(1.2)
    assert awarded(item.model_copy(update={"concepts": (("x",),)}), "unsure", 0.6) == 1


def test_what_is_doubtful_is_never_met() -> None:
    assert verdict_of(1.0, doubtful=False) == "met"
    assert verdict_of(1.0, doubtful=True) == "unsure"
    assert verdict_of(0.5, doubtful=False) == "unsure"
    assert verdict_of(0.35, doubtful=True) == "not met"


def test_part_of_an_item_earns_its_nearest_level() -> None:
    plain = RubricItem(id="a", points=2, statement="x")
    levels = (Level(credit=0.25, when="a"), Level(credit=0.75, when="b"))
    assert awarded(plain, "unsure", 0.6) == 1
    assert awarded(plain.model_copy(update={"levels": levels}), "unsure", 0.6) == 1.5
    assert awarded(plain.model_copy(update={"levels": levels}), "unsure", 0.5) == 0.5
    assert awarded(plain, "met", 0.7) == 2


@pytest.mark.parametrize(
    ("points", "step", "rounded"),
    [
        (0.25, 0.5, 0.5),
        (0.24, 0.5, 0),
        (1.1, 0.25, 1.0),
        (9, 0.5, 3),
        (-1, 0.5, 0),
        (0.3, 0.1, 0.3),
    ],
)
def test_totals_stand_on_the_grid_half_up(make, points, step, rounded) -> None:
    assert on_grid(points, make(step=step)) == rounded


def scores(*points: float | None) -> list[ItemScore]:
    return [
        ItemScore(
            item_id="a",
            verdict=None,
            credit=None,
            points=one,
            max_points=1,
            status="suggested",
            reason="",
        )
        for one in points
    ]


@pytest.mark.parametrize(
    ("fields", "points", "total"),
    [
        ({}, (1, 0.5, 0), 1.5),
        ({}, (1, None, 0), None),
        ({"aggregate": "best_of", "max_points": 1}, (0, 1, 0.5), 1),
        ({"aggregate": "count_map", "counts": (0, 2, 2.5, 3)}, (1, 0, 0), 2),
        ({"aggregate": "count_map", "counts": (0, 2, 2.5, 3)}, (1, 1, 1), 3),
        ({"aggregate": "count_map", "counts": (0, 2, 3)}, (1, 1, 1), 3),
        ({"aggregate": "count_map", "counts": (0, 1, 3)}, (1, 0.5, 0), 2),
    ],
)
def test_items_add_up_as_the_question_says(make, fields, points, total) -> None:
    assert total_of(make(**fields), scores(*points), ()) == total


def test_a_misconception_costs_its_penalty_and_no_more_than_all(make) -> None:
    wrong = Misconception(id="w", statement="x", patterns=("x",), penalty=2)
    assert total_of(make(), scores(1, 1, 1), [wrong]) == 1
    assert total_of(make(), scores(1, 0, 0), [wrong]) == 0
