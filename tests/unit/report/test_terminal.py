import io
import re
from typing import Any

import pytest
from rich.console import Console, RenderableType

from autograder.model import Grade
from autograder.report import class_table, student_terminal, student_view

OURS = re.compile(r"\x1b\[[\d;]*m")
"""Colours: the only escape sequences that rich adds here."""


def printed(shown: RenderableType, *, width: int = 80, encoding: str = "utf-8") -> str:
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    Console(file=file, width=width, force_terminal=True, legacy_windows=False).print(shown)
    file.flush()
    return raw.getvalue().decode(encoding)


def test_no_control_character_but_our_colours_reaches_a_terminal(hostile: str, make: Any) -> None:
    grade = make.poisoned(hostile[:5000])
    for shown in (student_terminal(student_view(grade)), class_table([grade])):
        text = OURS.sub("", printed(shown))
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize("width", [20, 33, 47, 80])
def test_no_line_is_a_workflow_command_however_it_wraps(make: Any, width: int) -> None:
    grade = make.poisoned(f"{'a ' * 20}::error file=a::pwned {'b' * 60}::warning::x ##[error]y")
    for shown in (student_terminal(student_view(grade)), class_table([grade])):
        rows = OURS.sub("", printed(shown, width=width)).split("\n")
        assert not [row for row in rows if re.match(r"\s*::\w[^:]*::", row) or "##[" in row]


def test_markup_in_a_name_is_only_text(make: Any) -> None:
    grade = make.poisoned("[bold red]x[/] [link=http://evil.example]y[/link] :smile:")
    text = OURS.sub("", printed(student_terminal(student_view(grade)), width=400))
    assert "[bold red]x[/] [link=http://evil.example]y[/link] :smile:" in text


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_a_terminal_that_knows_few_letters_still_shows_the_report(
    make: Any, middling: Grade, encoding: str
) -> None:
    student = middling.student.model_copy(update={"name": "北京 ✓ Zoë"})
    grade = middling.model_copy(update={"student": student})
    text = OURS.sub("", printed(student_terminal(student_view(grade)), encoding=encoding))
    assert "\\u5317\\u4eac" in text
    assert "x failed" in text
    assert "+ passed" in text


def test_a_student_reads_sign_word_sentence_points_and_hint(middling: Grade) -> None:
    text = OURS.sub("", printed(student_terminal(student_view(middling)), width=100))
    for shown in (
        "10.83 of 24 points so far",
        "✗ 4 of 6 inputs passed  Ten steps follow the hand-computed path.",
        "found    next_w[0, 3] = 0.0481, off by a factor of 10",
        "optim.py, line 41, in adam: m_hat = m / b1",
        "│ velocity 4 [0.1 0.2]",
        "Hint: Did you divide both moments by 1 - beta**t",
        "Nesterov (bonus)",
        "(hidden)",
    ):
        assert shown in text


def test_long_output_is_cut_with_a_count(make: Any) -> None:
    grade = make.grade(checks=(make.failed(output="\n".join(f"row {n}" for n in range(50))),))
    text = OURS.sub("", printed(student_terminal(student_view(grade))))
    assert "row 19" in text
    assert "row 20" not in text
    assert "30 more lines" in text


def test_a_class_table_has_a_row_a_grade_and_a_column_a_task(
    make: Any, middling: Grade, good: Grade
) -> None:
    text = OURS.sub("", printed(class_table([good, middling]), width=120))
    assert "Nesterov" in text
    assert re.search(r"Ada Lovelace\s+19 / 20\s+8\s+11\s", text)
    assert re.search(r"Ada Lovelace\s+10.83 / 24\s", text)
    assert "2 points wait" in text


def test_a_class_table_says_who_is_not_graded_and_why(make: Any) -> None:
    unread = make.grade(status="unreadable", problem="no optim.py")
    text = printed(class_table([unread, make.grade(status="error")]), width=140)
    assert "could not be read" in text
    assert "not graded, our fault" in text


def test_every_status_is_said_in_words(make: Any) -> None:
    def text(grade: Grade) -> str:
        shown = printed(student_terminal(student_view(grade)), width=400)
        return OURS.sub("", shown)

    assert "hand it in again" in text(make.grade(status="unreadable", problem="no optim.py"))
    assert "lose no points" in text(make.grade(status="error"))
    loose = make.manifest.model_copy(update={"isolated": False})
    assert "without isolation" in text(make.grade(manifest=loose))


def test_a_long_title_goes_on_below_itself(make: Any) -> None:
    check = make.failed(title="Several steps follow the formula, with both corrections.")
    grade = make.grade(checks=(check,))
    text = OURS.sub("", printed(student_terminal(student_view(grade)), width=50))
    assert re.search(r"failed  Several steps .*\n {12}\S", text)
