import json
import subprocess
import sys

import pytest

RUBRIC = """schema = 1

[[question]]
id = "momentum"
prompt = "What does momentum do?"
max_points = 2

[[question.item]]
id = "average"
points = 1
statement = "It keeps a moving average of past gradients."
concepts = [["average", "mean", "accumulat*"], ["gradient*"]]

[[question.item]]
id = "damps"
points = 1
statement = "It damps oscillations."
paraphrases = ["the path is smoother"]

[[question.example]]
answer = "It averages the gradients and so damps oscillations across the valley of the loss."
points = 2

[[question]]
id = "rate"
prompt = "Which rate samples a tone of 20 kHz?"
max_points = 1

[[question.item]]
id = "forty"
points = 1
kind = "number"
statement = "More than 40 kHz."
value = 40
unit = "kHz"
"""


@pytest.fixture
def attempt(tmp_path):
    (tmp_path / "rubric.toml").write_text(RUBRIC)

    def run(*arguments, pasted=""):
        return subprocess.run(
            [sys.executable, "-m", "autograder", "rubric", "try", "rubric.toml", *arguments],
            check=False, cwd=tmp_path, input=pasted, capture_output=True, text=True, timeout=300,
        )  # fmt: skip

    return run


def test_pasted_answers_are_scored_with_their_own_words(attempt) -> None:
    ended = attempt("-", pasted="# momentum\nIt damps oscilations.\n---\n\n# rate\n40 kHz\n")
    assert ended.returncode == 0, ended.stderr
    assert "answer 1: suggested 1 of 2" in ended.stdout
    assert "“It damps oscilations.”" in ended.stdout
    assert "answer 2: suggested 0 of 2" in ended.stdout
    assert "answer 1: suggested 1 of 1" in ended.stdout
    assert "example 1, graded 2: suggested 2 of 2" in ended.stdout


def test_one_question_needs_no_heading_and_no_answer_acts(attempt, tmp_path) -> None:
    (tmp_path / "answers.txt").write_text("It \x1b[31mdamps oscillations.\n::error ::x\n")
    ended = attempt("answers.txt", "--question", "momentum", "--json")
    (trial,) = json.loads(ended.stdout)
    assert trial["answers"][0]["flags"] == ["invisible-characters"]
    shown = attempt("answers.txt", "--question", "momentum").stdout
    assert "\x1b" not in shown
    assert "\n::error" not in shown


def test_json_is_the_same_twice(attempt) -> None:
    assert attempt("--json").stdout == attempt("--json").stdout


def test_a_rubric_that_an_attack_gets_past_is_a_failure(attempt, tmp_path) -> None:
    file = tmp_path / "rubric.toml"
    file.write_text(
        RUBRIC.replace('[["average", "mean", "accumulat*"], ["gradient*"]]', '[["momentum"]]')
    )
    ended = attempt("--scorer", "lexical")
    assert ended.returncode == 1
    assert "FAILED waffle" in ended.stdout
    assert "'momentum' stands in the prompt" in ended.stdout


@pytest.mark.parametrize(
    ("arguments", "pasted", "words"),
    [
        (("-",), "It damps.", "expected a heading such as `# momentum`"),
        (("--question", "rates"), "", "no question 'rates'"),
        (("missing.txt",), "", "'missing.txt' cannot be read"),
    ],
)
def test_what_cannot_be_read_is_said(attempt, arguments, pasted, words) -> None:
    ended = attempt(*arguments, pasted=pasted)
    assert ended.returncode == 2
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_mistake_in_the_rubric_is_told_with_its_line(attempt, tmp_path) -> None:
    (tmp_path / "rubric.toml").write_text(RUBRIC.replace("paraphrases", "parafrases"))
    ended = attempt()
    assert ended.returncode == 2
    assert "rubric.toml:18: " in ended.stderr


def test_the_scorer_is_named_and_can_be_chosen(attempt, tmp_path) -> None:
    ended = attempt("--scorer", "lexical")
    assert ended.stdout.startswith("scorer: lexical/1\n")
    missing = attempt("--model", str(tmp_path / "none"))
    assert missing.returncode != 0
    assert "expected a folder with a model" in missing.stderr
