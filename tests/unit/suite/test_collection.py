import pytest

from autograder.errors import SpecError

CODE = "def add(a, b): return a + b"


def _collect(course, text: str, name: str = "public/test_suite.py"):
    course.suite(text, name)
    with course.runner() as runner:
        return runner.collect()


def test_points_are_shared_by_the_cases_of_a_function(course) -> None:
    checks = _collect(
        course,
        """
        import pytest
        @pytest.mark.task("a", points=3)
        @pytest.mark.parametrize("n", [1, 2])
        @pytest.mark.parametrize("m", [1, 2, 3])
        def test_many(n, m): pass

        @pytest.mark.task("b")
        def test_one(): pass
        """,
    )
    assert [check.max_points for check in checks] == [0.5] * 6 + [1]
    assert checks[0].name == "public/test_suite.py::test_many[1-1]"
    assert checks[0].title == "many"


def test_a_selected_case_keeps_its_share(course) -> None:
    course.suite(
        """
        import pytest
        @pytest.mark.task("a", points=3)
        @pytest.mark.parametrize("n", [1, 2, 3])
        def test_many(n): pass
        """
    )
    results = course.run(CODE, only=["public/test_suite.py::test_many[2]"])
    assert {name: result.points for name, result in results.items()} == {"test_many[2]": 1}


def test_tasks_can_be_selected(course) -> None:
    course.suite(
        """
        import pytest
        @pytest.mark.task("a")
        def test_a(): pass
        @pytest.mark.task("b")
        def test_b(): pass
        """
    )
    assert list(course.run(CODE, tasks=["b"])) == ["test_b"]


def test_a_class_gives_its_task_to_its_tests(course) -> None:
    checks = _collect(
        course,
        '''
        import pytest
        @pytest.mark.task("a", points=2)
        class TestAdd:
            def test_one(self):
                """One."""
            @pytest.mark.task("b", points=5)
            def test_two(self): pass
        class TestOther:
            @pytest.mark.task("b")
            @pytest.mark.parametrize("n", [1, 2])
            def test_one(self, n): pass
        ''',
    )
    found = [(check.name.split("::", 1)[1], check.task, check.max_points) for check in checks]
    assert found == [
        ("TestAdd::test_one", "a", 2),
        ("TestAdd::test_two", "b", 5),
        ("TestOther::test_one[1]", "b", 0.5),
        ("TestOther::test_one[2]", "b", 0.5),
    ]
    assert checks[0].title == "One."


def test_the_folder_says_what_is_hidden(course) -> None:
    text = 'import pytest\n@pytest.mark.task("a")\ndef test_it(): pass\n'
    course.suite(text, "public/test_it.py")
    checks = _collect(course, text, "hidden/deep/test_it.py")
    assert [(check.name, check.hidden) for check in checks] == [
        ("hidden/deep/test_it.py::test_it", True),
        ("public/test_it.py::test_it", False),
    ]


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("", "no task; write @pytest.mark.task"),
        ('@pytest.mark.task("c")', "no task 'c' in the assignment; its tasks: a, b"),
        ("@pytest.mark.task(points=2)", "no task None"),
        ('@pytest.mark.task("a", points=0)', "points are a number above 0, found 0"),
        ('@pytest.mark.task("a", points="2")', "points are a number above 0, found '2'"),
        ('@pytest.mark.task("a", points=True)', "points are a number above 0"),
        ('@pytest.mark.task("a", points=float("nan"))', "points are a number above 0"),
        ('@pytest.mark.task("a")\n@pytest.mark.xfail', "never marked xfail"),
        ('@pytest.mark.task("a")\n@pytest.mark.taks', "'taks' not found in `markers`"),
        ("syntax error", "invalid syntax"),
        ("import nothing_of_this_name", "No module named 'nothing_of_this_name'"),
    ],
)
@pytest.mark.parametrize("way", ["collect", "run"])
def test_what_an_instructor_must_put_right_is_said(mark: str, words: str, way: str, course) -> None:
    course.suite(f"import pytest\n{mark}\ndef test_it(): pass\n")
    with course.runner() as runner, pytest.raises(SpecError) as raised:
        runner.collect() if way == "collect" else runner.run(course.submission(CODE))
    assert words in str(raised.value)
    assert "public/test_suite.py" in str(raised.value)


def test_a_broken_conftest_is_the_instructors_fault(course) -> None:
    course.suite("raise ValueError('in conftest')", "public/conftest.py")
    with pytest.raises(SpecError, match="in conftest"):
        _collect(course, "def test_it(): pass")


def test_a_suite_without_folders_is_the_instructors_fault(course) -> None:
    (course.folder / "tests").mkdir(parents=True)
    with pytest.raises(SpecError, match="has no tests"):
        course.runner()


def test_skip_marks_are_allowed_and_earn_nothing(course) -> None:
    course.suite(
        """
        import pytest
        @pytest.mark.task("a")
        @pytest.mark.skipif(True, reason="no torch here")
        def test_it(): pass
        """
    )
    result = course.run(CODE)["test_it"]
    assert (result.outcome, result.points) == ("skipped", 0)
    assert "no torch here" in result.message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("def test_it(:\n    pass\n", "SyntaxError"),
        ("import json\n\njson.loads('[')\n", "line 3, in <module>"),
    ],
)
def test_a_suite_that_cannot_be_loaded_says_where_without_pytests_own_way_to_it(
    course, text: str, told: str
) -> None:
    with pytest.raises(SpecError) as caught:
        _collect(course, text)
    assert told in str(caught.value)
    assert "test_suite.py" in str(caught.value)
    assert "_pytest" not in str(caught.value)


def test_a_misspelt_fixture_is_named_with_its_check(course) -> None:
    course.suite('import pytest\n@pytest.mark.task("a")\ndef test_it(submision): pass\n')
    result = course.run(CODE)["test_it"]
    assert "setup of public/test_suite.py::test_it failed" in result.message
    assert "no fixture is called 'submision'" in result.message
