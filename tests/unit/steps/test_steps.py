import pytest

from autograder.steps import Layer, Step, StepsError, folded, read_steps

CHAIN = "chain h(x, wh) > f(wf)\n"


def test_a_chain_and_its_steps_are_read() -> None:
    steps = read_steps(CHAIN + "loop batch* | sample*; loss gradient\nupdate wh, wf")
    assert (steps.input, steps.layers) == ("x", (Layer("h", "wh"), Layer("f", "wf")))
    assert steps.steps == (
        Step("loop", words=("batch*", "sample*")),
        Step("loss gradient"),
        Step("update", ("wh", "wf")),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "expected 1 to 40 steps"),
        ("dwf = dy * df_dwf", "expected a step"),
        ("update wf", "expected `chain"),
        (CHAIN + "update wg", "expected weights of the chain .wh, wf., found 'wg'"),
        (CHAIN + "train wf", "expected a step"),
        ("chain h(x) > f(wf)\nforward", "expected a chain"),
        ("chain h(x, w) > f(w)\nforward", "a name of its own"),
        ("chain h(x, W_1) > f(w1)\nforward", "a name of its own"),
        ("loop re:(a{1,9}){1,9}", "loop word"),
    ],
)
def test_what_asks_for_nothing_is_refused(text, words) -> None:
    with pytest.raises(StepsError, match=words):
        read_steps(text)


def test_a_name_is_one_however_it_is_written() -> None:
    assert {folded(name) for name in ("w_f", "W_f", "wf", "w_{f}")} == {"wf"}
