import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.model import Level
from autograder.rubric import LexicalScorer
from autograder.rubric.judge.prompt import VERDICTS, build_prompt
from autograder.rubric.judge.replies import Judged
from autograder.rubric.judge.verdict import decide

from .conftest import ANSWER

QUOTE = "keeps a moving average of past gradients"


@pytest.fixture
def given_verdicts(question):
    """Decide as if each sample had found these verdicts, by item; `not_met` for the rest."""

    def run(*samples, asked=question, offline=None):
        offline = offline or LexicalScorer().score(asked, ANSWER)
        prompt = build_prompt(asked, ANSWER, 0)
        replies = [
            {
                shown: Judged(
                    id=shown,
                    verdict=found.get(prompt.ids.get(shown, ""), "not_met"),
                    evidence=QUOTE,
                    reason="So it is.",
                )
                for shown in prompt.all_ids
            }
            for found in samples
        ]
        return decide(asked, ANSWER, offline, prompt, replies)

    return run


ALL_MET = {"accelerates": "met", "average": "met", "coefficient": "met"}


def by_id(score):
    return {item.item_id: item for item in score.items}


def test_agreeing_samples_decide_and_code_adds_up(given_verdicts, make) -> None:
    score = given_verdicts(*[{**ALL_MET, "coefficient": "not_met"}] * 3, asked=make(step=1))
    assert (score.points, score.status) == (2, "suggested")
    item = by_id(score)["average"]
    assert (item.verdict, item.credit, item.points) == ("met", 1, 1)
    assert item.reason == "The judge: So it is."
    assert by_id(score)["coefficient"].evidence is None


def test_partial_earns_the_lowest_level_and_waits_for_a_person(given_verdicts, make, question):
    levels = (Level(credit=0.75, when="most of it"), Level(credit=0.25, when="a little"))
    first = question.items[0].model_copy(update={"levels": levels})
    asked = make(items=(first, *question.items[1:]), step=0.25)
    score = given_verdicts(*[{**ALL_MET, "accelerates": "partial"}] * 3, asked=asked)
    item = by_id(score)["accelerates"]
    assert (item.verdict, item.points, item.status) == ("unsure", 0.25, "needs_review")
    assert (score.points, score.status) == (2.25, "needs_review")


def test_partial_without_levels_earns_half(given_verdicts) -> None:
    score = given_verdicts(*[{**ALL_MET, "accelerates": "partial"}] * 3)
    assert by_id(score)["accelerates"].points == 0.5


def test_what_the_judge_cannot_tell_is_left_as_it_was(given_verdicts, question) -> None:
    score = given_verdicts(*[{**ALL_MET, "average": "cannot_assess"}] * 3)
    assert score.flags == ("judge-cannot-tell",)
    item = by_id(score)["average"]
    before = by_id(LexicalScorer().score(question, ANSWER))["average"]
    assert (item.points, item.evidence, item.status) == (
        before.points, before.evidence, "needs_review",
    )  # fmt: skip
    assert item.reason.startswith("The judge cannot tell; a person decides. ")


@pytest.mark.parametrize(("found", "flags"), [(2, ()), (1, ("judge-differs",))])
def test_more_than_one_step_from_offline_is_for_a_person(
    found, flags, given_verdicts, make
) -> None:
    wanted = dict.fromkeys(list(ALL_MET)[:found], "met")
    score = given_verdicts(*[wanted] * 3, asked=make(step=1))
    assert (score.points, score.flags) == (found, flags)


def test_an_item_that_offline_does_not_read_is_for_a_person(given_verdicts, question) -> None:
    offline = LexicalScorer().score(question, ANSWER)
    unread = {"verdict": None, "credit": None, "points": None, "status": "needs_review"}
    items = (offline.items[0].model_copy(update=unread), *offline.items[1:])
    offline = offline.model_copy(update={"items": items, "points": None})
    score = given_verdicts(*[ALL_MET] * 3, offline=offline)
    assert (score.points, score.status, score.flags) == (3, "needs_review", ("judge-alone",))


def test_a_calibrated_offline_score_makes_nothing_count(given_verdicts, question) -> None:
    offline = LexicalScorer().score(question, ANSWER)
    scored = {"status": "scored", "confidence": 0.99}
    items = tuple(item.model_copy(update=scored) for item in offline.items)
    more = {"items": items, "interval": (2.5, 3), "calibration": "7", **scored}
    offline = offline.model_copy(update=more)
    for verdict in ("met", "cannot_assess"):
        score = given_verdicts(*[dict.fromkeys(ALL_MET, verdict)] * 3, offline=offline)
        assert {score.status, *(item.status for item in score.items)} <= {
            "suggested", "needs_review",
        }  # fmt: skip
        assert (score.confidence, score.interval, score.calibration) == (None, None, "")


def test_a_misconception_costs_its_penalty(given_verdicts, make, question) -> None:
    wrong = question.misconceptions[0].model_copy(update={"penalty": 1})
    asked = make(misconceptions=(wrong,))
    offline = (
        LexicalScorer().score(asked, ANSWER).model_copy(update={"misconceptions": (wrong.id,)})
    )
    assert given_verdicts(*[ALL_MET] * 3, asked=asked, offline=offline).points == 2


JUDGED = st.builds(
    lambda verdict, evidence: {"verdict": verdict, "evidence": evidence},
    st.sampled_from(VERDICTS),
    st.sampled_from(
        [None, "", QUOTE, "the role of momentum", "moving average", "not in it at all"]
    ),
)


@given(data=st.data())
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_reply_gives_points_without_evidence_or_makes_them_count(data, question) -> None:
    offline = LexicalScorer().score(question, ANSWER)
    prompt = build_prompt(question, ANSWER, 0)
    samples = [
        {
            shown: Judged(id=shown, **(data.draw(JUDGED) if shown in prompt.ids else MISSED))
            for shown in sorted(prompt.all_ids)
        }
        for _ in range(3)
    ]
    score = decide(question, ANSWER, offline, prompt, samples)
    assert score.status in {"suggested", "needs_review"}
    for item, before in zip(score.items, offline.items, strict=True):
        assert item.status in {"suggested", "needs_review"}
        assert item.points <= item.max_points
        if item.points > 0:
            assert ANSWER[item.evidence.start : item.evidence.end] == item.evidence.text
        settled = (item.points, item.verdict) != (before.points, before.verdict)
        if settled or not score.flags:  # else a calibrated wrapper could let it stand
            shown = next(one for one, own in prompt.ids.items() if own == item.item_id)
            assert len({sample[shown].verdict for sample in samples}) == 1


MISSED = {"verdict": "not_met", "evidence": None}
