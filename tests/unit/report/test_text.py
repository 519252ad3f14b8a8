import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.report.text import Piece, block, clipped, inert, line, pieces, visible

ANY = st.text(alphabet=st.characters(codec=None), max_size=200)
BAD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@given(ANY)
def test_visible_text_can_be_written_and_cannot_act(text: str) -> None:
    shown = visible(text)
    shown.encode("utf-8")
    assert not BAD.search(shown)
    assert visible(shown) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "\\x1b[31m"),
        ("a\r\nb\rc", "a\nb\\rc"),
        ("exe.\u202etxt", "exe.\\u202etxt"),
        ("\ud800", "\\ud800"),
        ("zero\u200bwidth", "zero\\u200bwidth"),
        ("\U000e0041", "\\U000e0041"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("José, 北京, مرحبا, 👩\u200d🔬", "José, 北京, مرحبا, 👩\u200d🔬"),
    ],
)
def test_what_could_act_or_hide_is_escaped_and_all_else_stays(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_stacked_accents_cannot_cover_other_lines() -> None:
    assert visible("z" + "\u0301" * 50).count("\u0301") == 4


@given(ANY)
def test_no_line_of_inert_text_is_a_workflow_command(text: str) -> None:
    for row in inert(f"::error::{text}\n  ::{text}\n##[error]{text}").split("\n"):
        assert not row.lstrip().startswith("::")
        assert "##[" not in row


def test_a_command_that_wrapping_could_put_first_is_broken_too() -> None:
    assert inert("word ::error file=a::pwned") == "word : :error file=a::pwned"


def test_slices_and_test_names_are_left_alone() -> None:
    assert inert("x[::2] in tests/test_a.py::test_b") == "x[::2] in tests/test_a.py::test_b"


def test_cut_text_says_how_much_is_missing() -> None:
    assert clipped("a" * 1500, 500) == "a" * 500 + "\n… (1,000 more characters not shown)"
    assert clipped("abc", 3) == "abc"


@given(ANY, st.integers(1, 50))
def test_a_line_is_one_line_and_short(text: str, limit: int) -> None:
    shown = line(text, limit)
    assert "\n" not in shown
    assert len(shown) <= limit


def test_a_block_keeps_its_lines_and_loses_its_blank_edges() -> None:
    assert block("\n\n  a\n\n    b\n\n") == "  a\n\n    b"


def test_code_between_backticks_is_told_from_prose() -> None:
    assert pieces("use `a + b`, not ``c``") == (
        Piece("use ", code=False),
        Piece("a + b", code=True),
        Piece(", not ", code=False),
        Piece("c", code=True),
    )


@given(st.text(alphabet="`a \n", max_size=60))
def test_no_letter_is_lost_in_pieces(text: str) -> None:
    found = "".join(piece.text for piece in pieces(text))
    assert found.count("a") == text.count("a")


def test_many_backticks_are_read_quickly_enough_to_finish() -> None:
    assert pieces("`a``" * 100_000)
