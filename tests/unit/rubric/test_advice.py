import pytest

from autograder.model import RubricItem
from autograder.rubric import advice_on


def item(name: str, **fields) -> RubricItem:
    given = {"points": 1.5, "statement": f"It {name} weights.", "paraphrases": ("so",)}
    return RubricItem(id=name, **(given | fields))


def test_a_sound_question_needs_none(question) -> None:
    assert list(advice_on(question)) == []


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"items": (item("a", points=3, concepts=(("train*",),)),)}, "'train*' stands in the"),
        ({"items": (item("a", points=3, paraphrases=()),)}, "no concepts and no paraphrases"),
        (
            {"items": (item("a", points=3, statement="Momentum trains.", paraphrases=("deep",)),)},
            "no answer can meet it",
        ),
        (
            {"items": (item("a", points=3, concepts=(("weights",), ("noise",))),)},
            "its own statement meets 50%",
        ),
        (
            {
                "items": (
                    item("a", statement="Noise helps to leave sharp minima."),
                    item("b", statement="Noise helps leave sharp minima."),
                )
            },
            "share 100% of their words",
        ),
        ({"items": (item("a"),)}, "reach 1.5 of 3 points"),
        ({"items": (item("a", points=4),)}, "more than max_points 3"),
        ({"step": 0.7}, "no multiple of step"),
        ({"aggregate": "best_of"}, "reach 1 of 3"),
        ({"aggregate": "count_map", "counts": (0, 1, 1, 2, 3)}, "reach 2 of 3"),
    ],
)
def test_what_is_doubtful_is_said(make, fields, words) -> None:
    assert words in "\n".join(advice_on(make(**fields)))
