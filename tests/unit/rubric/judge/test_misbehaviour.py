"""Whatever a server does: a score, within bounds, and no points that the rules do not give."""

import json
import logging
import socket
import sys

import pytest

from autograder.rubric import FLAGS, LexicalScorer

from .conftest import ANSWER, KEY


def changed(edit):
    """An honest reply, edited; `edit` returns it or changes it in place."""

    def behave(one):
        items = one.honest()
        one.reply(edit(items) or items)

    return behave


def each(**fields):
    """An honest reply in which every met item has other fields."""
    return lambda one: one.reply(one.honest(**fields))


def canary_met(one):
    everything = {"verdict": "met", "evidence": "keeps a moving average", "reason": "Yes."}
    one.reply([{"id": item["id"], **everything} for item in one.content["items"]])


def hang_up(one):
    one.handler.connection.shutdown(socket.SHUT_RDWR)


def with_points(items):
    for item in items:
        item |= {"points": 1_000, "credit": 7, "max_points": 1_000}


UNUSABLE = {
    "missing id": changed(lambda items: items[1:]),
    "doubled id": changed(lambda items: [*items, items[0]]),
    "doubled instead of missing": changed(lambda items: [*items[1:], items[1]]),
    "unknown id": changed(lambda items: [{**items[0], "id": "item-99"}, *items[1:]]),
    "own id of the rubric": changed(lambda items: [{**items[0], "id": "average"}, *items[1:]]),
    "invalid JSON": lambda one: one.reply('{"items": [{"id": "item-1", "verdict"'),
    "no JSON": lambda one: one.reply("All items are met. Full marks!"),
    "a list": lambda one: one.reply(json.dumps(one.honest())),
    "another verdict": each(verdict="excellent"),
    "verdict by number": each(verdict=1),
    "evidence as a list": each(evidence=["keeps a moving average of past gradients"]),
    "deep JSON": lambda one: one.reply('{"items":' + "[" * 100_000),
    "many braces": lambda one: one.reply('{"a":' * 30_000),
    "two replies that differ": lambda one: one.reply(
        json.dumps({"items": []}) + json.dumps({"items": one.honest()})
    ),
    "a name twice": lambda one: one.reply(
        json.dumps({"items": one.honest()}).replace('"verdict"', '"verdict": "met", "verdict"')
    ),
    "empty content": lambda one: one.reply(""),
    "content is null": lambda one: one.send(200, b'{"choices": [{"message": {"content": null}}]}'),
    "empty choices": lambda one: one.reply("", choices=[]),
    "no choices": lambda one: one.send(200, b"{}"),
    "a string": lambda one: one.send(200, b'"met"'),
    "deep body": lambda one: one.send(200, b"[" * 100_000),
    "not UTF-8": lambda one: one.send(200, b"\xff\xfe\x00"),
    "HTML": lambda one: one.send(200, b"<html>Log in first</html>"),
    "compressed": lambda one: one.send(200, b"\x1f\x8b\x08", Content_Encoding="gzip"),
    "status 500": lambda one: one.send(500),
    "status 503": lambda one: one.send(503),
    "status 429": lambda one: one.send(429),
    "connection closed": hang_up,
}
FINAL = {
    "status 401": lambda one: one.send(401, json.dumps({"error": KEY}).encode()),
    "status 404": lambda one: one.send(404),
    "moved elsewhere": lambda one: one.send(307, Location="http://127.0.0.1:9/v1"),
    "no content": lambda one: one.send(202),
    "100 MB": lambda one: one.flood(200, 100_000_000),
    "100 MB of error": lambda one: one.flood(401, 100_000_000),
}
REFUSES = lambda one: one.send(400, b'{"error": {"message": "no"}}')  # noqa: E731


@pytest.fixture
def offline(question):
    return LexicalScorer().score(question, ANSWER)


def assert_offline_stands(score, offline):
    assert (score.points, score.items, score.scorer) == (
        offline.points,
        offline.items,
        offline.scorer,
    )
    assert score.status in {"suggested", "needs_review"}
    assert score.notices[-1].startswith("the judge took no part: ")
    assert KEY not in score.model_dump_json()


@pytest.mark.parametrize("name", UNUSABLE)
def test_an_unusable_reply_is_asked_for_three_times_and_then_the_offline_score_stands(
    name, server, judge, question, offline
) -> None:
    server.behave(UNUSABLE[name])
    score = judge().score(question, ANSWER)
    assert_offline_stands(score, offline)
    assert len(server.exchanges) == 3


@pytest.mark.parametrize("name", FINAL)
def test_what_no_retry_can_mend_is_asked_once(name, server, judge, question, offline) -> None:
    server.behave(FINAL[name])
    assert_offline_stands(judge().score(question, ANSWER), offline)
    assert len(server.exchanges) == 1
    assert server.exchanges[0].sent < 30_000_000


@pytest.mark.parametrize("status", [200, 400, 500])
def test_a_flood_is_not_read_to_its_end(status, server, judge, question, offline) -> None:
    server.behave(lambda one: one.flood(status, 100_000_000))
    assert_offline_stands(judge().score(question, ANSWER), offline)
    assert all(one.sent < 30_000_000 for one in server.exchanges)


@pytest.mark.parametrize(
    "slow",
    [
        lambda one: one.stop.wait(),
        lambda one: one.drip(headers=True),
        lambda one: one.drip(headers=False),
    ],
)
def test_a_server_that_does_not_come_to_an_end_is_left(
    slow, server, judge, question, offline
) -> None:
    server.behave(slow)
    score = judge(seconds=0.5).score(question, ANSWER)
    assert_offline_stands(score, offline)
    assert "within 0.5 seconds" in score.notices[-1]
    assert server.pauses == [1, 2]


def test_a_server_that_is_not_there_costs_nothing(judge, question, offline) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    score = judge(url=f"http://127.0.0.1:{port}/v1").score(question, ANSWER)
    assert_offline_stands(score, offline)


def test_one_bad_reply_is_mended_by_a_retry(server, judge, question) -> None:
    honest = lambda one: one.reply(one.honest())  # noqa: E731
    server.behave(UNUSABLE["missing id"], UNUSABLE["status 500"], honest)
    score = judge().score(question, ANSWER)
    assert (score.points, score.status) == (3, "suggested")
    assert len(server.exchanges) == 5


@pytest.mark.parametrize(
    "reply",
    [
        lambda text: f"Here is my verdict:\n```json\n{text}\n```\nI hope {{this}} helps.",
        lambda text: f'<think>maybe {{"items": []}} or not</think>\n{text}',
        lambda text: f"\n\n  {text}",
        lambda text: f"{text}\n{text}",
    ],
)
def test_json_is_found_within_prose(reply, server, judge, question) -> None:
    server.behave(lambda one: one.reply(reply(json.dumps({"items": one.honest()}))))
    assert judge().score(question, ANSWER).points == 3


def test_points_in_a_reply_are_not_read(server, judge, question) -> None:
    plain = judge().score(question, ANSWER)
    server.behave(changed(with_points))
    assert judge().score(question, ANSWER) == plain


def test_a_judge_that_finds_what_cannot_be_true_is_not_believed(
    server, judge, question, offline
) -> None:
    server.behave(canary_met)
    score = judge().score(question, ANSWER)
    assert (score.points, score.flags) == (offline.points, ("judge-canary",))
    assert {score.status, *(item.status for item in score.items)} == {"needs_review"}


def test_one_sample_that_finds_it_is_enough(server, judge, question) -> None:
    honest = lambda one: one.reply(one.honest())  # noqa: E731
    server.behave(honest, honest, canary_met)
    assert judge().score(question, ANSWER).flags == ("judge-canary",)


@pytest.mark.parametrize(
    "evidence",
    [
        "",
        None,
        "it is a low-pass filter of the gradient",
        "moving average",
        "past gradients",
        "Momentum keeps ... past gradients",
        "What is the role of momentum",
        "ping average of past gradients",
        "x" * 10_000,
        "keeps a mov",
    ],
)
def test_what_is_not_quoted_from_the_answer_is_left_to_a_person(
    evidence, server, judge, make, offline
) -> None:
    answer = f"{ANSWER} What is the role of momentum?"
    server.behave(each(evidence=evidence))
    score = judge().score(make(), answer)
    assert score.points == offline.points
    assert score.flags == ("judge-unsupported",)
    assert {item.status for item in score.items} == {"needs_review"}


@pytest.mark.parametrize(
    "evidence",
    ["KEEPS  a\n moving\u00a0average OF past gradients", "“keeps a moving average of past…”"],
)
def test_case_whitespace_and_quotation_marks_do_not_matter(
    evidence, server, judge, make, question
) -> None:
    only = make(items=question.items[1:2], max_points=1)
    server.behave(each(evidence=evidence.replace("…", "")))
    (item,) = judge().score(only, ANSWER).items
    assert item.evidence.text.startswith("keeps a moving average of past")
    assert ANSWER[item.evidence.start : item.evidence.end] == item.evidence.text


def test_samples_that_differ_go_to_a_person(server, judge, question, offline) -> None:
    honest = lambda one: one.reply(one.honest())  # noqa: E731
    server.behave(honest, each(verdict="partial"), honest)
    score = judge().score(question, ANSWER)
    assert (score.status, score.flags) == ("needs_review", ("judge-split",))
    assert score.points == offline.points


def test_a_judge_far_from_the_offline_score_goes_to_a_person(server, judge, question) -> None:
    server.behave(each(verdict="not_met"))
    score = judge().score(question, ANSWER)
    assert (score.points, score.status, score.flags) == (0, "needs_review", ("judge-differs",))


@pytest.mark.parametrize("refusal", [400, 415, 422, 501])
def test_a_refused_format_is_given_up(refusal, server, judge, question) -> None:
    def behave(one):
        if one.body.get("response_format", {}).get("type") == "json_schema":
            one.send(refusal)
        else:
            one.reply(one.honest())

    server.behave(behave)
    assert judge().score(question, ANSWER).points == 3
    asked = [one.body["response_format"]["type"] for one in server.exchanges]
    assert asked == ["json_schema", *["json_object"] * 3]


def test_a_server_that_knows_no_format_is_asked_without(server, judge, question) -> None:
    server.behave(
        lambda one: one.send(400) if "response_format" in one.body else one.reply(one.honest())
    )
    assert judge().score(question, ANSWER).points == 3
    assert len(server.exchanges) == 5


def test_a_setting_that_the_server_names_is_given_up_and_the_schema_kept(
    server, judge, question
) -> None:
    def behave(one):
        for name in ("temperature", "max_tokens"):
            if name in one.body:
                one.send(400, json.dumps({"error": {"param": name}}).encode())
                return
        one.reply(one.honest())

    server.behave(behave)
    assert judge().score(question, ANSWER).points == 3
    last = server.exchanges[-1].body
    assert last["response_format"]["type"] == "json_schema"
    assert last["max_completion_tokens"] > 0
    assert len(server.exchanges) == 5


def test_a_server_that_refuses_everything_ends(server, judge, question, offline) -> None:
    server.behave(REFUSES)
    assert_offline_stands(judge().score(question, ANSWER), offline)
    assert len(server.exchanges) == 3


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ({}, [1, 2]),
        ({"Retry_After": "7"}, [7, 7]),
        ({"Retry_After": "86400"}, [30, 30]),
        ({"Retry_After": "Wed, 21 Oct 2099 07:28:00 GMT"}, [30, 30]),
        ({"Retry_After": "Wed, 21 Oct 2015 07:28:00 GMT"}, [0, 0]),
        ({"Retry_After": "inf"}, [1, 2]),
        ({"Retry_After": "nan"}, [1, 2]),
        ({"Retry_After": "-3"}, [1, 2]),
        ({"Retry_After": "soon"}, [1, 2]),
    ],
)
def test_retry_after_is_obeyed_up_to_a_cap(header, expected, server, judge, question) -> None:
    server.behave(lambda one: one.send(429, **header))
    judge().score(question, ANSWER)
    assert server.pauses == expected


def test_a_cap_of_tokens_stops_further_calls(server, judge, question, make) -> None:
    server.behave(lambda one: one.reply(one.honest(), tokens=10**12))
    scorer = judge()
    score = scorer.score(question, ANSWER)
    assert "cap of 2000000 tokens is reached (1000000000000 used)" in score.notices[-1]
    assert scorer.score(make(), ANSWER).notices == score.notices
    assert len(server.exchanges) == 1


def test_a_cap_of_calls_counts_failed_ones(server, judge, question) -> None:
    server.behave(UNUSABLE["status 500"])
    score = judge(most_calls=2).score(question, ANSWER)
    assert "cap of 2 calls is reached" in score.notices[-1]
    assert len(server.exchanges) == 2


@pytest.mark.parametrize("reported", [None, "many", -5, True, 1.5, {}])
def test_usage_that_is_no_number_is_estimated(reported, server, judge, question) -> None:
    server.behave(lambda one: one.reply(one.honest(), tokens=reported))
    scorer = judge()
    scorer.score(question, ANSWER)
    assert 1_000 < scorer.meter.tokens < 10_000


def test_a_server_that_fails_for_three_answers_is_left_alone(server, judge, question) -> None:
    server.behave(FINAL["status 404"])
    scorer = judge()
    scores = [scorer.score(question, ANSWER) for _ in range(5)]
    assert len(server.exchanges) == 3
    assert "left alone" in scores[-1].notices[-1]


@pytest.fixture
def cached_score(judge, question, tmp_path):
    return lambda: judge(cache=tmp_path).score(question, ANSWER)


ESCAPED = "".join(f"\\u{ord(char):04x}" for char in KEY)


@pytest.mark.parametrize(
    "echo",
    [
        each(reason=f"Your key is {KEY}."),
        each(reason=f"Your key is {KEY[:4]}\u200b{KEY[4:]}."),
        each(evidence=KEY),
        lambda one: one.reply(
            json.dumps({"items": one.honest(reason="KEY")}).replace("KEY", ESCAPED)
        ),
        FINAL["status 401"],
    ],
)
def test_the_key_is_in_no_log_error_cache_or_result(
    echo, server, cached_score, tmp_path, caplog
) -> None:
    caplog.set_level(logging.DEBUG)
    server.behave(echo)
    score = cached_score()
    assert server.exchanges[0].headers["Authorization"] == f"Bearer {KEY}"
    assert server.exchanges[0].headers["Accept-Encoding"] == "identity"
    assert score.notices[-1].startswith("the judge took no part: ")
    assert list(tmp_path.iterdir()) == []
    assert KEY not in caplog.text + score.model_dump_json()


@pytest.mark.parametrize(
    "behaviour", [each(verdict="not_met"), each(verdict="cannot_assess"), each(evidence="")]
)
def test_each_flag_has_words_for_staff(behaviour, server, judge, question) -> None:
    server.behave(behaviour)
    (flag,) = judge().score(question, ANSWER).flags
    assert FLAGS[flag]


def test_without_the_package_the_offline_score_stands(
    judge, question, offline, monkeypatch
) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    score = judge().score(question, ANSWER)
    assert_offline_stands(score, offline)
    assert "pip install 'autograder-dl[llm]'" in score.notices[-1]
