"""Formulas in answers: found, compared by meaning, and what a wrong one has wrong."""

import sys

import pytest

from autograder.formulas import read_formula
from autograder.model import Question, RubricItem
from autograder.rubric import LexicalScorer
from autograder.rubric.formula import FormulaScorer
from autograder.rubric.formula.equality import Claim
from autograder.rubric.formula.proof import COMMAND, Prover

MOMENTUM = {
    "formula": "v = mu*v - lr*g; v = mu*v + lr*g and w = w - v",
    "symbols": {
        "w": ("theta",),
        "v": ("velocity",),
        "mu": ("beta", "rho"),
        "lr": ("eta", "learning_rate"),
        "g": ("grad", "gradient", "dw", "dL_dw"),
    },
}
PLAIN = MOMENTUM | {"formula": "v = mu*v - lr*g"}
DESCENT = {
    "formula": "w = w - lr*g",
    "symbols": {"w": ("theta",), "lr": ("eta",), "g": ("grad", "dL_dw")},
}
VARIANCE = {"formula": "2/(n_in + n_out)", "symbols": {"n_in": ("fan_in",), "n_out": ("fan_out",)}}
DECAY = {"formula": "w = w - lr*(g + lam*w)", "symbols": {"lam": ("lambda",), "g": ("dE_dw",)}}
SIZE = {"formula": "floor((W - K + 2*P)/S) + 1"}
STEP = {
    "formula": "x_adv = x + eps*sign(g)",
    "symbols": {"x_adv": ("x_prime",), "g": ("grad",), "eps": ("epsilon",)},
}
SLOPE = {"formula": "p - t"}
SQUARES = {"formula": "sum((y - t)^2)/n", "symbols": {"y": ("y_hat",)}}


@pytest.fixture(scope="module")
def scorer():
    return LexicalScorer()


def question(fields):
    item = RubricItem(id="f", points=1, kind="formula", statement="So.", **fields)
    return Question(id="q", prompt="State the rule.", max_points=1, items=(item,))


@pytest.fixture
def score(scorer):
    """The score of the one item."""

    def run(fields, answer):
        found = scorer.score(question(fields), answer)
        (item,) = found.items
        if item.evidence:
            assert answer[item.evidence.start : item.evidence.end] == item.evidence.text
        return item

    return run


@pytest.mark.parametrize(
    ("fields", "answer"),
    [
        (MOMENTUM, r"It is $v_t = \beta v_{t-1} - \eta \nabla L(w_t)$ in each step."),
        (MOMENTUM, r"\[ v_{t+1} = \mu v_t - \eta \frac{\partial L}{\partial w} \]"),
        (MOMENTUM, "With v = mu * v - lr * g, where g is the gradient, it works."),
        (MOMENTUM, "velocity = rho * velocity - learning rate * gradient"),
        (MOMENTUM, "```\nv = mu*v - lr*dw\n```"),
        (MOMENTUM, "v ← \u03bcv \u2212 \u03b7g"),
        (MOMENTUM, "v_t = beta*v_t-1 - lr*g_t"),
        (MOMENTUM, "- v = mu*v - lr*g\n- w = w + v"),
        (MOMENTUM, "First v = mu*v + lr*g, then w = w - v."),
        (DESCENT, "w_new = w_old - lr * dL/dw"),
        (DESCENT, r"$\theta := \theta - \eta \nabla_\theta J(\theta)$"),
        (DESCENT, "Δw = -η ∂E/∂w"),
        (DESCENT, "w -= lr * grad"),
        (DESCENT, "w(t+1) = w(t) - lr*grad(t)"),
        (DESCENT, "w_{t+1} - w_t = -lr*g"),
        (DESCENT, r"w_{ij} = w_{ij} - \eta \frac{\partial E}{\partial w_{ij}}"),
        (DESCENT, "new w = old w - lr * grad"),
        (VARIANCE, r"$W \sim \mathcal{N}(0, \frac{2}{n_{\text{in}} + n_{\text{out}}})$"),
        (VARIANCE, "The variance is 2 / (fan_in + fan_out), no more."),
        (VARIANCE, "σ² = 2/(nᵢₙ + nₒᵤₜ)"),
        (VARIANCE, "v = 1/((n_in + n_out)/2)"),
        (DECAY, "w = (1 - lr*lambda)*w - lr*dE/dw"),
        (SIZE, r"out = $\left\lfloor \frac{W - K + 2P}{S} \right\rfloor + 1$"),
        (STEP, "x' = x + ε·sign(∇ₓ J(θ, x, y))"),
        (SLOPE, "dL/dz = (p - t)/(p(1 - p)) * p(1 - p) = p - t"),
        (SLOPE, "dL/dz = -t(1 - p) + (1 - t)p"),
        (SQUARES, r"$\frac{1}{n}\sum_{i=1}^{n} (\hat{y}_i - t_i)^2$"),
        (SQUARES, r"$\frac{1}{n}\sum_{i=0}^{n-1} (t_i - \hat{y}_i)^2$"),
        ({"formula": "y = a*b + c"}, "y - a b - c = 0"),
        ({"formula": "y = a/b"}, "b*y = a"),
        ({"formula": "log(p/(1 - p))"}, "log p - log(1 - p)"),
        ({"formula": "sigmoid(z)"}, "1/(1 + e^{-z})"),
        ({"formula": "y = y_0 + 1"}, "1 + y_0 = y"),
    ],
)
def test_the_same_formula_in_another_form_is_met(score, fields, answer) -> None:
    item = score(fields, answer)
    assert (item.verdict, item.credit, item.points) == ("met", 1.0, 1.0), item.reason
    assert item.matched


@pytest.mark.parametrize(
    ("fields", "answer", "words"),
    [
        (PLAIN, "v = rho*v + eta*grad", "the term eta*grad has the other sign"),
        (PLAIN, "v = mu*v - g", "the factor lr is missing in the term lr*g"),
        (MOMENTUM, "v = mu*v", "the term lr*g is missing"),
        (MOMENTUM, "v = 2*(mu*v - lr*g)", "it is 2 times as large"),
        (MOMENTUM, "v = mu*v - lr*g - lr", "the term lr is too much"),
        (VARIANCE, "1/(n_in + n_out)", "it is 1/2 times as large"),
        (VARIANCE, "n_in*2/(n_in + n_out)", "it is multiplied by n_in once more"),
        (DECAY, "w = w - lr*(g + 2*lam*w)", "the term lr*lam*w is 2 times as large"),
        (DECAY, "w = w - lr*(g + lam*w^2)", "w^2 stands where w is asked for"),
        (SLOPE, "dL/dz = t - p", "it has the other sign"),
        ({"formula": "a^2 + b"}, "a + b", "a stands where a^2 is asked for"),
        (SIZE, "floor((W - K + P)/S) + 1", ""),
        (SIZE, "W/2", ""),
        (DESCENT, "w = g", ""),
        (DESCENT, "g = w - lr*g", ""),
        (DESCENT, "w = -lr*g/w", ""),
        (STEP, "x_adv = x + eps*sign(dL/dw)", ""),
        (SQUARES, r"$\sum_i (\hat{y}_i - t_i)^2$", ""),
        ({"formula": "abs(x)"}, "y = max(x, 0)", ""),
        ({"formula": "y = sign(x)*x"}, "y = 1*x", ""),
    ],
)
def test_a_slip_is_not_met_and_named(score, fields, answer, words) -> None:
    item = score(fields, answer)
    assert (item.verdict, item.points) == ("not met", 0.0), item.reason
    assert words in item.reason


@pytest.mark.parametrize(
    ("fields", "answer", "words"),
    [
        (STEP, "x_adv = x + eps*g", "g stands where sign(g) is asked for"),
        (SIZE, "(W - K + 2P)/S + 1", "floor"),
        (VARIANCE, "std = sqrt(2/(n_in + n_out))", "sqrt"),
        (MOMENTUM, "v = mu*v + lr*g", "a part of what is asked for"),
        (MOMENTUM, "It is not true that v = mu*v - lr*g.", "speaks against it"),
        (MOMENTUM, "v = mu*v - lr*g, or rather v = mu*v + lr*g", "in another place"),
        (
            {"formula": "v = m*v + g and w = w - a*v"},
            "v = m*v + g",
            "a part of what is asked for",
        ),
    ],
)
def test_a_doubt_goes_to_a_person(score, fields, answer, words) -> None:
    item = score(fields, answer)
    assert (item.verdict, item.status) == ("unsure", "needs_review")
    assert words in item.reason


@pytest.mark.parametrize(
    "answer",
    [
        "The weights are moved a little, again and again.",
        "A step of size 0.1 is taken, and so on, e.g. 10 or 20 times.",
        "w",
        "I like tea - and coffee - a lot (see above).",
        "v = nan",
    ],
)
def test_prose_holds_no_formula(score, answer) -> None:
    item = score(DESCENT, answer)
    assert (item.verdict, item.status, item.evidence) == ("not met", "suggested", None)


@pytest.mark.parametrize(
    "answer",
    [
        "w = 9**9**9**9",
        "w = " + "9" * 300,
        "w = w - lr*g*(0/0)",
        "w = w - lr*g + " + "x**" * 100 + "x",
        "w = " + r"\sum_i" * 60 + "x",
        "w = w - lr*g " * 100,
    ],
)
def test_what_cannot_be_read_waits_for_a_person(score, answer) -> None:
    item = score(DESCENT, answer)
    assert (item.verdict, item.points, item.status) == ("not met", 0.0, "needs_review")
    assert "could not be read" in item.reason


@pytest.mark.parametrize(
    "answer",
    ["(" * 10**6, "$" * 10**5, "|" * 5000, "v" * 10**5, "a=b " * 5000, "\\frac{" * 3000, "\ud800="],
)
def test_no_text_is_met_or_fails(score, answer) -> None:
    assert score(DESCENT, answer).verdict == "not met"


@pytest.mark.parametrize("line", ["v = mu*v - lr*g + {}", "v = mu*v*{} - lr*g"])
def test_a_thousand_formulas_are_no_answer(score, line) -> None:
    item = score(MOMENTUM, "\n".join(line.format(number) for number in range(1000)))
    assert (item.verdict, item.status) == ("unsure", "needs_review")


def test_the_same_answer_gets_the_same_score(scorer) -> None:
    answer = "w = w - lr*(dE/dw + lambda*w)"
    one, other = (scorer.score(question(DECAY), answer) for _ in range(2))
    assert one.model_dump_json() == other.model_dump_json()


def claim(left, right):
    return Claim(read_formula(left).sides[0], read_formula(right).sides[0])


def test_a_proof_tells_equal_from_different() -> None:
    prover = Prover()
    assert prover.prove(claim("sin(x)^2 + cos(x)^2", "1")) == "equal"
    assert prover.prove(claim("(a + b)^3", "a^3 + b^3")) == "different"
    assert prover.prove(claim("a/b - a/b + sqrt(c)^2", "c")) == "equal"
    prover.close()


def test_a_proof_that_takes_too_long_is_unsure_and_the_next_one_is_made() -> None:
    prover = Prover((*COMMAND, "0.3"))
    power = "((a+b+c)^2 + 2*(a+b+c)*(d+f+g) + (d+f+g)^2)^32"
    assert prover.prove(claim(power, "(a+b+c+d+f+g)^64")) == "unsure"
    assert prover.prove(claim("sin(x)^2 + cos(x)^2", "1")) == "equal"
    prover.close()


@pytest.mark.parametrize(
    "code", ["import time; time.sleep(60)", "raise SystemExit", "print('yes')"]
)
def test_a_process_that_hangs_dies_or_talks_nonsense_costs_a_person_a_look(code) -> None:
    prover = Prover((sys.executable, "-c", code), seconds=0.5)
    item = question({"formula": "sin(x)^2 + cos(x)^2 + y"})
    scorer = LexicalScorer()
    scorer._formulas = FormulaScorer(prover)
    (found,) = scorer.score(item, "z = 1 + y").items
    assert (found.verdict, found.status) == ("unsure", "needs_review")
    assert "could not be proven" in found.reason
    prover.close()


def test_what_differs_in_order_only_needs_no_process() -> None:
    prover = Prover(("/nonexistent",))
    assert prover.prove(claim("a*b + c", "c + b*a")) == "equal"
