"""`autograder grade` with input that cannot be right: exit 2, and words that say what to do."""

import pytest


def refused(ended):
    assert ended.code == 2, ended
    assert ended.out == ""
    return ended.err


def grade(place, slug="sums", submissions="class", *more, out="out"):
    where = ("-o", out, "--course", "course", "--sandbox", "process")
    return place.run("grade", slug, submissions, *where, *more)


def test_an_unknown_assignment_names_the_nearest(place):
    place.hand_in("ada")
    assert "did you mean 'sums'?" in refused(grade(place, "sum"))


def test_no_course_says_where_to_go(place):
    place.hand_in("ada")
    words = refused(place.run("grade", "sums", "class", "-o", "out"))
    assert "assignments" in words


def test_an_unknown_task_names_the_tasks(place):
    place.hand_in("ada")
    words = refused(grade(place, "sums", "class", "--only", "duble"))
    assert "no task 'duble'" in words
    assert "double, total" in words


def test_an_unknown_student_names_the_class(place):
    place.hand_in("ada")
    words = refused(grade(place, "sums", "class", "--student", "ada", "--student", "eve"))
    assert "no submission of 'eve'" in words
    assert "found: ada" in words


def test_submissions_that_are_not_there_are_named(place):
    assert "nothing at 'class'" in refused(grade(place))


def test_an_empty_folder_has_no_submission(place):
    (place.folder / "class").mkdir()
    words = refused(grade(place))
    assert "no submission to grade in 'class'" in words


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("points = 4", 'points = "four"', "assignment.toml:14: 'points' of [[task]] number 1"),
        ('version = "1.0"', "version = ", "assignment.toml:3: expected TOML"),
        ('title = "Sums"', 'titel = "Sums"', "did you mean 'title'?"),
        ('id = "total"', 'id = "sum"', "sum"),
        ("points = 4", "points = 5", "total"),
    ],
)
def test_a_broken_assignment_is_blamed_in_words(place, old, new, words):
    place.hand_in("ada")
    place.toml.write_text(place.toml.read_text().replace(old, new))
    assert words in refused(grade(place))


def test_a_suite_that_its_reference_fails_grades_nobody(place):
    place.hand_in("ada")
    reference = place.course / "reference/sums/work.py"
    reference.write_text(reference.read_text().replace("2 * x", "4 * x"))
    words = refused(grade(place))
    assert "the reference does not pass its own suite" in words
    assert "test_double" in words
    assert not list(place.out.glob("*/grade.json"))


def test_a_suite_with_a_syntax_error_is_named(place):
    place.hand_in("ada")
    (place.course / "assignments/sums/tests/public/test_double.py").write_text("def test_(:\n")
    assert "test_double.py" in refused(grade(place))


@pytest.mark.parametrize("roster", ["name\nAda\n", "id\nada\nada\n"])
def test_a_roster_that_cannot_be_right_is_refused(place, roster):
    place.hand_in("ada")
    (place.folder / "class/roster.csv").write_text(roster)
    assert "roster.csv:" in refused(grade(place))


def test_an_unknown_sandbox_names_those_there_are(place):
    place.hand_in("ada")
    words = refused(place.run(*place.grade_command("--sandbox", "jail")))
    assert "docker, process" in words


def test_a_runtime_without_containers_is_refused(place):
    place.hand_in("ada")
    assert "--runtime" in refused(grade(place, "sums", "class", "--runtime", "runsc"))


@pytest.mark.parametrize("out", ["class", "class/graded"])
def test_results_among_the_submissions_are_refused(place, out):
    place.hand_in("ada")
    assert "name a folder elsewhere" in refused(grade(place, out=out))
    assert [path.name for path in (place.folder / "class").iterdir()] == ["ada"]


@pytest.mark.parametrize("out", ["file", "file/out"])
def test_results_into_a_file_are_refused(place, out):
    place.hand_in("ada")
    (place.folder / "file").touch()
    assert "not a folder" in refused(grade(place, out=out))


def test_an_empty_secret_is_refused(place):
    place.hand_in("ada")
    (place.course / ".autograder").mkdir()
    (place.course / ".autograder/secret").touch()
    assert "secret" in refused(grade(place))


def test_a_class_list_that_is_not_there_is_named(place):
    place.hand_in("ada")
    words = refused(grade(place, "sums", "class", "--roster", "nobody.csv"))
    assert "no class list 'nobody.csv': expected a CSV file" in words


def test_grades_of_some_tasks_never_take_the_place_of_whole_ones(place):
    place.hand_in("ada")
    assert grade(place).code == 0
    words = refused(grade(place, "sums", "class", "--only", "double"))
    assert "holds grades of 'sums' (all tasks)" in words
    assert "of 'sums' (only double): name another folder with -o" in words


def test_a_folder_with_grades_of_another_assignment_is_left_alone(place):
    place.hand_in("ada")
    (place.folder / "out").mkdir()
    record = '{"extent": "all tasks", "assignment": "products", "missing": [], "strangers": []}'
    (place.folder / "out" / ".class.json").write_text(record)
    assert "holds grades of 'products' (all tasks)" in refused(grade(place))
