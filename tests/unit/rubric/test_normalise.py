from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.rubric.normalise import MOST_CHARACTERS, normalise


@settings(deadline=None)  # a busy machine is no wrong answer
@given(st.text(max_size=200), st.data())
def test_a_quote_is_the_original_at_its_span(answer, data) -> None:
    text = normalise(answer)
    assert len(text.plain) == len(text.starts) == len(text.ends)
    if text.plain:
        start = data.draw(st.integers(0, len(text.plain) - 1))
        end = data.draw(st.integers(start + 1, len(text.plain)))
        quote = text.quote(start, end)
        assert answer[quote.start : quote.end] == quote.text != ""


@settings(deadline=None)  # a busy machine is no wrong answer
@given(st.text(max_size=200))
def test_what_is_normalised_stays_as_it_is(answer) -> None:
    once = normalise(answer).plain
    assert normalise(once).hidden == 0


def test_a_ligature_is_two_letters_and_quoted_as_one() -> None:
    text = normalise("the \ufb01rst")
    assert text.plain == "the first"
    assert text.quote(4, 6).text == "\ufb01"


def test_what_nobody_sees_is_dropped_and_counted() -> None:
    text = normalise("mo\u200bment\u202eum\x00")
    assert (text.plain, text.hidden) == ("momentum", 3)
    assert text.quote(0, 8).text == "mo\u200bment\u202eum"


def test_an_accent_written_apart_is_joined() -> None:
    text = normalise("e\u0301t")
    assert text.plain == "\u00e9t"
    assert text.quote(0, 1).text == "e\u0301"


def test_a_long_answer_is_cut() -> None:
    text = normalise("a" * 1_000_000)
    assert (len(text.plain), text.cut) == (MOST_CHARACTERS, True)
