"""Executors by name: what cannot be is refused with words."""

from pathlib import Path

import pytest

from autograder import plugins
from autograder.cli.executors import open_executor
from autograder.errors import SpecError
from autograder.spec import load_assignment

SUMS = Path(__file__).parent / "course" / "assignments" / "sums"


@pytest.fixture(scope="module")
def assignment():
    return load_assignment(SUMS)


def silent(_line):
    pass


def test_the_number_of_submissions_at_once_is_passed_on(assignment):
    assert open_executor("local", assignment, silent, jobs=3, scheduler=None).jobs == 3


def test_a_setting_that_an_executor_lacks_is_named(assignment):
    with pytest.raises(SpecError, match="the executor 'local' has no setting 'scheduler'"):
        open_executor("local", assignment, silent, scheduler="tcp://127.0.0.1:8786")


def test_an_executor_that_nobody_registered_is_named(assignment):
    with pytest.raises(SpecError, match="no executors entry is named 'cloud'; installed: dask"):
        open_executor("cloud", assignment, silent)


def test_without_the_extra_words_say_what_to_install(assignment, monkeypatch):
    def load(_group, _name):
        raise ModuleNotFoundError(name="distributed")

    monkeypatch.setattr(plugins, "load", load)
    with pytest.raises(SpecError, match=r"pip install 'autograder-dl\[cluster\]'"):
        open_executor("dask", assignment, silent)
