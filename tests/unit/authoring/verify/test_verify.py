"""Each thing that verify promises to find, on a course broken in one place."""

import pytest

from autograder.authoring.verify import verify_samples

TOML = "assignments/penalties/assignment.toml"
MISTAKES = "assignments/penalties/mistakes.toml"
VERDICTS = "assignments/penalties/submissions/verdicts.toml"
REFERENCE = "reference/penalties/penalties.py"
PUBLIC = "assignments/penalties/tests/public/test_scale.py"
HIDDEN = "assignments/penalties/tests/hidden/test_penalties.py"
SCALED = "    scaled = factor * x\n"


def found(report):
    return [(finding.rule, finding.subject) for finding in report.findings]


def words(report):
    return "\n".join(finding.message for finding in report.findings)


def test_a_sound_course_holds(sound):
    assert sound.findings == ()
    assert sound.problems == ()
    assert sound.holds


def test_every_submission_of_the_author_has_a_row(sound):
    rows = {(row.kind, row.name): row for row in sound.rows}
    assert set(rows) == {
        ("reference", "reference"),
        ("template", "template"),
        ("right", "loops"),
        ("wrong", "adds"),
        ("mistake", "adds"),
        ("mistake", "not_squared"),
        ("variant", "l2 = half"),
        ("variant", "l2 = full"),
        ("variant", "l2 = half under full"),
        ("variant", "l2 = full under half"),
    }
    assert rows["mistake", "adds"].lost == 3
    assert rows["mistake", "adds"].tasks == ("scale",)
    assert rows["variant", "l2 = full under half"].failed == {
        "hidden/test_penalties.py::test_penalty": 1
    }


def test_what_needs_docker_is_named_where_there_is_none(sound):
    assert "not run, since they need Docker: broken.no_return" in sound.notes


def test_the_false_alarm_bound_is_that_of_the_runs(sound):
    assert (sound.stability.seeds, sound.stability.failures) == (2, 0)
    assert sound.stability.bound == pytest.approx(1 - 0.05**0.5)


BROKEN = {
    "points do not add up": (
        PUBLIC, "points=1", "points=0.5", "basic",
        ("points", "penalties"), "expected its checks to add up to 3 points, found 2.5",
    ),
    "a solution leaks": (
        PUBLIC, "    x = rng.normal(size=4)\n",
        "    # scaled = factor * x\n    x = rng.normal(size=4)\n", "basic",
        ("template", "penalties"), "expected nothing of the solution",
    ),
    "a loose comparison": (
        PUBLIC, 'assert_close(submission.scale(x, 1.0), x, name="scaled")',
        "import numpy as np\n    assert np.allclose(submission.scale(x, 1.0), x)", "basic",
        ("source", "tests/public/test_scale.py:14"), "it broadcasts",
    ),
    "a bare comparison": (
        PUBLIC, 'assert_close(submission.scale(x, 1.0), x, name="scaled")',
        "got = submission.scale(x, 1.0)\n    assert (got == x).all()", "basic",
        ("source", "tests/public/test_scale.py:14"), "by a bare ==",
    ),
    "no hint": (
        PUBLIC, "\n\n    What is 1 * x?\n    ", "", "basic",
        ("source", "public/test_scale.py::test_ones"), "has no hint",
    ),
    "a check that the template passes": (
        PUBLIC, '    assert_close(submission.scale(x, 1.0), x, name="scaled")\n',
        '    assert_close(x, x, name="scaled")\n', "basic",
        ("template", "template"), "'public/test_scale.py::test_ones' passes on the template",
    ),
    "a template that ends its process": (
        REFERENCE, SCALED,
        f"    # BEGIN STARTER\n    # __import__('os')._exit(1)\n    # END STARTER\n{SCALED}",
        "basic", ("template", "template"), "expected a plain failure",
    ),
    "a right sample that fails": (
        VERDICTS, "points = 2", "points = 3", "full", ("sample", "wrong.adds"),
        "points: 3 declared, 2 given",
    ),
    "a sample with other tasks": (
        VERDICTS, 'fails = ["scale"]', 'fails = ["penalty"]', "full", ("sample", "wrong.adds"),
        "tasks that lose: penalty declared, scale found",
    ),
    "a mistake that costs nothing": (
        MISTAKES, "scaled = factor + x", "scaled = x * factor", "full", ("mistake", "adds"),
        "it earns full marks",
    ),
    "a mistake in another task": (
        MISTAKES, 'find = "np.sum(w * w)"\nreplace = "np.sum(w)"\nfails = ["penalty"]',
        'find = "np.sum(w * w)"\nreplace = "np.sum(w)"\nfails = ["scale"]', "full",
        ("mistake", "not_squared"), "tasks that lose: scale declared, penalty found",
    ),
    "a mistake that costs too much": (
        MISTAKES, "max_loss = 3", "max_loss = 2", "full", ("mistake", "adds"),
        "costs 3 points (3 of scale), at most 2 declared",
    ),
    "an edit that does not fit": (
        MISTAKES, 'find = "scaled = factor * x"', 'find = "scaled = factor*x"', "full",
        ("mistake", "adds"), "found it 0 times",
    ),
    "a suite that ignores its convention": (
        HIDDEN, '[conventions["l2"]]', '["half"]', "full", ("variant", "l2 = full"),
        "expected full marks",
    ),
    "a suite that accepts both conventions": (
        HIDDEN,
        'assert_close(submission.penalty(w, 0.1), factor * 0.1 * np.sum(w**2), name="penalty")',
        "assert submission.penalty(w, 0.1) > 0.04 * np.sum(w**2) + 0 * factor", "full",
        ("variant", "l2 = full under half"), "it earns full marks",
    ),
    "a check that nothing fails": (
        PUBLIC, '    assert_close(submission.scale(x, 1.0), x, name="scaled")\n',
        '    assert_close(submission.scale(x, 1.0).size, 4, name="size")\n', "full",
        ("idle", "public/test_scale.py::test_ones"), "no mistake or variant fails it",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_what_does_not_hold_is_found(course, case):
    name, old, new, level, where, what = BROKEN[case]
    course.edit(name, old, new)
    report = course.report(level, seeds=1)
    assert not report.holds
    assert where in found(report), report.findings
    assert what in words(report)


def test_a_reference_that_fails_ends_the_run_with_its_reason(course):
    course.edit(REFERENCE, "scaled = factor * x", "scaled = factor - x")
    report = course.report()
    assert found(report) == [("mistake", "adds"), ("reference", "reference")]
    assert "expected full marks, lost 3" in words(report)


def test_all_that_is_wrong_with_the_spec_is_named_at_once(course):
    course.edit(TOML, 'version = "1.0"', "version = 1.0")
    course.edit(TOML, "points = 3", "points = -3")
    course.edit(MISTAKES, 'id = "adds"', 'id = "Adds"')
    report = course.report()
    assert [finding.rule for finding in report.findings] == ["spec"] * 3


def test_a_check_that_fails_under_some_seeds_only_is_flaky(course):
    line = "    x = rng.normal(size=(2, 3))\n"
    course.edit(HIDDEN, line, f"{line}    assert rng.random() < 0.85, 'bad luck'\n")
    report = course.report("basic", seeds=20)
    (flaky,) = [finding for finding in report.findings if finding.rule == "flaky"]
    assert flaky.subject == "hidden/test_penalties.py::test_factor"
    assert "of 20 seeds" in flaky.message
    assert 0 < report.stability.failures < 20


def test_a_comparison_that_is_meant_can_be_allowed(course):
    course.edit(
        PUBLIC,
        'assert_close(submission.scale(x, 1.0), x, name="scaled")',
        "got = submission.scale(x, 1.0)\n"
        "    assert (got == x).all()  # verify: allow, times 1 is exact",
    )
    assert course.report("basic", seeds=1).findings == ()


def test_a_mistake_of_another_convention_runs_under_that_one(course):
    text = (
        '[[mistake]]\nid = "halved"\nfile = "penalties.py"\nfind = "return reg * squares"\n'
        'replace = "return reg * squares / 3"\nfails = ["penalty"]\nmax_loss = 2\n'
        'says = "a third"\nwhen = { l2 = "full" }\n\n[[mistake]]\nid = "adds"'
    )
    course.edit(MISTAKES, '[[mistake]]\nid = "adds"', text)
    report = course.report(seeds=1)
    assert report.findings == ()
    (row,) = [row for row in report.rows if row.name == "halved"]
    assert row.tasks == ("penalty",)


def test_a_course_may_choose_the_other_value(course):
    course.edit(TOML, 'l2 = "half"', 'l2 = "full"')
    course.edit("assignments/penalties/submissions/right/loops/penalties.py", " / 2", "")
    course.edit("assignments/penalties/submissions/wrong/adds/penalties.py", " / 2", "")
    assert course.report(seeds=1).findings == ()


def test_samples_can_be_judged_by_themselves(course):
    course.edit(VERDICTS, "points = 2", "points = 1")
    report = verify_samples(course.assignment, course.settings(seeds=1))
    assert found(report) == [("sample", "wrong.adds")]
    assert {row.kind for row in report.rows} == {"right", "wrong"}


def test_a_sandbox_that_fails_is_nobodys_fault(course):
    class Gone:
        name = "gone"
        guarantees = frozenset()

        def claim(self, spec):
            from autograder.errors import SandboxError

            msg = "the engine is gone"
            raise SandboxError(msg)

        def close(self):
            pass

    sandboxes = {"home": lambda: course.sandbox, "docker": Gone}
    report = course.report("basic", sandboxes=sandboxes)
    assert not report.holds
    assert "the engine is gone" in report.problems[0]
    assert report.findings == ()


@pytest.mark.parametrize(("slower", "holds"), [(1.0, False), (4.0, True)])
def test_a_limit_without_room_is_found_unless_the_machine_is_busy(course, slower, holds):
    course.edit(REFERENCE, SCALED, f"    __import__('time').sleep(1.1)\n{SCALED}")
    course.edit(TOML, "call_seconds = 20", "call_seconds = 10")
    report = course.report("basic", seeds=1, slowdown=lambda: slower)
    assert report.holds == holds
    if not holds:
        assert {finding.rule for finding in report.findings} == {"time"}
        assert "of call_seconds = 10: expected at most a tenth" in words(report)
