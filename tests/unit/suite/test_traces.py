"""What staff read of a failed test: its own lines, not the way to it and not the way across."""


def places(details):
    return [line.strip() for line in details.splitlines() if line.startswith("  File ")]


def test_a_failed_comparison_shows_the_test_and_the_assertion(course) -> None:
    body = "from autograder.checks import assert_close\nassert_close(submission.one(), 2.0)"
    result = course.check("def one():\n    return 1.0\n", body)
    shown = places(result.details)
    assert "in test_" in shown[0]
    assert all("_pytest" not in line and "pluggy" not in line for line in shown)
    assert "AssertionError" in result.details or "CheckFailure" in result.details


def test_an_exception_of_the_student_ends_at_the_call(course) -> None:
    result = course.check("def one():\n    raise ValueError('mine')\n", "submission.one()")
    assert len(places(result.details)) == 1
    assert "submission.one()" in result.details
    assert "mine" in result.details


def test_a_callback_that_fails_is_shown_within_its_call(course) -> None:
    body = "def slope(x):\n    raise ZeroDivisionError('the test itself')\nsubmission.use(slope)"
    result = course.check("def use(f):\n    return f(1.0)\n", body)
    shown = places(result.details)
    assert "in test_" in shown[0]
    assert "in slope" in shown[-1]


def test_a_skipped_test_is_skipped(course) -> None:
    result = course.check("def one():\n    return 1\n", "import pytest\npytest.skip('no time')")
    assert result.outcome == "skipped"
    assert "no time" in result.message
