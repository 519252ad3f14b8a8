from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.patterns import PatternError, check_pattern, compile_safe, glob_matches

REFUSED = {
    "a+": "write {1,20}",
    "a*": "write {0,20}",
    "(a{1,5}){1,5}": "within another",
    "(a?){2}": "within another",
    "(a|b){1,20}": "ways to try",
    "a{0,99}b{0,99}c": "ways to try",
    "a{1,}": "give both bounds",
    "a{200}": "lower the bound",
    "a{3,2}": "at most 100 repetitions",
    "a{1,2}{3}": "remove it",
    r"(a)\1": "back-reference",
    "(?=a)b": "look-around",
    "(?P<n>a)": "another kind of group",
    "(a": "a ')' for each",
    "a)": "a '(' for each",
    "[a": "a ']' for each",
    "|?": "something to repeat",
    "[b-a]": "found a mistake",
    "[[a]": "no '[[' in [[a], which is reserved; add a backslash",
    "[a&&b]": "no '&&' in",
    "[!--]": "no '--' in",
    "[a~~]": "no '~~' in",
    "[a||b]": "no '||' in",
    "": "1 to 200 characters",
    "a" * 201: "1 to 200 characters",
}


@pytest.mark.parametrize(("pattern", "words"), REFUSED.items())
def test_what_may_take_long_is_refused_with_advice(pattern: str, words: str) -> None:
    with pytest.raises(PatternError) as refused:
        compile_safe(pattern)
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(replace|instead of).{0,20}learning rate", "Replaces the old learning rate"),
        (r"\bnot\b [^]a]{1,3}", "not bcd"),
        (r"0\.9\d?", "0.99"),
        ("(?:ab){2}", "abab"),
        ("a{0,5}?b", "aab"),
        (r"[\[a]b[+\--]", "[b-"),
        ("[^[]", "a"),
    ],
)
def test_the_subset_is_enough_to_write_with(pattern: str, text: str) -> None:
    assert compile_safe(pattern).search(text)


@given(st.text(alphabet="ab(){}|?*+[],0129\\^.", max_size=12))
def test_any_text_is_compiled_or_refused(pattern: str) -> None:
    with suppress(PatternError):
        compile_safe(pattern).search("ab" * 500)


@pytest.mark.parametrize(
    ("glob", "word", "fits"),
    [
        ("speed*", "speeds", True),
        ("speed*", "speed", True),
        ("speed", "speeds", False),
        ("zig*zag", "zig-zag", True),
        ("*norm*", "denormalised", True),
        ("a*b*c", "aXbXbXc", True),
        ("a*b*c", "aXbX", False),
        ("", "", True),
    ],
)
def test_a_star_is_any_run_of_letters(glob, word, fits) -> None:
    assert glob_matches(glob, word) is fits


def test_many_stars_do_not_take_long() -> None:
    assert not glob_matches("a*" * 50 + "b", "a" * 5_000)


def test_a_pattern_needs_a_letter() -> None:
    check_pattern("learning rate")
    with pytest.raises(PatternError, match="expected words"):
        check_pattern("* *")
