"""Loose comparisons are found in the text of a suite."""

import pytest

from autograder.authoring.verify.source import source_findings
from autograder.spec import load_assignment

HEAD = "import numpy as np\nimport pytest\n\n\n"


@pytest.fixture
def lines(course):
    """Return the lines of a test file that are named."""

    def found(body, fixtures=""):
        file = course.assignment / "tests" / "hidden" / "test_more.py"
        head = f"{HEAD}{fixtures}def test_it(submission, remote, rng):\n"
        file.write_text(head + "".join(f"    {line}\n" for line in body.splitlines()))
        first = head.count("\n")
        findings = source_findings(load_assignment(course.assignment))
        return [int(one.subject.rpartition(":")[2]) - first for one in findings]

    return found


@pytest.mark.parametrize(
    "body",
    [
        "assert np.allclose(submission.f(1), 2)",
        "np.testing.assert_allclose(submission.f(1), 2)",
        "assert (submission.f(1) == 2).all()",
        "a, b = submission.f(1)\nassert b[0] != 3",
        "got = submission.f(1)\nmore = got + 1\nassert 3 == more",
        "for one in submission.f(1):\n    assert one == 2",
        "out, _ = submission.f.keep(1)(1)\nassert out.T[0] == 3",
        "h = submission.make()\nassert remote.get(h, 'x') == 3",
        "if (got := submission.f(1)) == 2:\n    pass\nassert got",
    ],
)
def test_a_loose_comparison_is_named_with_its_line(lines, body):
    assert len(lines(body)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "from autograder.checks import assert_close\nassert_close(submission.f(1), 2)",
        "got = submission.f(1)\nassert got.shape == (2, 3)\nassert len(got) == 2",
        "x = rng.normal(size=3)\nassert (x == x).all()",
        "import math\nassert math.isclose(rng.random(), 2) or True",
        "config = {}\nconfig['w'] = submission.f(1)\nassert config.keys() == {'w'}",
        "assert submission.f(1) == 2  # verify: allow, a whole number",
        "assert isinstance(submission.f(1), float) == True",
    ],
)
def test_a_strict_comparison_is_not(lines, body):
    assert lines(body) == []


def test_a_fixture_that_calls_the_student_is_followed(lines):
    fixtures = (
        "@pytest.fixture\ndef forward(submission):\n    return lambda x: submission.f(x)\n\n\n"
        "@pytest.fixture\ndef twice(forward):\n    return forward(2)\n\n\n"
        "def test_other(twice):\n    assert twice == 4\n\n\n"
    )
    assert len(lines("pass", fixtures)) == 1
