import os
import random
import sys
from pathlib import Path

import numpy as np
import pytest

CODE = """
def add(a, b): return a + b
"""
NOSY = """
    import os, random, sys, warnings
    from pathlib import Path
    import numpy as np
    import pytest

    @pytest.mark.task("a")
    def test_nosy(submission, tmp_path, monkeypatch, capsys):
        assert submission.add(1, 2) == 3
        assert [n for n in os.environ if n.startswith(("PYTEST_ADD", "PYTHON", "HYPO"))] == []
        assert list(Path.cwd().iterdir()) != [] and "tests" not in os.listdir()
        assert (tmp_path / "x").write_text("x")
        assert sys.path[0] != ""
        Path("left.txt").write_text("x")
        os.environ["LEFT"] = "1"
        sys.path.insert(0, "/left")
        random.random(); np.random.rand(); warnings.simplefilter("ignore")
        warnings.warn("said to nobody")
        print("said to nobody")
"""


def _state() -> tuple[object, ...]:
    modules = {name for name in sys.modules if name.startswith(("public", "hidden", "test_suite"))}
    return (
        Path.cwd(),
        dict(os.environ),
        list(sys.path),
        list(sys.meta_path),
        modules,
        random.getstate(),
        np.random.get_state()[1].tobytes(),  # noqa: NPY002
        sys.stdout,
        sys.dont_write_bytecode,
    )


@pytest.mark.parametrize("fork", [False, True])
def test_a_session_sees_clean_settings_and_leaves_nothing_behind(
    fork, course, tmp_path, monkeypatch, capfd
) -> None:
    monkeypatch.setenv("PYTEST_ADDOPTS", "--nothing-of-this-name")
    monkeypatch.setenv("PYTHONHASHSEED", "3")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --nothing-of-this-name\n")
    (tmp_path / "conftest.py").write_text("raise AssertionError")
    course.suite(NOSY)
    before = _state()
    result = course.run(CODE, fork=fork)["test_nosy"]
    assert result.outcome == "passed", result.details
    assert _state() == before
    assert capfd.readouterr() == ("", "")
    left = sorted(path.name for path in (course.folder / "tests").rglob("*"))
    assert left == ["public", "test_suite.py"]
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == ["conftest.py", "pytest.ini", "tiny"]


@pytest.mark.parametrize("fork", [False, True])
def test_a_suite_may_have_a_conftest_and_modules_beside_it(fork, course) -> None:
    course.suite("import pytest\n@pytest.fixture\ndef three(): return 3", "public/conftest.py")
    course.suite(
        """
        import pytest
        @pytest.fixture(scope="module")
        def folder(request): return request.path.parent
        @pytest.mark.task("a")
        def test_it(submission, three, folder):
            assert (folder / "data.txt").read_text() == "3"
            assert submission.add(1, 2) == three
        """
    )
    (course.folder / "tests/public/data.txt").write_text("3")
    assert course.run(CODE, fork=fork)["test_it"].outcome == "passed"


def test_a_students_conftest_and_settings_are_never_read(course) -> None:
    course.suite(
        """
        import pytest
        @pytest.mark.task("a")
        def test_it(submission): assert submission.add(1, 2) == 3
        """
    )
    evil = "def pytest_collection_modifyitems(items): items.clear()\n"
    code = "def add(a, b): return 0"
    submission = course.submission(code, conftest=evil, sitecustomize=evil, numpy="add = 1")
    with course.runner(fork=True) as runner:
        (result,) = runner.run(submission).results
    assert (result.outcome, result.failure) == ("failed", "value")


def test_two_folders_may_have_files_of_the_same_name(course) -> None:
    for folder, number in (("public", 1), ("hidden", 2)):
        course.suite(
            f"""
            import pytest
            WANT = {number}
            @pytest.mark.task("a")
            def test_{folder}(submission): assert submission.add({number}, 0) == WANT
            """,
            f"{folder}/test_suite.py",
        )
    assert {name: str(r.outcome) for name, r in course.run(CODE).items()} == {
        "test_public": "passed",
        "test_hidden": "passed",
    }
