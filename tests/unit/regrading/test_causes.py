"""What is not as it was is named, one by one, and only what must run runs."""

import pytest

from autograder.regrading import causes_of
from autograder.regrading.causes import runs_checks


def told(grade, present):
    return [(cause.kind, cause.what) for cause in causes_of(grade, present)]


def test_a_grade_that_would_be_the_same_has_no_cause(make):
    assert told(make.grade(4), make.present()) == []


@pytest.mark.parametrize(
    ("changed", "kind", "what"),
    [
        ({"tests/hidden/test_total.py": "x"}, "suite", "tests/hidden/test_total.py changed"),
        ({"tests/hidden/test_new.py": "x"}, "suite", "tests/hidden/test_new.py is new"),
        ({"reference/work.py": None}, "suite", "reference/work.py was taken out"),
        ({"limits.call_seconds": "20"}, "limits", "call_seconds 10 -> 20"),
        ({"conventions.l2": "full"}, "conventions", "l2 half -> full"),
        ({"conventions.eps": "in"}, "conventions", "eps none -> in"),
    ],
)
def test_a_changed_part_of_the_suite_is_named(make, changed, kind, what):
    parts = {name: value for name, value in (make.parts | changed).items() if value is not None}
    assert told(make.grade(4), make.present(parts=parts)) == [(kind, what)]


def test_a_grade_that_names_no_parts_says_only_that_the_suite_changed(make):
    found = told(
        make.grade(4, parts={}), make.present(parts=make.parts | {"reference/work.py": "x"})
    )
    assert [kind for kind, _ in found] == ["suite"]
    assert "does not say" in found[0][1]


def test_a_comment_in_the_settings_is_named_as_such(make):
    grade = make.grade(4, manifest={"suite_hash": "another"})
    assert "such as a comment" in told(grade, make.present())[0][1]


@pytest.mark.parametrize(
    ("update", "what"),
    [
        ({"packages": {"numpy": "2.2", "python": "3.12"}}, "image numpy: numpy 2.1 -> 2.2"),
        ({"digest": "sha256:2"}, "built anew, with the same packages"),
        ({"name": "torch"}, "image numpy is no longer used"),
    ],
)
def test_another_image_says_what_in_it_differs(make, update, what):
    present = make.present(image=make.image.model_copy(update=update))
    ((kind, found),) = told(make.grade(4), present)
    assert kind == "image"
    assert what in found


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"version": "1.1"}, "version"),
        ({"sandbox": "process"}, "sandbox"),
        ({"seed_id": "j"}, "seed"),
        ({"autograder": "2"}, "autograder"),
        ({"rubric_hash": "q"}, "rubric"),
    ],
)
def test_everything_else_that_a_grade_depends_on_is_a_cause(make, fields, kind):
    assert [cause.kind for cause in causes_of(make.grade(4), make.present(**fields))] == [kind]


def test_a_changed_rubric_alone_runs_no_check(make):
    rubric = causes_of(make.grade(4), make.present(rubric_hash="q"))
    both = causes_of(make.grade(4), make.present(rubric_hash="q", version="2"))
    assert not runs_checks(rubric)
    assert runs_checks(both)
