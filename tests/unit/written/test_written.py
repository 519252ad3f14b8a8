"""Where an answer stands, and what becomes of it whatever a scorer does."""

import pytest

from autograder.written import Answers, find_written

HEADED = "# Answers\n\n## Question 1\n\nIt says a.\n\n## Question 2\n\nOther.\n"


def test_an_answer_is_read_under_its_heading(question, submit) -> None:
    assert find_written(question, submit(answers_md=HEADED)).text == "It says a."


def test_a_notebook_may_hold_the_answer_instead_of_the_file(question, submit) -> None:
    found = find_written(question, submit(net_ipynb=["# Intro", "## Question 1", "It says a."]))
    assert found.text == "It says a."


@pytest.mark.parametrize(
    ("files", "is_sure"),
    [
        ({"answers_md": "## Question 1\n\n*Write your answer here.*\n"}, True),
        ({"answers_md": "## Question 2\n\nIt says a.\n"}, False),
        ({"answers_md": "It says a.\n"}, False),
        ({"answers_md": "\n"}, True),
        ({"work_py": "x = 1\n"}, True),
        ({"net_ipynb": ["It says a, somewhere."]}, False),
    ],
)
def test_nothing_under_the_heading_is_blank_and_what_may_stand_elsewhere_waits(
    question, submit, echo, files, is_sure
) -> None:
    submission = submit(**files)
    found = find_written(question, submission)
    assert (found.text, found.is_sure) == ("", is_sure)
    assert found.note.startswith("no answer under the heading 'Question 1' of 'answers.md'")
    scorer = echo()
    (score,) = Answers((question,), scorer).scores(submission)
    assert (score.status, score.points) == (("scored", 0) if is_sure else ("needs_review", None))
    assert scorer.read == []


@pytest.mark.parametrize(
    "image",
    ["![a sketch](sketch.png)", '<img src="x.png" alt="it says a">', "![x][1]",
     "![](data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==)"],
)  # fmt: skip
def test_an_image_goes_to_a_person(question, submit, echo, image) -> None:
    (alone,) = Answers((question,), echo()).scores(submit(answers_md=f"## Question 1\n{image}"))
    assert (alone.status, alone.points, alone.flags) == ("needs_review", None, ("image",))
    assert "iVBOR" not in alone.answer
    text = f"## Question 1\nIt says a. {image}"
    (both,) = Answers((question,), echo()).scores(submit(answers_md=text))
    assert (both.status, both.points, both.flags) == ("needs_review", 1, ("image",))


def test_text_that_repeats_openings_is_read_in_linear_time(question, submit) -> None:
    for opening in ("![](", "<img ", "![", "data:a;"):
        find_written(question, submit(answers_md="## Question 1\n" + opening * 100_000))


def test_a_scorer_that_fails_costs_no_points(question, submit, echo) -> None:
    scorer = echo(RuntimeError("no memory"))
    (score,) = Answers((question,), scorer).scores(submit(answers_md=HEADED))
    assert (score.status, score.points) == ("needs_review", None)
    assert score.notices == ("scorer 'echo/1' failed: RuntimeError: no memory",)
    assert score.answer == "It says a."


def test_a_stored_score_stands_for_the_same_answer_only(question, submit, echo) -> None:
    scorer = echo()
    answers = Answers((question,), scorer)
    (first,) = answers.scores(submit(answers_md=HEADED))
    stored = first.model_copy(update={"points": 0.5})
    assert answers.scores(submit(answers_md=HEADED), [stored]) == (stored,)
    (other,) = answers.scores(submit(answers_md=HEADED.replace("says", "said")), [stored])
    assert other.points == 1
    assert scorer.read == ["It says a.", "It said a."]


def test_a_score_has_what_people_need_beside_it(question, submit, echo) -> None:
    (score,) = Answers((question,), echo()).scores(submit(answers_md=HEADED))
    assert (score.prompt, score.source) == ("Why?", "answers.md#Question 1")
    assert score.items[0].statement == "It says a."
    assert score.rule is not None
    assert score.rule.step == 0.5


def test_the_hash_changes_with_rubric_and_scorer(question, echo) -> None:
    other = echo()
    other.name = "echo/2"
    hashes = {
        Answers((question,), echo(), "a").hash,
        Answers((question,), echo(), "b").hash,
        Answers((question,), other, "a").hash,
    }
    assert len(hashes) == 3
    assert Answers((), echo(), "a").hash == Answers((question,), None, "a").hash == ""


def test_work_that_our_machine_could_not_read_waits(question, echo) -> None:
    (score,) = Answers((question,), echo()).unread("the disk is gone")
    assert (score.status, score.points, score.notices) == (
        "needs_review",
        None,
        ("the disk is gone",),
    )
