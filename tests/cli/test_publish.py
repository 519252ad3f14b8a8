"""`autograder publish`: templates for students."""

import zipfile


def test_a_template_is_written_zipped_and_then_up_to_date(place):
    ended = place.run("publish", "sums", "--course", "course", "--zip")
    assert ended.code == 0, ended
    template = place.course / "student_template" / "sums"
    assert "SOLUTION" not in (template / "work.py").read_text()
    assert "2 * x" not in (template / "work.py").read_text()
    names = zipfile.ZipFile(template.with_suffix(".zip")).namelist()
    assert any(name.endswith("work.py") for name in names)
    assert not any("hidden" in name for name in names)
    ended = place.run("publish", "--check", "--course", "course")
    assert ended.code == 0
    assert "up to date" in ended.out


def test_a_stale_template_fails_the_check_and_is_left_alone(place):
    assert place.run("publish", "--course", "course").code == 0
    work = place.course / "student_template" / "sums" / "work.py"
    work.write_text("# by hand\n")
    ended = place.run("publish", "sums", "--check", "--course", "course")
    assert ended.code == 1
    assert "run `autograder publish sums`" in ended.out
    assert work.read_text() == "# by hand\n"


def test_an_unknown_assignment_names_the_nearest(place):
    ended = place.run("publish", "sumz", "--course", "course")
    assert ended.code == 2
    assert "did you mean 'sums'?" in ended.err


def test_a_course_without_assignments_is_said(place):
    (place.folder / "empty" / "assignments").mkdir(parents=True)
    ended = place.run("publish", "--course", "empty")
    assert ended.code == 2
    assert "no assignment in" in ended.err
