import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from autograder.model import Grade
from autograder.report import student_markdown, student_view
from autograder.report.markdown import code, fence, prose

ANY = st.text(alphabet=st.characters(codec=None), max_size=80)
SHARP = st.text(alphabet="`~[]()<>!*_#-+=&@:|\\ \n\tawx1./", max_size=60)
LIVE = re.compile(r"@\w|https?:|www\.|(?<!\\)#\d", re.IGNORECASE)
"""What GitHub makes a link of without any brackets."""


def tokens(text: str) -> list[Token]:
    """Return every token of `text`, inline ones too, read with HTML allowed."""
    blocks = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    return [token for block in blocks for token in (block, *(block.children or []))]


def refuse_live(text: str) -> None:
    found = tokens(text)
    kinds = {token.type for token in found}
    assert not kinds & {"link_open", "image", "html_inline", "html_block", "code_block"}
    for token in found:
        if token.type == "text":
            assert not LIVE.search(token.content)


def test_hostile_text_makes_no_link_image_html_or_mention(hostile: str, make: Any) -> None:
    text = student_markdown(student_view(make.poisoned(hostile)))
    text.encode("utf-8")
    refuse_live(text)


def test_hostile_text_adds_no_heading_and_no_fence(hostile: str, make: Any) -> None:
    def skeleton(grade: Grade) -> list[str]:
        kinds = [token.type for token in tokens(student_markdown(student_view(grade)))]
        return [kind for kind in kinds if kind in ("heading_open", "fence", "table_open", "hr")]

    assert skeleton(make.poisoned(hostile)) == skeleton(make.poisoned("plain"))


@given(SHARP | ANY)
def test_prose_stays_one_line_of_text_and_code(text: str) -> None:
    shown = prose(" ".join(text.split()))
    refuse_live(f"> {shown}")
    kinds = {token.type for token in tokens(f"- {shown}")}
    assert kinds <= {
        "bullet_list_open",
        "list_item_open",
        "paragraph_open",
        "inline",
        "text",
        "text_special",
        "code_inline",
        "paragraph_close",
        "list_item_close",
        "bullet_list_close",
    }


@given(SHARP | ANY)
def test_a_fence_holds_whatever_stands_in_it(text: str) -> None:
    kinds = [token.type for token in tokens(f"{fence('x' + text)}\n\nafter")]
    assert kinds == ["fence", "paragraph_open", "inline", "text", "paragraph_close"]


@given(SHARP | ANY)
def test_a_code_span_holds_whatever_stands_in_it(text: str) -> None:
    kinds = [token.type for token in tokens(f"a {code(text)} b")]
    assert kinds == ["paragraph_open", "inline", "text", "code_inline", "text", "paragraph_close"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Did you divide by `1 - b**t`?", "Did you divide by `1 - b**t`?"),
        ("Total: 3*4 and x_1", "Total: 3\\*4 and x\\_1"),
        ("ask @mary at www.a.b", "ask `@mary` at `www.a.b`"),
        ("1. not a list", "1\\. not a list"),
        ("see https://a.b/c", "see `https://a.b/c`"),
    ],
)
def test_ordinary_sentences_stay_readable(text: str, shown: str) -> None:
    assert prose(text) == shown


def test_the_report_can_be_printed_in_a_build_log(make: Any) -> None:
    text = student_markdown(student_view(make.poisoned("::error file=a::b\n##[error]c")))
    assert not re.search(r"^\s*::|##\[", text, re.MULTILINE)


def test_a_student_reads_the_same_as_on_the_page(middling: Grade) -> None:
    text = student_markdown(student_view(middling))
    for shown in (
        "# Momentum and Adam",
        "**10.83 of 24 points so far, 2 wait for a person**",
        "## Adam: 3.33 / 12",
        "**4 of 6 inputs passed** (2 / 3)",
        "Hint: AdamW adds the decay",
        "**partly right**",
        "## Decided by a person",
    ):
        assert shown in text
    assert "\n\n\n" not in text


def test_every_status_is_said_in_words(make: Any) -> None:
    unreadable = make.grade(status="unreadable", problem="no optim.py")
    assert "hand it in again" in student_markdown(student_view(unreadable))
    assert "no optim.py" in student_markdown(student_view(unreadable))
    assert "lose no points" in student_markdown(student_view(make.grade(status="error")))
    loose = make.manifest.model_copy(update={"isolated": False})
    assert "without isolation" in student_markdown(student_view(make.grade(manifest=loose)))


def test_what_was_printed_is_cut_because_it_cannot_be_folded(make: Any) -> None:
    check = make.failed(output="loss\n" * 2_000)
    text = student_markdown(student_view(make.grade(checks=(check,))))
    assert text.count("loss") == 400
    assert "more characters not shown" in text


@pytest.mark.parametrize(
    ("failure", "shown"),
    [("timeout", "loop that does not end?\n"), ("shape", "another shape than expected.\n")],
)
def test_a_kind_of_failure_ends_as_a_sentence(make: Any, failure: str, shown: str) -> None:
    assert shown in student_markdown(
        student_view(make.grade(checks=(make.hidden(failure=failure),)))
    )
