"""The journal keeps what ended, and only that."""

import pytest

from autograder.journal import open_journal
from autograder.model import CheckResult, Outcome


def result(name, outcome=Outcome.PASSED):
    return CheckResult(name=name, task="adam", outcome=outcome, points=1, max_points=1)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "journal.jsonl"
    with open_journal(path, "key") as journal:
        journal.append(result("a"))
        journal.append(result("b", Outcome.FAILED))
    return path


def names(path, key="key"):
    with open_journal(path, key) as journal:
        return [one.name for one in journal.done]


def test_an_earlier_run_of_the_same_key_is_read_back(path):
    assert names(path) == ["a", "b"]
    assert names(path) == ["a", "b"]


def test_another_key_starts_anew(path):
    assert names(path, "another suite") == []
    assert names(path) == []


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_cut_last_line_is_dropped_and_the_rest_kept(path, cut):
    path.write_bytes(path.read_bytes()[:-cut])
    assert names(path) == (["a", "b"] if cut == 1 else ["a"])


@pytest.mark.parametrize("content", [b"", b"\n", b"{}", b"\xff\xfe\x00", b"[1]\n{}", b"null\n"])
def test_a_damaged_journal_costs_nothing_but_a_rerun(path, content):
    path.write_bytes(content)
    assert names(path) == []


def test_each_check_is_on_disk_before_the_next_begins(path):
    with open_journal(path, "key") as journal:
        journal.append(result("c"))
        assert path.read_text().count("\n") == 4


def test_text_that_is_no_unicode_is_kept(path):
    odd = result("odd").model_copy(update={"output": "\ud800 \x00 \u2028"})
    with open_journal(path, "key") as journal:
        journal.append(odd)
    with open_journal(path, "key") as journal:
        assert journal.done[-1] == odd
