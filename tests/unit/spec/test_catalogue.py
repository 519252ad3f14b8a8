import shutil
from pathlib import Path

import pytest

from autograder.errors import SpecError
from autograder.model import Catalogue
from autograder.spec import (
    edited,
    lint_assignment,
    load_assignment,
    load_catalogue,
    read_handout,
    reference_submission,
    suite_hash,
    with_conventions,
)

MISTAKES = """\
[[mistake]]
id = "off_by_one"
file = "step.py"
find = "x = 1"
replace = "x = 2"
fails = ["step"]
max_loss = 3
says = "one too many"
when = { sign = "plus" }

[[variant]]
convention = "sign"
value = "plus"
says = "this is the step up"

[[variant]]
convention = "sign"
value = "minus"
says = "this is the step down"
fails = ["step"]

[[variant.edit]]
file = "step.py"
find = "x = 1"
replace = "x = -1"

[[equivalent]]
file = "step.py"
line = "x = 1"
mutated = "x = +1"
reason = "the same number"
"""


@pytest.fixture
def folder(folder: Path) -> Path:
    """The small course with one convention of two values."""
    (folder / "mistakes.toml").write_text(MISTAKES)
    choose(folder, "plus")
    return folder


def choose(folder: Path, value: str, name: str = "sign") -> None:
    file = folder / "assignment.toml"
    text = file.read_text().split("[conventions]")[0]
    file.write_text(text + f'[conventions]\n{name} = "{value}"\n')


def source(folder: Path) -> str:
    return reference_submission(load_assignment(folder)).files[0].content.decode()


def test_all_entries_are_read(folder: Path) -> None:
    catalogue = load_catalogue(load_assignment(folder))
    (mistake,) = catalogue.mistakes
    assert (mistake.id, mistake.fails, mistake.max_loss) == ("off_by_one", ("step",), 3)
    assert mistake.when == (("sign", "plus"),)
    assert mistake.edits[0].place == "assignments/small-steps/mistakes.toml:4"
    assert catalogue.values_of("sign") == ("plus", "minus")
    assert catalogue.variant("sign", "minus").edits[0].replace == "x = -1"
    assert catalogue.equivalents[0].mutated == "x = +1"


def test_no_file_is_an_empty_catalogue(folder: Path) -> None:
    (folder / "mistakes.toml").unlink()
    file = folder / "assignment.toml"
    file.write_text(file.read_text().split("[conventions]")[0])
    assert load_catalogue(load_assignment(folder)) == Catalogue()


def test_the_reference_follows_the_convention_that_the_course_chose(folder: Path) -> None:
    assert "x = 1" in source(folder)
    plain = suite_hash(load_assignment(folder), hidden=True)
    choose(folder, "minus")
    assert "x = -1" in source(folder)
    assert suite_hash(load_assignment(folder), hidden=True) != plain


def test_another_value_can_be_tried_without_changing_a_file(folder: Path) -> None:
    other = with_conventions(load_assignment(folder), (("sign", "minus"),))
    assert b"x = -1" in reference_submission(other).files[0].content


def test_a_mistake_is_an_edit_handed_in_by_a_student_of_its_name(folder: Path) -> None:
    assignment = load_assignment(folder)
    (mistake,) = load_catalogue(assignment).mistakes
    wrong = edited(reference_submission(assignment), mistake.edits, mistake.id)
    assert b"x = 2" in wrong.files[0].content
    assert wrong.student.id == wrong.id == "off_by_one"
    assert wrong.digest != reference_submission(assignment).digest


@pytest.mark.parametrize(("text", "count"), [("x = 1\nx = 1\n", 2), ("y = 1\n", 0)])
def test_a_text_that_does_not_occur_once_names_its_line(
    folder: Path, text: str, count: int
) -> None:
    assignment = load_assignment(folder)
    (assignment.reference / "step.py").write_text(text)  # type: ignore[operator]
    (mistake,) = load_catalogue(assignment).mistakes
    with pytest.raises(SpecError, match=rf"mistakes\.toml:4: .*found it {count} times"):
        edited(reference_submission(assignment), mistake.edits, mistake.id)


BROKEN = {
    "unknown key": ('says = "one', 'say = "one', 8, ["'say' of [[mistake]] number 1", "'says'"]),
    "unknown key of an edit": (
        'find = "x = 1"\nreplace = "x = -1"',
        'fnd = "x = 1"\nreplace = "x = -1"',
        24,
        ["'fnd' of [[variant.edit]] number 1 of [[variant]] number 2", "did you mean 'find'?"],
    ),
    "no max_loss": ("max_loss = 3\n", "", 1, ["'max_loss'", "`max_loss = 2`"]),
    "max_loss of nothing": ("max_loss = 3", "max_loss = 0", 7, ["a value greater than 0"]),
    "half an edit": ('replace = "x = 2"\n', "", 1, ["file, find and replace together"]),
    "no edit": (
        'file = "step.py"\nfind = "x = 1"\nreplace = "x = 2"\n',
        "",
        1,
        ["write what the mistake changes"],
    ),
    "an edit that changes nothing": ("x = 2", "x = 1", 5, ["another text than `find`"]),
    "an id in capitals": ("off_by_one", "OffByOne", 2, ["lower-case words"]),
    "an unknown task": ('["step"]\nmax', '["stop"]\nmax', 6, ["did you mean 'step'?"]),
    "an unknown file": ('"step.py"\nfind = "x = 1"\nreplace = "x = 2"',
        '"stop.py"\nfind = "x = 1"\nreplace = "x = 2"', 3, ["a name of `submit`"]),
    "an unknown value": ('when = { sign = "plus" }', 'when = { sign = "pls" }', 9, ["'plus'?"]),
    "the same value twice": ('value = "minus"', 'value = "plus"', 18, ["one variant for each"]),
    "no variant without edits": (
        'value = "plus"\n',
        'value = "plus"\nfile = "step.py"\nfind = "x"\nreplace = "y"\n',
        11,
        ["exactly one variant of 'sign' without edits", "found 0"],
    ),
    "an equivalent of no file": ('"step.py"\nline', '"stop.py"\nline', 28, ["'file' of [[equi"]),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_entry_is_refused_with_its_line(folder: Path, case: str) -> None:
    old, new, line, words = BROKEN[case]
    assert MISTAKES.count(old) == 1
    (folder / "mistakes.toml").write_text(MISTAKES.replace(old, new))
    with pytest.raises(SpecError) as caught:
        load_catalogue(load_assignment(folder))
    message = str(caught.value)
    assert message.startswith(f"assignments/small-steps/mistakes.toml:{line}: "), message
    for word in words:
        assert word in message, message
    assert message in lint_assignment(folder)


def test_an_unknown_value_names_those_that_variants_know(folder: Path) -> None:
    choose(folder, "pluss")
    with pytest.raises(SpecError, match=r"'sign' of \[conventions\].*'plus', 'minus'.*mean 'plus'"):
        load_assignment(folder)


def test_a_convention_without_variants_is_refused(folder: Path) -> None:
    choose(folder, "half", name="l2")
    with pytest.raises(SpecError, match=r"\[\[variant\]\] of 'l2'"):
        load_assignment(folder)


def test_variants_of_a_convention_that_was_not_chosen_are_refused(folder: Path) -> None:
    file = folder / "assignment.toml"
    file.write_text(file.read_text().split("[conventions]")[0])
    with pytest.raises(SpecError, match=r"add it to \[conventions\]"):
        load_catalogue(load_assignment(folder))


def test_a_students_template_needs_no_variants(folder: Path, tmp_path: Path) -> None:
    template = tmp_path / "download" / "small-steps"
    shutil.copytree(folder, template)
    (template / "mistakes.toml").unlink()
    assert load_assignment(template).conventions == (("sign", "plus"),)


def test_lint_finds_several_things_at_once(folder: Path) -> None:
    file = folder / "assignment.toml"
    file.write_text(file.read_text().replace("points = 4", "points = 0").replace("1.0", ""))
    (folder / "mistakes.toml").write_text(MISTAKES.replace("max_loss = 3", "max_loss = -3"))
    found = lint_assignment(folder)
    assert [finding.split(":")[1] for finding in found] == ["3", "14", "7"]


HANDOUT = """\
# Small steps
<!-- WHEN sign = "plus" -->
## Task 1: One step
<!-- END WHEN -->
<!-- WHEN sign = "minus" -->
## One step back
<!-- END WHEN -->
## Many steps
"""


def test_the_handout_keeps_the_blocks_that_hold(folder: Path) -> None:
    (folder / "README.md").write_text(HANDOUT)
    expected = "# Small steps\n## Task 1: One step\n## Many steps\n"
    assert read_handout(load_assignment(folder)) == expected
    choose(folder, "minus")
    text = read_handout(load_assignment(folder))
    assert text == "# Small steps\n## One step back\n## Many steps\n"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("<!-- END WHEN -->\n## Many", "## Many", 5),
        ("# Small steps\n", "<!-- END WHEN -->\n", 1),
        ("<!-- END WHEN -->\n<!-- WHEN", "<!-- WHEN", 4),
        ('sign = "minus" -->', "sign = minus -->", 5),
        ('sign = "minus"', 'sine = "minus"', 5),
        ('sign = "minus"', 'sign = "minis"', 5),
    ],
)
def test_a_block_that_is_wrong_names_its_line(folder: Path, old: str, new: str, line: int) -> None:
    assert HANDOUT.count(old) == 1
    (folder / "README.md").write_text(HANDOUT.replace(old, new))
    with pytest.raises(SpecError, match=rf"README\.md:{line}: "):
        load_assignment(folder)
