"""An error carried forward costs nothing; the reference answers, and gives nothing else away."""

import pytest

from autograder.follow_through import better, due, stubbed
from autograder.model import CheckResult, Outcome

NOTE = (
    "counted with the reference's layers.py: carrying an earlier error forward costs nothing here"
)


def result(name, task, outcome=Outcome.PASSED, points=0.0, failure=""):
    return CheckResult(
        name=name, task=task, outcome=outcome, points=points, max_points=2, failure=failure
    )


def failed(name, task, failure="value"):
    return result(name, task, Outcome.FAILED, failure=failure)


@pytest.fixture
def wrong_layers(layers):
    return layers.replace("x @ w + b", "x @ w - b")


def test_nothing_is_due_while_the_earlier_file_is_whole(assignment):
    checks = [result("a", "layers", points=2), failed("b", "net")]
    assert due(assignment, checks) == {}


def test_the_failed_checks_alone_are_due(assignment):
    checks = [failed("a", "layers"), failed("b", "net"), result("c", "net", points=2)]
    assert due(assignment, checks) == {("layers.py",): ["b"]}


def test_our_own_fault_in_the_earlier_file_is_no_lost_point(assignment):
    ours = result("a", "layers", Outcome.ERROR, failure="infrastructure")
    assert due(assignment, [ours, failed("b", "net")]) == {}


def test_a_missing_result_is_not_run_again(assignment):
    missing = result("b", "net", Outcome.MISSING, failure="missing")
    assert due(assignment, [failed("a", "layers"), missing]) == {}


def test_the_better_result_counts_and_says_how():
    first, second = failed("b", "net"), result("b", "net", points=2)
    counted = better(first.model_copy(update={"output": "mine"}), second, ["layers.py"])
    assert (counted.outcome, counted.note, counted.output) == (Outcome.PASSED, NOTE, "mine")
    assert better(second, first, ["layers.py"]) is second
    assert better(first, first.model_copy(update={"message": "other"}), ["layers.py"]) is first


def test_a_second_run_that_our_machine_spoilt_is_blank():
    ours = result("b", "net", Outcome.ERROR, failure="infrastructure")
    assert better(failed("b", "net"), ours, ["layers.py"]).outcome is Outcome.ERROR


def test_a_file_that_loads_stays_the_students_own(assignment, submit, wrong_layers):
    work = submit(layers=wrong_layers)
    assert stubbed(assignment, work, ["layers.py"], [failed("a", "layers")]) == work
    unread = stubbed(assignment, work, ["layers.py"], [failed("a", "layers", "import")])
    texts = {file.path: file.content for file in unread.files}
    assert b"@" not in texts["layers.py"]
    assert texts["net.py"] == {f.path: f.content for f in work.files}["net.py"]


def test_wrong_layers_cost_the_net_nothing(grader, submit, points, wrong_layers):
    heard = []
    grade = grader.grade(submit(layers=wrong_layers), on_result=heard.append)
    assert points(grade) == {"layers": 2, "net": 6}
    notes = {check.name: check.note for check in grade.checks}
    assert notes["public/test_net.py::test_forward"] == NOTE
    assert notes["hidden/test_layers.py::test_affine"] == ""
    last = {check.name: check for check in heard}
    assert last["public/test_net.py::test_forward"].note == NOTE


@pytest.mark.parametrize("text", ["def affine(x, w, b:\n", "import sys\nsys.exit(0)\n", None, ""])
def test_layers_that_cannot_be_used_cost_the_net_nothing(grader, submit, points, text):
    assert points(grader.grade(submit(layers=text))) == {"layers": 0, "net": 6}


def test_a_net_with_a_fault_of_its_own_gains_nothing_by_it(
    grader, submit, points, wrong_layers, net
):
    grade = grader.grade(submit(wrong_layers, net.replace("affine(x,", "affine(2 * x,")))
    assert points(grade)["net"] == 0
    assert {check.note for check in grade.checks} == {""}


def test_the_students_own_helper_functions_stay_usable(grader, submit, points, wrong_layers, net):
    helper = "\n\ndef rectify(x):\n    return x * (x > 0)\n"
    using = net.replace("np.maximum(hidden, 0)", "rectify(hidden)")
    using = using.replace("import affine,", "import rectify, affine,")
    grade = grader.grade(submit(wrong_layers + helper, using))
    assert points(grade) == {"layers": 2, "net": 6}


def test_right_layers_are_never_answered_for(grader, submit, points, net):
    grade = grader.grade(submit(net=net.replace("affine(x,", "affine(2 * x,")))
    assert points(grade) == {"layers": 4, "net": 0}


def test_files_loaded_once_for_all_tests_are_answered_for_too(
    assignment, sandbox, submit, points, wrong_layers
):
    from autograder.grading import Grader

    once = assignment.model_copy(update={"load": "once"})
    with Grader(once, sandbox, secret=b"secret") as grader:
        assert points(grader.grade(submit(layers=wrong_layers))) == {"layers": 2, "net": 6}


def test_without_a_reference_nothing_is_run_again(assignment, sandbox, submit, wrong_layers):
    from autograder.grading import Grader

    template = assignment.model_copy(update={"reference": None})
    with Grader(template, sandbox, secret=b"secret", hidden=False) as grader:
        grade = grader.grade(submit(layers=wrong_layers))
    assert [(check.outcome, check.note) for check in grade.checks] == [(Outcome.FAILED, "")]
