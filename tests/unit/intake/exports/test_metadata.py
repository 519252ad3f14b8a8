import pytest

from autograder.errors import SubmissionError
from autograder.intake.exports.metadata import read_metadata

ONE = "submission_1:\n  :submitters:\n  - :name: Ada\n    :sid: '1'\n    :email: a@x.org\n"


def students(text):
    return [
        (one.id, one.name, one.email) for entry in read_metadata(text) for one in entry.students
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ada", "Ada"),
        ("'O''Neil'", "O'Neil"),
        ('"Bo \\"Peep\\" \\u00e9"', 'Bo "Peep" \u00e9'),
        ("", ""),
        ("~", ""),
        ("'null'", "null"),
        ("*alias", ""),
        ("&anchor Ada", ""),
        ("!ruby/object:Kernel Ada", ""),
        ("!!python/object/apply:os.system [ls]", ""),
        ('"\\ud800"', ""),
        ('"cut', ""),
        ("Ada # no comment", ""),
    ],
)
def test_a_name_is_read_as_plain_text_or_left_out(written, read):
    assert students(ONE.replace("Ada", written)) == [("1", read, "a@x.org")]


@pytest.mark.parametrize("sid", ["*one", "&one 1", "|-", "[1, 2]", "!binary 1", "'1", '"1'])
def test_an_id_that_is_not_plain_text_is_refused_by_its_line(sid):
    with pytest.raises(SubmissionError, match=r"submission_metadata\.yml:4: expected the id"):
        read_metadata(ONE.replace("'1'", sid))


def test_a_name_over_several_lines_forges_no_id():
    text = ONE.replace("Ada", '"Ada\n      :sid: 2\n      \\ Lovelace"')
    assert students(text) == [("1", "", "a@x.org")]
    text = ONE.replace("Ada", "|-\n      Ada\n      - :sid: 2")
    assert students(text) == [("1", "", "a@x.org")]


def test_what_students_printed_is_never_read():
    text = (
        ONE
        + "  :results:\n    output: |\n      submission_2:\n        :submitters:\n  - :sid: '6'\n"
    )
    assert students(text) == [("1", "Ada", "a@x.org")]


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\n",
        "- submission_1\n",
        "{submission_1: {}}\n",
        "../../etc/passwd:\n",
        "submission_1: !!python/name:os.system\n",
        "<html>\n",
        "\tsubmission_1:\n",
    ],
)
def test_other_yaml_is_refused_at_its_first_line(text):
    with pytest.raises(SubmissionError, match=r"submission_metadata\.yml:1: expected"):
        read_metadata(text)


def test_a_submission_that_is_there_twice_is_refused():
    with pytest.raises(SubmissionError, match=r":6: expected 'submission_1' only once"):
        read_metadata(ONE + ONE)


def test_a_group_is_all_of_its_students():
    text = ONE + "  - :name: Bo\n    :sid: '2'\n    :email: b@x.org\n"
    assert students(text) == [("1", "Ada", "a@x.org"), ("2", "Bo", "b@x.org")]


def test_lists_may_be_indented_and_lines_end_as_on_windows():
    text = ONE.replace("  - ", "    - ").replace("\n    :", "\n      :").replace("\n", "\r\n")
    assert students("---\r\n" + text) == [("1", "Ada", "a@x.org")]


def test_who_has_no_id_is_known_by_the_address_and_else_not_at_all():
    assert students(ONE.replace("'1'", "")) == [("a@x.org", "Ada", "a@x.org")]
    assert students(ONE.replace("'1'", "").replace("a@x.org", "")) == []


def test_a_time_that_cannot_be_read_is_none():
    (entry,) = read_metadata(ONE + "  :created_at: yesterday\n")
    assert entry.submitted_at is None
