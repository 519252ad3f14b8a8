import pytest

from autograder.formulas import (
    FormulaError,
    Point,
    alternatives_of,
    formula_names,
    read_formula,
    tokens_of,
    value_of,
)
from autograder.formulas.forms import form_of, shown, terms_of
from autograder.formulas.reader import MOST_CHARACTERS
from autograder.formulas.tree import names_of

AT = Point(seed=1, low=0.1, high=0.9, counts={"n": 3.0})


def written(text, known=(), *, loose=False):
    """The sides of a formula as a person would write them."""
    return [shown(side) for side in read_formula(text, known, loose=loose).sides]


def value(text, known=()):
    return value_of(read_formula(text, known).sides[-1], AT)


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"\frac{a}{b + c}", "a/(b + c)"),
        (r"\sqrt{a} \cdot b", "sqrt(a)*b"),
        (r"\sqrt[3]{a}", "a**(1/3)"),
        (r"e^{-z}", "e^(-z)"),
        (r"\left( 1 - \beta \right) g", "(1 - beta)*g"),
        (r"\lambda \|w\|_2^2", "lambda*abs(w)^2"),
        (r"\lfloor \frac{n}{s} \rfloor", "floor(n/s)"),
        (r"\log p + \exp(q)", "log(p) + exp(q)"),
        (r"\sigma(z)(1 - \sigma(z))", "sigmoid(z)*(1 - sigmoid(z))"),
        (r"\sin^2 x", "sin(x)^2"),
        (r"\mathbf{w}^\top x", "w*x"),
        (r"\max(0, x)", "relu(x)"),
        (r"\frac{1}{n} \sum_{i=1}^{n} x_i^2", "sum_i x_i^2/n"),
        ("w² + x⁻¹", "w^2 + 1/x"),
        ("½ w", "w/2"),
        ("a \u2212 b \u00d7 c \u00f7 d", "a - b*c/d"),
        ("2a(b + c)", "2*a*b + 2*a*c"),
        ("np.exp(x) ** 2", "exp(2*x)"),
        ("log2(x)", "log(x)/log(2)"),
        ("n!", "factorial(n)"),
        ("-a^2", "-(a^2)"),
        ("a^b^c", "a^(b^c)"),
        ("a/b*c", "(a/b)*c"),
    ],
)
def test_latex_and_plain_text_say_the_same(latex, plain) -> None:
    text = latex.replace("½", "1⁄2")  # as NFKC writes it  # noqa: RUF001
    assert value(text) == pytest.approx(value(plain), rel=1e-9)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("v_t = beta v_{t-1}", {"v_t", "beta", "v_t-1"}),
        (r"\hat{m}_t", {"m_hat_t"}),
        ("ŷ - y", {"y_hat", "y"}),
        ("wₜ₊₁", {"w_t+1"}),
        (r"\frac{\partial L}{\partial w_{ij}}", {"dL_dw_ij"}),
        ("∂L/∂w * 2", {"dL_dw"}),
        ("a*dL/dw", {"a", "dL_dw"}),
        ("∇L(w)", {"grad"}),
        (r"\nabla_x J(\theta, x, y)", {"grad_x"}),
        ("∆w", {"Delta_w"}),
        ("x' + 1", {"x_prime"}),
        (r"n_{\text{in}}", {"n_in"}),
        ("w^{(t)}", {"w_t"}),
        ("\u0440 - t", {"p", "t"}),  # a Cyrillic letter
    ],
)
def test_a_name_keeps_its_index_and_its_accent(text, names) -> None:
    assert set().union(*(names_of(side) for side in read_formula(text).sides)) == names


def test_known_names_part_what_is_stuck_together() -> None:
    assert written("mv - 2lr", {"m", "v", "lr"}) == ["m*v - 2*lr"]
    assert written("w - learning rate * g", {"learning_rate"}) == ["w - learning_rate*g"]
    assert written("new w = old w", {"w"}) == ["w_new", "w_old"]


def test_a_name_before_brackets_is_a_factor_and_loosely_a_value() -> None:
    assert written("w - a g(w)") == ["w - a*g*w"]
    assert written("w - a g(w)", loose=True) == ["w - a*g"]
    assert written("p(1 - p)", loose=True) == ["p*(1 - p)"]
    assert written("w^{t+1} = w^t", loose=True) == ["w_t+1", "w_t"]


def test_an_update_is_written_out() -> None:
    assert written("w -= lr*g") == ["w", "w - lr*g"]
    assert written("w <- w + v") == ["w", "w + v"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("v = mu*v -", "expected a name, a number or a bracket, found the end"),
        ("(a + b", "expected ')', found the end"),
        ("a + ) b", "found ')' at character 5"),
        ("9**9**9", "exponents up to 64"),
        ("2^60 * 2^60^2", "exponents up to 64"),
        ("1/0", "another"),
        ("10^40", "at most 30 digits"),
        ("9" * 20, "at most 15 digits"),
        ("(" * 100, "levels of brackets"),
        ("x**" * 90 + "x", "levels of brackets"),
        ("\\frac{" * 70, "levels of brackets"),
        ("x+" * 200 + "x", "names, numbers and signs"),
        ("x" * 501, f"at most {MOST_CHARACTERS} characters"),
        ("exp(a, b)", "expected 1 in the brackets of 'exp', found 2"),
        ("\\input{passwd}", "found 'input'"),
        ("__import__('os')", "expected"),
    ],
)
def test_what_is_no_formula_or_too_large_is_refused(text, words) -> None:
    with pytest.raises(FormulaError, match=words.replace("(", r"\(").replace(")", r"\)")):
        read_formula(text)


@pytest.mark.parametrize("text", ["(" * 10**6, "x**" * 10**5, "9" * 10**6, "\\frac{" * 10**5])
def test_a_megabyte_is_refused_before_it_is_read(text) -> None:
    with pytest.raises(FormulaError, match=f"at most {MOST_CHARACTERS} characters"):
        read_formula(text)


def test_reading_never_fails_on_any_character() -> None:
    text = "".join(chr(code) for code in range(0x20, 0x2FFF))
    tokens = tokens_of(text)
    assert all(text[token.start : token.end] for token in tokens if token.end > token.start)


@pytest.mark.parametrize(
    "text", ["log(0 - x)", "1/(x - x)", "x**(x**(100*x))", "exp(exp(exp(9*x)))"]
)
def test_where_a_formula_has_no_value_it_has_none(text) -> None:
    assert value_of(read_formula(text).sides[0], Point(1, 5, 9, {})) is None


def test_sums_within_sums_are_bounded() -> None:
    deep = read_formula("\\sum_i \\sum_j \\sum_k x_i").sides[0]
    assert value_of(deep, AT) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("a*b + c", "c + b*a"), ("2*(a + b)", "(b + a)*2"), ("a/2", "a*(1/2)"), ("-(a)", "(-1)*a")],
)
def test_order_and_brackets_make_no_other_form(one, other) -> None:
    assert form_of(read_formula(one).sides[0]) == form_of(read_formula(other).sides[0])


def test_terms_are_multiplied_out_only_while_that_is_short() -> None:
    assert len(terms_of(read_formula("(a + b)*(c + d)").sides[0])) == 4
    assert len(terms_of(read_formula("(a + b)" * 20).sides[0])) == 1


def test_alternatives_and_what_belongs_together() -> None:
    ways = alternatives_of("v = m*v and w = w + v; v = g")
    assert [len(way) for way in ways] == [2, 1]
    assert formula_names(ways) == ["g", "m", "v", "w"]
    with pytest.raises(FormulaError):
        alternatives_of("a; ; b")
