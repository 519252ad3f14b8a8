import sys

import pytest

from autograder.errors import SpecError
from autograder.rubric import open_scorer
from autograder.rubric.judge import JudgeScorer, JudgeSettings, settings_from
from autograder.rubric.judge.settings import billions_of, doubts_about

KEY = "sk-very-secret-0123456789"
ENVIRON = {
    "AUTOGRADER_JUDGE_URL": "http://127.0.0.1:8000/v1",
    "AUTOGRADER_JUDGE_MODEL": "llama-3-70b",
    "OPENAI_API_KEY": KEY,
}


def test_the_environment_sets_the_judge(tmp_path) -> None:
    more = {"AUTOGRADER_JUDGE_CACHE": str(tmp_path), "AUTOGRADER_JUDGE_MOST_TOKENS": "500"}
    settings = settings_from({**ENVIRON, **more})
    assert (settings.cache, settings.most_tokens) == (tmp_path, 500)
    assert settings.key.get_secret_value() == KEY


def test_a_key_of_the_judge_is_preferred() -> None:
    settings = settings_from({**ENVIRON, "AUTOGRADER_JUDGE_KEY": "mine"})
    assert settings.key.get_secret_value() == "mine"


def test_the_key_is_not_printed() -> None:
    settings = settings_from(ENVIRON)
    assert KEY not in f"{settings!r} {settings} {settings.model_dump_json()}"


@pytest.mark.parametrize("name", ["AUTOGRADER_JUDGE_URL", "AUTOGRADER_JUDGE_MODEL"])
def test_a_missing_setting_is_named(name) -> None:
    with pytest.raises(SpecError, match=f"the judge needs {name}: expected"):
        settings_from({**ENVIRON, name: " "})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("URL", "ftp://host/v1"),
        ("URL", "127.0.0.1:8000"),
        ("URL", f"http://user:{KEY}@host/v1"),
        ("URL", "http://[::1/v1"),
        ("SECONDS", "soon"),
        ("SECONDS", "-1"),
        ("MOST_CALLS", "0"),
    ],
)
def test_a_wrong_setting_is_named_without_the_key(name, value) -> None:
    with pytest.raises(SpecError, match=f"^AUTOGRADER_JUDGE_{name}: ") as caught:
        settings_from({**ENVIRON, f"AUTOGRADER_JUDGE_{name}": value})
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    ("model", "size"),
    [
        ("llama-3-8b", 8),
        ("llama-3.1-70b-instruct", 70),
        ("Qwen/Qwen3-30B-A3B", 30),
        ("qwen2.5:7b-instruct-q4_K_M", 7),
        ("mixtral-8x7b", 56),
        ("gemma-3-270m", 0.27),
        ("smollm-1.7B", 1.7),
        ("gpt-oss:20b", 20),
        ("gpt-4o-mini", None),
        ("phi-4-8bit", None),
    ],
)
def test_a_model_s_name_tells_its_size(model, size) -> None:
    assert billions_of(model) == size


@pytest.mark.parametrize(
    ("url", "model", "expected"),
    [
        ("http://127.0.0.1:8000/v1", "llama-3-70b", []),
        ("http://localhost:8000/v1", "gpt-oss:20b", []),
        ("https://judge.example.org/v1", "some-model", []),
        ("http://[::1]:8000/v1", "llama-3-8b", ["agrees poorly"]),
        ("http://judge.example.org/v1", "llama-3-8b", ["agrees poorly", "unencrypted"]),
    ],
)
def test_doubts_are_told(url, model, expected) -> None:
    doubts = doubts_about(JudgeSettings(url=url, model=model))
    assert len(doubts) == len(expected)
    assert all(part in doubt for part, doubt in zip(expected, doubts, strict=True))


@pytest.fixture
def environ(monkeypatch):
    for name, value in ENVIRON.items():
        monkeypatch.setenv(name, value)


def test_the_chain_opens_a_judge_beside_the_best_offline_scorer(environ) -> None:
    scorer = open_scorer(["judge"])
    assert isinstance(scorer, JudgeScorer)
    assert scorer.name == "judge/1 llama-3-70b"


def test_without_the_extra_another_scorer_takes_its_place_with_a_notice(
    environ, monkeypatch, question
) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    with pytest.raises(SpecError, match=r"pip install 'autograder-dl\[llm\]'"):
        open_scorer(["judge"])
    score = open_scorer(["judge", "lexical"]).score(question, "It is faster.")
    assert score.scorer == "lexical/1"
    assert "the extra `llm` is not installed" in score.notices[-1]
