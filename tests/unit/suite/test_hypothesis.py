import pytest

pytest.importorskip("hypothesis")

CODE = """
def add(a, b): return a + b
def wrong(a, b): return a + b if a < 100 else 0
def spin():
    while True: pass
"""
SUITE = """
    import pytest
    from hypothesis import given, settings, strategies as st

    seen = []

    @pytest.mark.task("a", points=2)
    @settings(max_examples=20)
    @given(st.integers(-1000, 1000), st.integers(-1000, 1000))
    def test_it(submission, a, b):
        seen.append((a, b))
        assert submission.{name}(a, b) == a + b

    @pytest.mark.task("a")
    def test_seen():
        raise AssertionError(repr(seen[:12]))
"""


def test_a_property_that_holds_passes_and_writes_nothing(course, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    course.suite(SUITE.format(name="add"))
    assert course.run(CODE)["test_it"].points == 2
    assert not (tmp_path / ".hypothesis").exists()
    assert not (course.folder / ".hypothesis").exists()
    assert not (course.folder / "tests" / ".hypothesis").exists()


@pytest.mark.parametrize("fork", [False, True])
def test_a_property_that_fails_is_shrunk_and_fails(fork, course) -> None:
    course.suite(SUITE.format(name="wrong"))
    result = course.run(CODE, fork=fork)["test_it"]
    assert (result.outcome, result.failure) == ("failed", "value")
    assert "assert 0 == (100 + " in result.message


def test_examples_are_the_same_on_a_replay_and_differ_between_students(course) -> None:
    course.suite(SUITE.format(name="add"))
    with course.runner() as runner:
        first, second, other = (
            runner.run(course.submission(CODE, name)).results[1].message
            for name in ("ada", "ada", "bob")
        )
    assert first == second
    assert first != other


def test_a_call_that_does_not_end_is_not_shrunk(course) -> None:
    course.limits = course.limits.model_copy(update={"call_seconds": 0.3})
    course.suite(SUITE.format(name="add").replace("submission.add(a, b)", "submission.spin()"))
    result = course.run(CODE)["test_it"]
    assert (result.outcome, result.failure) == ("timeout", "timeout")
