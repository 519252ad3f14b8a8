"""What a student reads of a written answer, and what stays with the staff."""

from autograder.model import Override, Quote
from autograder.report import (
    staff_html,
    student_html,
    student_markdown,
    student_view,
)

TEXT = "a <b>bold</b> claim & </mark><script>x</script> end"


def quote(start, end, text=TEXT):
    return Quote(start=start, end=end, text=text[start:end])


def scored(make, *items, **fields):
    items = items or (make.item(status="scored"),)
    answer = make.answer(status="scored", items=items, **fields)
    return make.grade(rubric=(answer,), feedback_written="items")


def view_of(grade):
    return student_view(grade).answers[0]


def test_what_counts_is_marked_and_no_markup_of_the_answer_acts(make) -> None:
    item = make.item(status="scored", evidence=quote(2, 40))
    page = student_html(student_view(scored(make, item, answer=TEXT)))
    assert "<mark>&lt;b&gt;bold&lt;/b&gt; claim &amp; &lt;/mark&gt;&lt;script&gt;x" in page
    assert page.count("<mark>") == page.count("</mark>") == 1
    assert "<script>" not in page


def test_passages_join_to_the_answer_whatever_the_places(make) -> None:
    places = [(0, 5), (3, 9), (9, 9), (20, 30), (10, 40), (50, 90)]
    items = [
        make.item(item_id=f"i{n}", status="scored", evidence=Quote(start=a, end=b, text=""))
        for n, (a, b) in enumerate(places)
    ]
    passages = view_of(scored(make, *items, answer=TEXT)).passages
    assert "".join(one.text for one in passages) == TEXT
    assert [one.text for one in passages if one.counts] == [TEXT[:9], TEXT[10:40]]


def test_items_are_told_only_where_the_assignment_shows_them(make) -> None:
    grade = scored(make)
    assert [one.reason for one in view_of(grade).items] == ["Your words say this."]
    hidden = grade.model_copy(update={"feedback_written": "nothing"})
    assert view_of(hidden).items == ()
    for page in (student_html(student_view(hidden)), student_markdown(student_view(hidden))):
        assert "The averages start at zero" not in page
        assert "too small at first" in page


def test_a_reason_that_a_person_overruled_is_not_told(make) -> None:
    agreed = make.item(status="confirmed")
    overruled = make.item(status="confirmed", item_id="other", points=0.0)
    answer = make.answer(status="confirmed", items=(agreed, overruled))
    view = view_of(make.grade(rubric=(answer,), feedback_written="items"))
    assert [one.reason for one in view.items] == ["Your words say this.", ""]


def test_a_persons_comment_stands_beside_the_answer_and_names_nobody(make) -> None:
    by = Override(
        target="question:why-bias-correction", points=1, reason="Why at first?", by="ta-mary",
        at=make.at,
    )  # fmt: skip
    answer = make.answer(status="confirmed", points=1)
    view = student_view(make.grade(rubric=(answer,), overrides=(by,)))
    assert view.answers[0].comments == ("Why at first?",)
    assert view.decisions == ()
    page = student_html(view)
    assert "Why at first?" in page
    assert "ta-mary" not in page


def test_staff_read_everything_of_a_suggestion(make) -> None:
    answer = make.answer(
        flags=("shuffled",), misconceptions=("replaces",), notices=("no model",),
        interval=(0.5, 1.5), calibration="abc", source="answers.md#why",
    )  # fmt: skip
    page = staff_html(make.grade(rubric=(answer,)))
    for shown in (
        "shuffled", "replaces", "no model", "0.5 to 1.5", "abc", "answers.md#why", "lexical/1",
        "suggested", "Your words say this.", "<mark>",
    ):  # fmt: skip
        assert shown in page
