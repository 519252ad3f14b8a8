"""Pseudo-code in answers: followed as data flow; what is missing or misfed is named."""

import pytest

from autograder.model import Question, RubricItem
from autograder.rubric import LexicalScorer

CHAIN = "chain h(x, wh) > g(wg) > f(wf)\n"
STEPS = {
    "initialise": "initialise wh, wg, wf",
    "epochs": "loop epoch* | iteration* | until | while | converge*",
    "batches": "loop batch* | minibatch* | sample*",
    "forward": "forward",
    "loss": "loss; loss gradient",
    "gradients": "gradient wf, wg, wh",
    "order": "gradients before updates",
    "updates": "update wh, wg, wf",
}
ITEMS = tuple(
    RubricItem(id=name, points=1, kind="code", statement="So.", code=CHAIN + code)
    for name, code in STEPS.items()
)
QUESTION = Question(id="q", prompt="Write it as pseudo-code.", max_points=8, items=ITEMS)
PYTHON = """\
wh, wg, wf = randn(4, 3), randn(3, 2), randn(2, 1)
for epoch in range(epochs):
    for x, t in batches(data):
        z = h(x, wh)  # forward
        u = g(z, wg)
        y = f(u, wf)
        L = loss(y, t)
        dy = loss_grad(y, t)
        dwf = f_grad_weights(u, wf, dy)
        du = f_grad_input(u, wf, dy)
        dwg = g_grad_weights(z, wg, du)
        dz = g_grad_input(z, wg, du)
        dwh = h_grad_weights(x, wh, dz)
        wf = wf - lr * dwf
        wg = wg - lr * dwg
        wh = wh - lr * dwh
"""
SLOPES = """\
1. Initialise the weights randomly, choose a learning rate.
2. Repeat until the loss converges:
3. For each mini-batch (x, t):
4. Forward: a1 = h(x, wh), a2 = g(a1, wg), out = f(a2, wf)
5. E = criterion(out, t)
6. dE/dwf = dE/dout * df/dwf
7. dE/da2 = dE/dout * df/da2
8. dE/dwg = dE/da2 * dg/dwg
9. dE/da1 = dE/da2 * dg/da1
10. dE/dwh = dE/da1 * dh/dwh
11. Update: wf -= lr * dE/dwf, wg -= lr * dE/dwg, wh -= lr * dE/dwh
"""
ARROWS = """\
w_h, w_g, w_f <- small random numbers
for epoch = 1 to N do
  for each batch B do
    z <- h(x, w_h); u <- g(z, w_g); y <- f(u, w_f)
    L <- loss(y, t)
    delta <- ∂L/∂y
    G_f <- delta * ∂f/∂w_f
    delta <- delta * ∂f/∂u
    G_g <- delta * ∂g/∂w_g
    delta <- delta * ∂g/∂z
    G_h <- delta * ∂h/∂w_h
    w_f <- w_f - eta * G_f
    w_g <- w_g - eta * G_g
    w_h <- w_h - eta * G_h
  end
end
"""
BRACES = """\
init(wh, wg, wf);
for (int e = 0; e < epochs; e++) {
  for (batch in data) {
    y = f(g(h(x, wh), wg), wf);
    z = h(x, wh); u = g(z, wg);
    loss = mse(y, t);
    dy = 2 * (y - t);
    dwf = dy * df_dw(u, wf); du = dy * df_du(u, wf);
    dwg = du * dg_dw(z, wg); dz = du * dg_dz(z, wg);
    dwh = dz * dh_dw(x, wh);
    wf -= lr * dwf; wg -= lr * dwg; wh -= lr * dwh;
  }
}
"""
WORDS = """\
start with random weights
while not converged:
    take the next mini-batch
    compute z as h(x, wh)
    compute u as g(z, wg)
    set y to f(u, wf)
    compute the loss
    dy becomes dloss(y, t)
    dwf = dy times df/dwf
    dwg = dy times df/du times dg/dwg
    dwh = dy times df/du times dg/dz times dh/dwh
    subtract lr times dwf from wf
    subtract lr times dwg from wg
    subtract lr times dwh from wh
"""
EXAM = """\
for epoch in range(epochs):
h_out = h(x, wh)
g_out = g(h_out, wg)
f_out = f(g_out, wf)
loss = criterion(f_out, truth) // f_out is the prediction
grad_f = loss_grad(f_out, truth)
grad_wf = grad_f(g_out, wf, grad_f)
grad_g = grad_f_inputs(g_out, wf, f_out)
grad_wg = grad_g(h_out, wg, grad_g)
grad_h = grad_g_inputs(h_out, wg, grad_g)
grad_wf = grad_h(x, wh, grad_h)
wh = wh - lr * grad_wh
wg = wg - lr * grad_wg
wf = wf - lr * grad_wf
"""


@pytest.fixture(scope="module")
def scorer():
    return LexicalScorer()


@pytest.fixture
def items(scorer):
    """The scores of the items by name."""

    def run(answer):
        found = scorer.score(QUESTION, answer)
        for item in found.items:
            if item.evidence:
                assert answer[item.evidence.start : item.evidence.end] == item.evidence.text
        return {item.item_id: item for item in found.items}

    return run


@pytest.mark.parametrize("answer", [PYTHON, SLOPES, ARROWS, BRACES, WORDS])
def test_the_same_steps_are_met_in_any_notation(items, answer) -> None:
    found = items(answer)
    assert {name: item.reason for name, item in found.items() if item.verdict != "met"} == {}


@pytest.mark.parametrize("answer", [PYTHON, EXAM, "", "I would train it with autograd."])
def test_code_is_never_settled_without_a_person(scorer, answer) -> None:
    score = scorer.score(QUESTION, answer)
    if answer:
        assert {item.status for item in score.items} == {"needs_review"}
    assert score.status in ("suggested", "needs_review")


@pytest.mark.parametrize(
    ("old", "new", "item", "credit", "words"),
    [
        ("wh, wg, wf = randn(4, 3), randn(3, 2), randn(2, 1)\n", "", "initialise", 0, "no first"),
        ("    for x, t in batches(data):\n", "", "batches", 0, "no loop over or until “batch"),
        ("u = g(z, wg)", "u = g(x, wg)", "forward", 0.6667, "g is not fed the output of h"),
        ("y = f(u, wf)", "y = f(u, wg)", "forward", 0.6667, "own weights wf"),
        ("u = g(z, wg)", "pass", "forward", 0.3333, "g is never called"),
        ("L = loss(y, t)", "L = loss(z, t)", "loss", 0.5, "not computed from the output of f"),
        ("        L = loss(y, t)\n", "", "loss", 0.5, "no loss is computed"),
        ("dwg = g_grad_weights(z, wg, du)", "", "gradients", 0.6667, "dwg is used and never"),
        ("wg, du)\n        dz", "wg, dy)\n        dz", "gradients", 0.6667, "leaves out the deriv"),
        ("du = f_grad_input(u, wf, dy)", "du = f_grad_input(u, wf, y)", "gradients", 0.3333,
         "f_grad_input is fed y, the output"),
        ("dwh = h_grad", "dwg = h_grad", "gradients", 0.3333, "is overwritten by that of wh"),
        ("dwg = g_grad", "wf = wf - lr * dwf\n        dwg = g_grad", "order", 0,
         "wf is changed before the gradient of wg"),
        ("wf - lr * dwf", "wf + lr * dwf", "updates", 0.6667, "moved up its gradient"),
        ("wf - lr * dwf", "wf - dwf", "updates", 0.8333, "without a learning rate"),
        ("wf - lr * dwf", "lr * dwf", "updates", 0.6667, "replaced instead of changed"),
        ("wf - lr * dwf", "wf - lr * dwg", "updates", 0.6667, "changed by the gradient of wg"),
        ("        wf = wf - lr * dwf\n", "", "updates", 0.6667, "wf is never updated"),
        ("wf = wf - lr * dwf", "update wf", "updates", 0.8333, "not how"),
    ],
)  # fmt: skip
def test_the_step_that_is_wrong_is_named(items, old, new, item, *, credit, words) -> None:
    assert PYTHON.count(old) == 1
    found = items(PYTHON.replace(old, new))[item]
    assert found.credit == credit, found.reason
    assert words in found.reason
    assert found.verdict == ("not met" if credit <= 0.35 else "unsure")


def test_a_first_value_within_the_loop_starts_anew(items) -> None:
    first, rest = PYTHON.split("\n", 1)
    moved = rest.replace("        z =", f"        {first}\n        z =")
    assert "anew in each round" in items(moved)["initialise"].reason


def test_an_answer_of_the_exam_is_told_what_it_lost(items) -> None:
    found = items(EXAM)
    assert found["initialise"].verdict == found["batches"].verdict == "not met"
    assert found["forward"].verdict == found["loss"].verdict == "met"
    reason = found["gradients"].reason
    assert "grad_wf, the gradient of wf, is overwritten by that of wh" in reason
    assert "grad_f_inputs is fed f_out, the output" in reason
    assert found["gradients"].evidence.text == "grad_wf = grad_h(x, wh, grad_h)"


def test_other_names_are_declared(scorer) -> None:
    item = ITEMS[-1].model_copy(update={"symbols": {"wh": ("w1",), "wg": ("w2",), "wf": ("w3",)}})
    question = QUESTION.model_copy(update={"items": (item,)})
    answer = "W1 = W1 - lr*dW1\nW2 -= lr*dW2\nw_3 = w_3 - lr*dw_3"
    (found,) = scorer.score(question, answer).items
    assert found.verdict == "met", found.reason


@pytest.mark.parametrize(
    "answer",
    [
        "(" * 20_000,
        "x = " * 5_000,
        "a, " * 6_000 + "= 1",
        "for " * 5_000,
        "wf = wf - " * 2_000,
        "dL/df * " * 2_500 + "= x",
        "\n".join(f"wf = wf - lr*{number}" for number in range(1_500)),
        "a" * 399 + " " + "b" * 399,
        "wf = h(x, wh); " * 1_000,
        "h(" * 300 + "x" + ")" * 300,
        "\ud800 = \x00",
    ],
)
def test_no_text_makes_it_fail(items, answer) -> None:
    assert items(answer)["gradients"].verdict in ("not met", "unsure")
