from pathlib import Path

from autograder.cli.closing import MOST_ROWS, next_steps, show_class
from autograder.cli.progress import Progress
from autograder.model import ClassList, Student

NOBODY = ClassList(assignment="optimizers")


def grades(*ended):
    return [one.grade for one in ended]


def test_after_a_class_without_trouble_one_step_is_left(ended):
    steps = next_steps(grades(ended()), Path("out"), NOBODY).split("\n")
    assert steps[1:] == [
        "next:",
        "  open out/summary.html (the class); out/gradebook.csv opens in a spreadsheet",
    ]


def test_what_is_left_is_counted_with_what_to_do(ended):
    people = ClassList(assignment="optimizers", missing=(Student(id="zoe"),))
    class_ = grades(
        ended("ada", points=15, waiting=5),
        ended("bo", points=15, waiting=5),
        ended("chi", points=None, status="error"),
        ended("dan", points=0, status="unreadable"),
    )
    steps = next_steps(class_, Path("my out"), people)
    command = "autograder review export 'my out' optimizers -o sheet.csv"
    assert f"2 answers wait for a person (10 points): {command}" in steps
    assert "1 not graded: run the same command again" in steps
    assert "1 could not be read" in steps
    assert "1 of the roster handed in nothing" in steps


def test_a_large_class_is_told_in_numbers_and_by_its_odd_ones(ended, capsys):
    class_ = [ended(f"s{n:02}", points=12) for n in range(MOST_ROWS)]
    class_.append(ended("chi", points=0, status="unreadable"))
    show_class(grades(*class_), Path("out"), Progress(len(class_)))
    shown = capsys.readouterr().out
    assert "chi" in shown
    assert "s01" not in shown
    assert "mean 11.71, median 12 of 20 points; every student stands in out/summary.html" in shown


def test_a_small_class_is_a_table(ended, capsys):
    show_class(grades(ended("ada"), ended("bo")), Path("out"), Progress(2))
    shown = capsys.readouterr().out
    assert "ada" in shown
    assert "bo" in shown


def test_a_mean_of_some_says_of_how_many(ended, capsys):
    class_ = [ended(f"s{n:02}", points=12, waiting=5) for n in range(MOST_ROWS)]
    show_class(grades(*class_, ended("bo", points=15)), Path("out"), Progress(len(class_) + 1))
    assert (
        "mean 15, median 15 of 20 points, of the 1 with a final total;" in capsys.readouterr().out
    )
