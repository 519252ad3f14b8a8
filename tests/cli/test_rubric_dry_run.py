"""`autograder rubric try --scorer judge --dry-run`: the prompt, and no word on the wire."""

import subprocess
import sys

import pytest

RUBRIC = """schema = 1

[[question]]
id = "momentum"
prompt = "What does momentum do?"
max_points = 7.25
step = 0.25

[[question.item]]
id = "average"
points = 7.25
statement = "It keeps a moving average of past gradients."

[[question.example]]
answer = "It averages the gradients of the past."
points = 7.25
items = {average = 1}
"""


@pytest.fixture
def attempt(tmp_path):
    (tmp_path / "rubric.toml").write_text(RUBRIC)
    (tmp_path / "answers.md").write_text("It is \x1b[31mfast.\n---\nI don't know\n---\nIt damps.\n")

    def run(*more):
        command = [sys.executable, "-m", "autograder", "rubric", "try", "rubric.toml", "answers.md"]
        return subprocess.run(
            [*command, *more],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )

    return run


def test_it_prints_prompts_without_a_server_a_key_or_a_model(attempt) -> None:
    ended = attempt("--scorer", "judge", "--dry-run")
    assert ended.returncode == 0, ended.stderr
    assert '"answer": "It averages the gradients of the past."}' in ended.stdout
    assert '"answer": "It damps."}' in ended.stdout
    assert "not sent to the judge: it holds characters that nobody sees" in ended.stdout
    assert "not sent to the judge: the answer says that it has none" in ended.stdout
    assert "\x1b" not in ended.stdout
    assert "7.25" not in ended.stdout
    assert "points" not in ended.stdout


def test_another_scorer_has_nothing_to_show(attempt) -> None:
    ended = attempt("--dry-run")
    assert ended.returncode == 2
    assert "expected --scorer judge" in ended.stderr


def test_the_judge_says_which_setting_it_needs(attempt, monkeypatch) -> None:
    monkeypatch.delenv("AUTOGRADER_JUDGE_URL", raising=False)
    ended = attempt("--scorer", "judge")
    assert ended.returncode == 2
    assert "AUTOGRADER_JUDGE_URL" in ended.stderr
