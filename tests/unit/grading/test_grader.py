"""One submission, one grade: scored, replayable, and blank where the fault is ours."""

import shutil

import pytest

from autograder.errors import SandboxError, SpecError
from autograder.grading import Grader
from autograder.model import Outcome, Student, SubmittedFile
from autograder.spec import load_assignment

HALF = "def double(x):\n    return 3 * x\n\n\ndef total(x):\n    return x.sum()\n"


def names(results):
    return [result.name for result in results]


def test_a_right_submission_earns_everything(grader, submit):
    grade = grader.grade(submit())
    assert (grade.status, grade.points, grade.max_points) == ("graded", 6, 6)
    assert {check.outcome for check in grade.checks} == {Outcome.PASSED}


def test_a_wrong_function_costs_its_task_only(grader, submit):
    grade = grader.grade(submit(HALF))
    assert {task.id: task.points for task in grade.tasks} == {"total": 4, "double": 0}


def test_every_result_is_handed_on_once_as_it_ends(grader, submit):
    heard = []
    grade = grader.grade(submit(), on_result=heard.append)
    assert sorted(names(heard)) == sorted(names(grade.checks))


def test_what_is_done_is_not_run_again_but_our_own_errors_are(grader, submit):
    first = grader.grade(submit())
    done = list(first.checks[:3])
    done[0] = done[0].model_copy(update={"outcome": Outcome.ERROR, "points": 0.0})
    heard = []
    grade = grader.grade(submit(), done=done, on_result=heard.append)
    assert set(names(grade.checks)) - set(names(heard)) == set(names(done[1:]))
    assert grade.points == 6


def test_results_that_nobody_expected_earn_nothing(grader, submit):
    first = grader.grade(submit(HALF))
    forged = first.checks[0].model_copy(update={"name": "hidden/test_more.py::test_more"})
    grade = grader.grade(submit(HALF), done=[*first.checks, forged])
    assert grade.points == 4
    assert forged.name not in names(grade.checks)


def test_an_unreadable_submission_is_missing_everything_with_the_reason(grader, submit):
    grade = grader.grade(submit(problem="the zip is empty"))
    assert (grade.status, grade.points, grade.problem) == ("unreadable", 0, "the zip is empty")
    assert {check.outcome for check in grade.checks} == {Outcome.MISSING}


def test_work_that_we_could_not_read_is_blank_and_costs_nothing(grader):
    grade = grader.ungraded("ada", Student(id="ada"), "the disk does not answer")
    assert (grade.status, grade.points) == ("error", None)
    assert grade.problem == "the disk does not answer"
    assert len(grade.checks) == 5


class BrokenSandbox:
    """Promises everything and can start nothing."""

    name = "broken"
    guarantees = frozenset()

    def claim(self, spec):
        msg = "the engine is gone"
        raise SandboxError(msg)

    def close(self):
        pass


def test_a_broken_sandbox_blanks_the_grade_and_blames_no_student(assignment, grader, submit):
    with Grader(assignment, BrokenSandbox(), secret=b"secret") as broken:
        broken.adopt(grader.expected())
        grade = broken.grade(submit())
    assert (grade.status, grade.points) == ("error", None)
    assert "the engine is gone" in grade.problem


def test_a_broken_sandbox_cannot_prove_a_suite(assignment):
    with (
        Grader(assignment, BrokenSandbox(), secret=b"secret") as broken,
        pytest.raises(SandboxError, match="the engine is gone"),
    ):
        broken.expected()


def test_one_task_is_graded_against_its_own_points(assignment, sandbox, submit):
    with Grader(assignment, sandbox, secret=b"secret", tasks=["double"]) as grader:
        grade = grader.grade(submit(HALF))
    assert (grade.points, grade.max_points) == (0, 2)
    assert {check.task for check in grade.checks} == {"double"}


def test_an_unknown_task_names_those_there_are(assignment, sandbox):
    with pytest.raises(SpecError, match=r"no task 'sum' .*: double, total"):
        Grader(assignment, sandbox, secret=b"secret", tasks=["sum"])


def test_points_that_do_not_add_up_are_refused(course, sandbox):
    folder = course / "assignments" / "sums"
    toml = folder / "assignment.toml"
    toml.write_text(toml.read_text().replace("points = 4", "points = 5"))
    with (
        Grader(load_assignment(folder), sandbox, secret=b"secret") as grader,
        pytest.raises(SpecError, match="total"),
    ):
        grader.expected()


def test_a_template_without_reference_is_checked_by_what_it_collects(course, sandbox, submit):
    shutil.rmtree(course / "reference")
    assignment = load_assignment(course / "assignments" / "sums")
    with Grader(assignment, sandbox, secret=b"secret", hidden=False) as grader:
        grade = grader.grade(submit(HALF))
    assert [check.outcome for check in grade.checks] == [Outcome.FAILED]


def test_the_manifest_says_what_a_replay_needs_and_no_secret(grader, submit):
    grade = grader.grade(submit())
    made = grade.manifest
    assert made.submission_digest == submit().digest
    assert (made.sandbox, made.isolated) == ("process", False)
    assert [image.name for image in made.images] == ["numpy"]
    assert "secret" not in grade.model_dump_json().replace("secrets", "")


def test_equal_secrets_give_equal_seeds_and_others_do_not(assignment, sandbox, grader, submit):
    seeds = [check.seed for check in grader.grade(submit()).checks]
    with Grader(assignment, sandbox, secret=b"secret") as same:
        assert [check.seed for check in same.grade(submit()).checks] == seeds
        assert same.run_id == grader.run_id
    with Grader(assignment, sandbox, secret=b"another") as other:
        assert [check.seed for check in other.grade(submit()).checks] != seeds
        assert other.run_id != grader.run_id


def test_other_limits_make_another_run(assignment, sandbox, grader):
    limits = assignment.limits.model_copy(update={"submission_seconds": 1200.0})
    longer = assignment.model_copy(update={"limits": limits})
    assert Grader(longer, sandbox, secret=b"secret").run_id != grader.run_id


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (("work.py", "answers.md"), "answers.md is here: a person reads written answers"),
        (("work.py",), "there is no answers.md: a person reads written answers"),
    ],
)
def test_written_answers_are_said_to_wait_for_a_person(assignment, sandbox, submit, files, words):
    asks = {"submit": ("work.py", "answers.md"), "optional": ("answers.md",), "reference": None}
    submission = submit()
    extra = [SubmittedFile(path=name, content=b"words") for name in files[1:]]
    submission = submission.model_copy(update={"files": (*submission.files, *extra)})
    with Grader(assignment.model_copy(update=asks), sandbox, secret=b"s") as grader:
        grade = grader.grade(submission)
    assert grade.notes[0].startswith(words)
    assert grade.points == 6
