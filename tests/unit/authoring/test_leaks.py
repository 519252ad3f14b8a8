from pathlib import Path

import pytest

from autograder.authoring import publish
from autograder.authoring.leaks import prove_nothing_leaked
from autograder.authoring.template import build_template
from autograder.errors import SpecError
from autograder.model import Assignment

LEAKS = {
    "solution": ("velocity = -rate * dw * math.cos(0)", "the solution"),
    "solution commented out": ("    # velocity = -rate * dw * math.cos(0)", "the solution"),
    "comment of the solution": ("# Downhill, against the gradient.", "the solution"),
    "answer": ("> Because the loss falls fastest there.", "the solution"),
    "hidden test": ("    third_point = submission.step(2, 1, 0.5)", "a hidden test"),
    "mistake": ("your step climbs instead of descending", "mistakes.toml"),
    "replaced code": ("velocity = +rate * dw", "mistakes.toml"),
}


@pytest.mark.parametrize("case", LEAKS)
@pytest.mark.parametrize("file", ["step.py", "answers.md", "assignment.toml"])
def test_a_secret_line_in_a_template_is_refused(
    assignment: Assignment, case: str, file: str
) -> None:
    line, origin = LEAKS[case]
    files = build_template(assignment)
    prove_nothing_leaked(assignment, files)
    files[file] += f"\n{line}\n".encode()
    with pytest.raises(SpecError, match=rf"{file}:\d+: expected nothing of {origin}"):
        prove_nothing_leaked(assignment, files)


def test_a_public_test_may_not_show_the_solution(assignment: Assignment) -> None:
    files = build_template(assignment)
    files["tests/public/test_step.py"] += b"\n    velocity = -rate * dw * math.cos(0)\n"
    with pytest.raises(SpecError, match=r"test_step\.py:\d: expected nothing of the solution"):
        prove_nothing_leaked(assignment, files)


def test_a_secret_in_a_kept_file_stops_the_publishing(assignment: Assignment, target: Path) -> None:
    (target / "tests" / "public").mkdir(parents=True)
    old = target / "tests" / "public" / "test_old.py"
    old.write_text((assignment.folder / "tests" / "hidden" / "test_step.py").read_text())
    with pytest.raises(SpecError, match=r"test_old\.py:\d: expected nothing of a hidden test"):
        publish(assignment, target)
    assert old.exists()


def test_a_line_shown_in_a_public_test_is_no_secret(assignment: Assignment) -> None:
    public = assignment.folder / "tests" / "public" / "test_step.py"
    public.write_text(public.read_text() + "    assert third_point == 1.5\n")
    prove_nothing_leaked(assignment, build_template(assignment))


def test_a_hidden_test_that_is_public_as_well_is_refused(assignment: Assignment) -> None:
    hidden = assignment.folder / "tests" / "hidden" / "test_step.py"
    public = assignment.folder / "tests" / "public" / "test_other.py"
    public.write_text("# moved\n" + hidden.read_text().replace("1.5", "1.50"))
    with pytest.raises(SpecError, match=r"a test of tests/hidden/test_step\.py is published"):
        prove_nothing_leaked(assignment, build_template(assignment))


def test_a_handout_may_quote_a_line_and_the_report_says_so(
    assignment: Assignment, target: Path
) -> None:
    handout = assignment.folder / "README.md"
    handout.write_text(handout.read_text() + "    velocity = -rate * dw * math.cos(0)\n")
    report = publish(assignment, target)
    assert report.proof.quoted == (
        "README.md:6 quotes the solution: velocity = -rate * dw * math.cos(0)",
    )


def test_a_line_that_the_template_needs_is_no_leak(course: Path, assignment: Assignment) -> None:
    reference = course / "reference" / "steps" / "step.py"
    reference.write_text(
        reference.read_text() + "\n\ndef other(w, velocity):\n    return w + velocity\n"
    )
    assert b"return w + velocity" in build_template(assignment)["step.py"]
    prove_nothing_leaked(assignment, build_template(assignment))


@pytest.mark.parametrize(
    "name", ["tests/hidden/test_step.py", "mistakes.toml", "submissions/right/step.py"]
)
def test_a_handout_may_not_link_to_what_is_hidden(assignment: Assignment, name: str) -> None:
    handout = assignment.folder / "README.md"
    handout.write_text(handout.read_text() + f"[see]({name})\n")
    with pytest.raises(SpecError, match="expected links to published files"):
        build_template(assignment)


@pytest.mark.parametrize(
    "name", ["../../reference/steps/step.py", "/etc/passwd", "no.svg", "step.svg#a"]
)
def test_a_link_out_of_the_folder_copies_nothing(assignment: Assignment, name: str) -> None:
    before = build_template(assignment).keys()
    handout = assignment.folder / "README.md"
    handout.write_text(handout.read_text() + f'[see]({name}) <img src="{name}">\n')
    assert build_template(assignment).keys() == before


def test_what_a_rubric_asks_is_shown_and_what_it_wants_is_not(assignment: Assignment) -> None:
    (assignment.folder / "rubric.toml").write_text(
        '[[question]]\nprompt = "Why does it go downhill?"\n'
        '[[question.item]]\nstatement = "Names the steepest descent."\n'
    )
    files = build_template(assignment)
    files["answers.md"] += b"Why does it go downhill?\n"
    prove_nothing_leaked(assignment, files)
    files["answers.md"] += b"Names the steepest descent.\n"
    with pytest.raises(SpecError, match=r"expected nothing of mistakes\.toml or rubric\.toml"):
        prove_nothing_leaked(assignment, files)
