import json

import pytest

from autograder.model import Example
from autograder.rubric.judge.cache import cache_name

from .conftest import ANSWER, KEY


def test_a_reply_is_paid_for_once(server, judge, question, tmp_path) -> None:
    first = judge(cache=tmp_path / "deep" / "folder").score(question, ANSWER)
    again = judge(cache=tmp_path / "deep" / "folder")
    assert again.score(question, ANSWER) == first
    assert len(server.exchanges) == 3
    assert again.meter.calls == 0


def test_what_is_kept_is_no_answer_and_no_key(server, judge, question, tmp_path) -> None:
    judge(cache=tmp_path).score(question, ANSWER)
    files = sorted(tmp_path.iterdir())
    assert len(files) == 3
    assert all(file.suffix == ".json" for file in files)
    kept = "".join(file.read_text() for file in files)
    assert ANSWER not in kept
    assert KEY not in kept


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-20]),
        lambda file: file.write_bytes(b"\xff\xfe\x00"),
        lambda file: file.write_text("[" * 100_000),
        lambda file: file.write_text('{"items": []}'),
        lambda file: file.write_text(json.dumps({"items": [{"id": "item-1", "points": 9}]})),
        lambda file: (file.unlink(), file.mkdir()),
    ],
)
def test_a_damaged_entry_is_ignored_and_replaced(damage, server, judge, question, tmp_path):
    first = judge(cache=tmp_path).score(question, ANSWER)
    damage(min(tmp_path.iterdir()))
    assert judge(cache=tmp_path).score(question, ANSWER) == first
    assert len(server.exchanges) == 4


def test_a_forged_entry_needs_evidence_too(server, judge, question, tmp_path) -> None:
    server.behave(lambda one: one.reply(one.honest(verdict="not_met")))
    low = judge(cache=tmp_path).score(question, ANSWER)
    assert low.points == 0
    for file in tmp_path.iterdir():
        text = file.read_text().replace("not_met", "met")
        file.write_text(text.replace("moving average", "weighted mean"))
    score = judge(cache=tmp_path).score(question, ANSWER)
    assert score.flags == ("judge-canary",)


def test_replies_that_fail_are_not_kept(server, judge, question, tmp_path) -> None:
    server.behave(lambda one: one.reply(one.honest()), lambda one: one.reply("no"))
    judge(cache=tmp_path).score(question, ANSWER)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_cannot_be_written_costs_nothing(server, judge, question, tmp_path) -> None:
    file = tmp_path / "a file"
    file.write_text("")
    assert judge(cache=file).score(question, ANSWER).points == 3


def test_the_name_holds_model_rubric_answer_and_sample(question, make) -> None:
    examples = (Example(answer="It is faster.", points=1, items={"accelerates": 1}),)
    names = {
        cache_name("a", question, ANSWER, 0),
        cache_name("b", question, ANSWER, 0),
        cache_name("a", make(prompt="Why?"), ANSWER, 0),
        cache_name("a", make(examples=examples), ANSWER, 0),
        cache_name("a", question, ANSWER + " ", 0),
        cache_name("a", question, ANSWER, 1),
    }
    assert len(names) == 6
    assert cache_name("a", make(place="rubric.toml:9"), ANSWER, 0) in names
