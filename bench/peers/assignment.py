"""One assignment for three graders: the cells of its notebook, and checks as plain asserts.

Each check is written once; the three forms differ only in how a check names the student's
function.
"""

from dataclasses import dataclass

IMPORTS = "import numpy as np"

SOLUTIONS = {
    "relu": "def relu(x):\n    return np.maximum(x, 0)",
    "relu_backward": "def relu_backward(dout, x):\n    return dout * (x > 0)",
    "softmax": (
        "def softmax(x):\n"
        "    e = np.exp(x - x.max(axis=1, keepdims=True))\n"
        "    return e / e.sum(axis=1, keepdims=True)"
    ),
    "affine": "def affine(x, w, b):\n    return x @ w + b",
}
WRONG = SOLUTIONS | {
    "relu": "def relu(x):\n    return np.abs(x)",
    "relu_backward": "def relu_backward(dout, x):\n    return dout",
    "softmax": "def softmax(x):\n    return np.exp(x) / np.exp(x).sum()",
    "affine": "def affine(x, w, b):\n    return x @ w",
}
CHEAT = (
    "import numpy\nnumpy.allclose = numpy.array_equal = numpy.all = lambda *args, **options: True"
)
"""One cell more, found in any search for how to please an assertion."""


@dataclass(frozen=True)
class Check:
    """`body` calls the function `{f}`; it asserts with numpy, as courses do."""

    name: str
    function: str
    body: str


CHECKS = (
    Check(
        "values",
        "relu",
        "x = np.linspace(-2, 2, 12).reshape(3, 4)\n"
        "assert np.allclose({f}(x), np.where(x > 0, x, 0))",
    ),
    Check("zero", "relu", "assert np.array_equal({f}(-np.ones((2, 2))), np.zeros((2, 2)))"),
    Check(
        "gradient",
        "relu_backward",
        "x = np.linspace(-2, 2, 12).reshape(3, 4)\n"
        "assert np.allclose({f}(np.full((3, 4), 2.0), x), np.where(x > 0, 2.0, 0))",
    ),
    Check(
        "rows",
        "softmax",
        "x = np.arange(12.0).reshape(3, 4)\nassert np.allclose({f}(x).sum(axis=1), np.ones(3))",
    ),
    Check(
        "large",
        "softmax",
        "x = np.array([[1000.0, 1000.0], [0.0, 0.0]])\n"
        "assert np.allclose({f}(x), np.full((2, 2), 0.5))",
    ),
    Check(
        "values",
        "affine",
        "x, w = np.arange(6.0).reshape(2, 3), np.arange(12.0).reshape(3, 4)\n"
        "assert np.allclose({f}(x, w, np.ones(4)), np.dot(x, w) + 1)",
    ),
    Check(
        "zero",
        "affine",
        "x, w = np.zeros((2, 3)), np.ones((3, 4))\n"
        "assert np.allclose({f}(x, w, np.arange(4.0)), np.tile(np.arange(4.0), (2, 1)))",
    ),
    Check(
        "shape",
        "affine",
        "x, w = np.ones((5, 3)), np.ones((3, 2))\n"
        "assert np.all(np.equal(np.shape({f}(x, w, np.zeros(2))), (5, 2)))",
    ),
)


def indented(text: str) -> str:
    """Return the lines of a function's body."""
    return "\n".join(f"    {line}" for line in text.split("\n"))
