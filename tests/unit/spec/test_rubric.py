from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.errors import SpecError
from autograder.spec import load_rubric, rubric_findings

TOML = r"""schema = 1

[[question]]
id = "momentum"
prompt = "What is the role of momentum in training a deep network?"
source = "answers.md#momentum"
max_points = 2
step = 0.5
aggregate = "sum"

[[question.item]]
id = "accelerates"
points = 1
statement = "Momentum accelerates convergence and stabilises the updates."
paraphrases = ["speeds up training", "damps the oscillation of the steps"]
concepts = [["accelerat*", "faster"], ["oscillat*", "re:zig.?zag"]]
min_concepts = 1
scope = "window"
kind = "text"
levels = [{credit = 0.5, when = "names the effect without saying why"}]

[[question.item]]
id = "share"
points = 1
kind = "number"
statement = "The usual coefficient is 0.9."
value = 0.9
tolerance = 0.09

[[question.misconception]]
id = "replaces"
statement = "Momentum replaces the learning rate."
patterns = ["re:(replace|instead of).{0,20}learning rate"]
cancels = ["accelerates"]

[[question.example]]
answer = "It speeds up training."
points = 1
items = {accelerates = 1, share = 0}
"""


@pytest.fixture
def rubric(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write the rubric with one text replaced."""

    def write(old: str = "", new: str = "") -> Path:
        assert not old or TOML.count(old) == 1, f"{old!r} occurs {TOML.count(old)} times"
        file = tmp_path / "course" / "optim" / "rubric.toml"
        file.parent.mkdir(parents=True)
        file.write_text(TOML.replace(old, new) if old else TOML)
        return file

    return write


def test_a_rubric_is_read_whole(rubric) -> None:
    (question,) = load_rubric(rubric())
    accelerates, share = question.items
    assert (question.id, question.max_points, question.step) == ("momentum", 2, 0.5)
    assert accelerates.concepts == (("accelerat*", "faster"), ("oscillat*", "re:zig.?zag"))
    assert accelerates.levels[0].credit == 0.5
    assert (share.kind, share.value, share.tolerance) == ("number", 0.9, 0.09)
    assert question.misconceptions[0].cancels == ("accelerates",)
    assert question.examples[0].items == {"accelerates": 1, "share": 0}
    assert question.place == "course/optim/rubric.toml:3"


BROKEN = {
    "a misspelt key": ("paraphrases", "parafrases", 15, "did you mean 'paraphrases'?"),
    "a misspelt kind": ('kind = "text"', 'kind = "txt"', 19, "expected 'text'"),
    "an upper-case id": ('id = "share"', 'id = "Share"', 23, "lower-case words"),
    "an id twice": ('id = "share"', 'id = "accelerates"', 23, "number 1 has it already"),
    "no such item": ('cancels = ["accelerates"]', 'cancels = ["acelerates"]', 34, "did you mean"),
    "no such item in an example": ("share = 0}", "shore = 0}", 39, "did you mean 'share'?"),
    "credit above one": ("accelerates = 1,", "accelerates = 2,", 39, "from 0 to 1"),
    "too many concepts": ("min_concepts = 1", "min_concepts = 3", 17, "at most the 2 groups"),
    "an empty group": ('"faster"], [', '"faster"], [], [', 16, "at least one pattern"),
    "a number without value": ("value = 0.9\n", "", 25, "the key 'value'"),
    "a value of a text": ('kind = "number"\n', "", 26, "a key of the kind 'text'"),
    "too many points": ("points = 1\nitems", "points = 3\nitems", 38, "at most the question's 2"),
    "counts that nothing reads": ("step = 0.5", "counts = [0, 2]", 8, "count_map only"),
    "a count_map without counts": ('"sum"', '"count_map"', 3, "rising to 2"),
    "a star without end": (".{0,20}", ".*", 33, "write {0,20}"),
    "a repetition within another": ("zig.?zag", "(zig.?){2,9}", 16, "within another"),
    "a back-reference": ("zig.?zag", r"(zig)\\1", 16, "back-reference"),
    "a pattern of stars": ('"faster"', '"**"', 16, "expected words"),
}


@pytest.mark.parametrize(("old", "new", "line", "words"), BROKEN.values(), ids=BROKEN)
def test_a_mistake_is_named_with_its_line(rubric, old, new, line, words) -> None:
    file = rubric(old, new)
    with pytest.raises(SpecError) as refused:
        load_rubric(file)
    assert words in str(refused.value)
    assert str(refused.value).startswith(f"course/optim/rubric.toml:{line}: ")
    assert str(refused.value) in list(rubric_findings(file))


SHARE = """kind = "number"
statement = "The usual coefficient is 0.9."
value = 0.9
tolerance = 0.09"""
FORMULA = 'formula = "v = m*v - lr*g"\nsymbols = {m = ["mu"], g = ["grad"]}'
CODE = 'code = "chain h(x, wh) > f(wf); update wf"\nsymbols = {wf = ["w2"]}'


@pytest.mark.parametrize(
    ("kind", "keys", "line", "words"),
    [
        ("formula", FORMULA.replace("- lr*g", "-"), 27, "found the end"),
        ("formula", FORMULA.replace("m*v", "9**9**9"), 27, "exponents up to 64"),
        ("formula", FORMULA.replace("m = [", "mm = ["), 28, "expected a name of `formula`"),
        ("formula", FORMULA.replace('"grad"', '"mu"'), 28, "one meaning for each name"),
        ("code", CODE.replace("update wf", "wf = wf - lr*dwf"), 27, "expected a step"),
        ("code", CODE.replace("update wf", "update wg"), 27, "weights of the chain"),
        ("code", CODE + '\nformula = "a"', 29, "a key of the kind 'code'"),
    ],
)
def test_what_no_answer_could_meet_is_named_with_its_line(rubric, kind, keys, line, words) -> None:
    file = rubric(SHARE, f'kind = "{kind}"\nstatement = "So."\n{keys}')
    with pytest.raises(SpecError) as refused:
        load_rubric(file)
    assert words in str(refused.value)
    assert str(refused.value).startswith(f"course/optim/rubric.toml:{line}: ")


@pytest.mark.parametrize(("kind", "keys"), [("formula", FORMULA), ("code", CODE)])
def test_formulas_and_code_are_read(rubric, kind, keys) -> None:
    (question,) = load_rubric(rubric(SHARE, f'kind = "{kind}"\nstatement = "So."\n{keys}'))
    assert question.items[1].kind == kind


def test_points_are_told_by_the_number_of_items_met(rubric) -> None:
    (question,) = load_rubric(rubric('"sum"', '"count_map"\ncounts = [0, 1, 2]'))
    assert question.counts == (0, 1, 2)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match=r"rubric\.toml: cannot be read"):
        load_rubric(tmp_path / "rubric.toml")
