import pytest

from autograder.calibration import read_grades
from autograder.errors import SpecError


@pytest.fixture
def read(tmp_path, questions):
    def from_text(text):
        file = tmp_path / "grades.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_grades(file, questions)

    return from_text


def test_a_row_is_blind_unless_it_says_no(read) -> None:
    found = read(
        "question,answer,points,blind,group,item:i0\n"
        'momentum,"It averages,\nand damps.",2.5,,b,1\n'
        "dropout,nothing,0,no,,\n"
    )
    assert [one.blind for one in found] == [True, False]
    assert found[0].answer == "It averages,\nand damps."
    assert found[0].points == 2.5
    assert found[0].items == {"i0": 1}


def test_a_decimal_comma_and_a_byte_order_mark_are_read(read) -> None:
    assert read('\ufeffquestion,answer,points\nmomentum,x,"1,5"\n')[0].points == 1.5


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("question,answer\n", "csv:1: the column 'points' is missing"),
        ("question,answer,points,name\n", "csv:1: the column 'name' is unknown"),
        ("question,answer,points,points\n", "csv:1: the column 'points' is twice"),
        ("", "csv:1: the column 'question' is missing"),
        ("question,answer,points\n", "found none"),
        ("question,answer,points\nmomentun,x,1\n", "csv:2: no question 'momentun'; the rubric"),
        ("question,answer,points\nmomentum,x,4\n", "csv:2: points: expected .* 0 to 3, found '4'"),
        ("question,answer,points\nmomentum,x,nan\n", "csv:2: points: .* found 'nan'"),
        ("question,answer,points\nmomentum,x,\n", "csv:2: points: .* found ''"),
        ("question,answer,points\nmomentum,x,y,1\n", "csv:2: expected as many .* found more"),
        ("question,answer,points\nmomentum,x\n", "csv:2: expected as many .* found fewer"),
        ("question,answer,points,blind\nmomentum,x,1,maybe\n", "csv:2: blind: expected yes or no"),
        ("question,answer,points,item:i9\n", "csv:1: the column 'item:i9' is unknown"),
        ("question,answer,points,item:i0\nmomentum,x,1,2\n", "item:i0: expected a number from 0"),
        (b"question,answer,points\nmomentum,\xff,1\n", "csv:2: expected UTF-8"),
        ('question,answer,points\nmomentum,"x"y,1\n', "csv:2: expected a CSV file"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(read, text, words) -> None:
    with pytest.raises(SpecError, match=words):
        read(text)


def test_a_file_that_is_not_there_is_named(tmp_path, questions) -> None:
    with pytest.raises(SpecError, match=r"none\.csv' cannot be read"):
        read_grades(tmp_path / "none.csv", questions)
