import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from autograder.model import Grade, Outcome
from autograder.report import staff_html, student_html, student_view, summary_html

PAGES: dict[str, Callable[[Grade], str]] = {
    "student": lambda grade: student_html(student_view(grade)),
    "staff": staff_html,
    "summary": lambda grade: summary_html(grade.assignment_title, [grade]),
}
VOID = {"meta", "br"}
INLINE = {"circle", "path", "rect"}


class Page(HTMLParser):
    """Collects tags and texts; refuses tags that are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> Iterator[dict[str, str | None]]:
        return (attrs for name, attrs in self.tags if name == tag)


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest) -> Callable[[Grade], str]:
    return PAGES[request.param]


def tags_of(text: str) -> set[str]:
    return {tag for tag, _ in Page(text).tags}


def test_hostile_text_adds_no_tag_and_no_attribute(
    page: Callable[[Grade], str], hostile: str, make: Any
) -> None:
    text = page(make.poisoned(hostile))
    text.encode("utf-8")
    known = tags_of(page(make.poisoned("plain")))
    found = Page(text)
    assert {tag for tag, _ in found.tags} <= known | {"code"}
    attributes = {name for _, attrs in found.tags for name in attrs}
    assert not {name for name in attributes if name.startswith("on") or name in ("src", "style")}
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\u2066\u200b]", text)


def test_templates_do_not_run_what_they_print(page: Callable[[Grade], str], make: Any) -> None:
    assert "{{ 7 * 7 }}" in page(make.poisoned("{{ 7 * 7 }}"))


def test_links_lead_within_the_page_or_to_the_reports_beside_it(
    page: Callable[[Grade], str], make: Any
) -> None:
    for name in ("javascript:alert(1)", "//evil.example", "../../etc", "a b?c#d"):
        links = [a["href"] for a in Page(page(make.poisoned(name))).all("a")]
        assert all(
            re.fullmatch(
                r"#task-\d+|#check-\d+-\d+|#answers|\./[\w.%-]+/(report|staff)\.html", x or ""
            )
            for x in links
        )


def test_the_policy_allows_nothing_but_the_style_sheet_of_the_page(
    page: Callable[[Grade], str], middling: Grade
) -> None:
    text = page(middling)
    policy = next(meta["content"] for meta in Page(text).all("meta") if "http-equiv" in meta)
    assert policy is not None
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "<script" not in text
    assert "http://" not in text
    assert "https://" not in text


def test_the_hash_in_the_policy_is_the_hash_of_the_style(
    page: Callable[[Grade], str], good: Grade
) -> None:
    text = page(good)
    style = text.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in text


def test_equal_grades_give_equal_pages(page: Callable[[Grade], str], middling: Grade) -> None:
    assert page(middling) == page(middling.model_copy(deep=True))


def test_a_reader_that_sees_nothing_gets_landmarks_headings_and_words(
    page: Callable[[Grade], str], middling: Grade
) -> None:
    found = Page(page(middling))
    names = [tag for tag, _ in found.tags]
    assert names.count("main") == names.count("h1") == names.count("header") == 1
    levels = [int(tag[1]) for tag in names if re.fullmatch(r"h\d", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = {attrs["id"] for _, attrs in found.tags if "id" in attrs}
    labels = [
        attrs["aria-labelledby"] or "" for _, attrs in found.tags if "aria-labelledby" in attrs
    ]
    assert {part for label in labels for part in label.split()} <= ids
    for svg in found.all("svg"):
        assert svg.get("aria-hidden") == "true" or "aria-labelledby" in svg
    assert next(found.all("html"))["lang"] == "en"


def test_ids_are_unique(page: Callable[[Grade], str], middling: Grade) -> None:
    ids = [attrs["id"] for _, attrs in Page(page(middling)).tags if "id" in attrs]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("outcome", "word"), [("passed", "passed"), ("timeout", "out of time")])
def test_an_outcome_is_a_word_not_only_a_colour(make: Any, outcome: str, word: str) -> None:
    check = make.check(outcome=Outcome(outcome))
    assert f'<span class="word">{word}</span>' in PAGES["student"](make.grade(checks=(check,)))


def test_a_student_reads_why_a_submission_is_unreadable_and_what_to_do(make: Any) -> None:
    text = PAGES["student"](make.grade(status="unreadable", problem="no optim.py in the zip"))
    assert "no optim.py in the zip" in text
    assert "hand it in again" in text
    assert "first step" not in text


def test_a_failure_of_ours_says_that_no_points_are_lost(make: Any) -> None:
    text = PAGES["student"](make.grade(status="error", problem="secret engine"))
    assert "You lose no points" in text
    assert "secret engine" not in text


def test_a_run_without_isolation_is_marked_on_every_page(
    page: Callable[[Grade], str], make: Any, good: Grade
) -> None:
    loose = good.model_copy(
        update={"manifest": make.manifest.model_copy(update={"isolated": False})}
    )
    assert "Not isolated" in page(loose)
    assert "Not isolated" not in page(good)


def test_staff_see_what_answers_why(make: Any) -> None:
    text = staff_html(make.grade(checks=(make.hidden(name="hidden/test_adam.py::test_decay[3]"),)))
    for shown in (
        "hidden/test_adam.py::test_decay[3]",
        "seed 1234",
        "array(4, 5) 0.4813 ...",
        "0.0481 ...",
        "CheckFailure",
        "g += wd * w",
        "numpy 2.4.6",
        make.manifest.suite_hash,
        make.manifest.images[0].digest,
    ):
        assert shown in Page(text).text


def test_several_inputs_of_one_check_are_read_as_one_line(middling: Grade) -> None:
    text = Page(PAGES["student"](middling)).text
    found = text.count("Ten steps follow the hand-computed path.")
    assert found == 2  # where to begin, and in its place
    assert "4 of 6 inputs passed" in text
    assert "velocity 5" in text


def test_a_reason_without_any_code_in_it_is_not_hidden_by_the_style(make: Any) -> None:
    text = PAGES["summary"](make.grade(status="unreadable", problem="no optim.py in the zip"))
    assert '<p class="told">no optim.py in the zip</p>' in text
    hiding = re.findall(r"([^{}\n]*told[^{}]*)\{ display: none; \}", text)
    assert [rule.strip() for rule in hiding] == ["div.told:not(:has(*))"]


def test_staff_read_a_name_once_and_no_hint_of_what_passed(make: Any) -> None:
    grade = make.grade(checks=(make.check(hint="where do you add it?"),))
    student = grade.student.model_copy(update={"id": "ada", "name": "ada"})
    text = staff_html(grade.model_copy(update={"student": student, "submission_id": "ada"}))
    assert text.count("<span>ada</span>") == 1
    assert "where do you add it?" not in text


def test_what_a_passing_check_printed_can_be_unfolded(make: Any) -> None:
    text = PAGES["student"](make.grade(checks=(make.check(output="loss 0.25"),)))
    assert "<details><summary>What your code printed</summary>" in text
    assert "loss 0.25" in text
