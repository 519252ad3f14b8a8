from autograder.suite import derive_seed, seed_id

CODE = """
import random
import numpy as np
started = random.random(), float(np.random.rand())
def draws(): return started
"""
SUITE = """
    import random
    import numpy as np
    import pytest

    @pytest.mark.task("a")
    @pytest.mark.parametrize("n", [1, 2])
    def test_draws(n, submission, rng):
        seen = [rng.random(), random.random(), np.random.rand(), *submission.draws()]
        raise AssertionError(repr([float(x) for x in seen]))
"""


def test_a_seed_depends_on_every_part() -> None:
    parts = [b"k", "1", "ada", "public/test_a.py::test_a"]
    first = derive_seed(*parts)
    assert first == derive_seed(*parts)
    assert 0 <= first < 1 << 32
    others = [
        derive_seed(b"l", *parts[1:]),
        derive_seed(b"k", "2", *parts[2:]),
        derive_seed(b"k", "1", "bob", parts[3]),
        derive_seed(*parts[:3], "public/test_a.py::test_b"),
    ]
    assert len({first, *others}) == 5


def test_parts_cannot_be_shifted_into_each_other() -> None:
    assert derive_seed(b"k", "1", "2a", "b") != derive_seed(b"k", "12", "a", "b")


def test_the_fingerprint_tells_secrets_apart_and_gives_nothing_away() -> None:
    assert seed_id(b"a") != seed_id(b"b")
    assert "secret" not in seed_id(b"secret")


def test_all_generators_are_seeded_once_a_check_and_equal_on_a_replay(course) -> None:
    course.suite(SUITE)
    first, second = course.run(CODE), course.run(CODE)
    texts = [result.message for result in first.values()]
    assert texts == [result.message for result in second.values()]
    assert texts[0] != texts[1]
    assert [result.seed for result in first.values()] == [
        derive_seed(course.secret, "1", "ada", f"public/test_suite.py::test_draws[{n}]")
        for n in (1, 2)
    ]


def test_the_way_of_running_and_a_selection_change_no_draw(course) -> None:
    course.suite(SUITE)
    alone = course.run(CODE, only=["public/test_suite.py::test_draws[2]"], fork=True)
    assert alone["test_draws[2]"].message == course.run(CODE)["test_draws[2]"].message


def test_another_student_gets_other_draws(course) -> None:
    course.suite(SUITE)
    with course.runner() as runner:
        ada = runner.run(course.submission(CODE, "ada")).results
        bob = runner.run(course.submission(CODE, "bob")).results
    assert ada[0].message != bob[0].message
