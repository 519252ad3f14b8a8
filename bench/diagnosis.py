"""What diagnosis costs: CPU seconds of a class of wrong submissions, with it and without.

    python bench/diagnosis.py [--assignment optimizers] [--count 10] [--repeats 3]

Every submission is the reference with one of its typical mistakes. The modes take turns
within one run; CPU seconds are those of this process and all that it started.
"""

import argparse
import resource
import statistics
from pathlib import Path

from autograder import spec
from autograder.author import authors_code
from autograder.grading import Grader
from autograder.model import Outcome, Student, Submission, SubmittedFile
from autograder.sandbox.process import ProcessSandbox
from autograder.suite.shelf import Bench

COURSE = Path(__file__).parents[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--assignment", default="optimizers")
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    assignment = spec.load_assignment(spec.assignment_folder(COURSE, options.assignment))
    wrong = _wrong(assignment, options.count)
    seconds = {True: [], False: []}
    told = failed = 0
    for _ in range(options.repeats):
        setup, _told, _failed = _measured(assignment, [], is_on=True)
        for is_on in (True, False):
            used, told_now, failed_now = _measured(assignment, wrong, is_on=is_on)
            seconds[is_on].append((used - setup) / len(wrong))
            if is_on:
                told, failed = told + told_now, failed + failed_now
    on, off = (statistics.median(seconds[is_on]) for is_on in (True, False))
    print(f"{assignment.slug}: {len(wrong)} wrong submissions, median of {options.repeats} runs")
    print(f"CPU-s each without {off:.3f}, with {on:.3f}: {on / off:.2f} times")
    print(f"failed checks with a diagnosis: {told} of {failed}")


def _wrong(assignment, count):
    suspects = authors_code(assignment).suspects
    step = max(1, len(suspects) // count)
    return [
        Submission(
            id=one.id,
            assignment=assignment.slug,
            student=Student(id=one.id),
            files=tuple(SubmittedFile(path=p, content=c) for p, c in one.files.items()),
        )
        for one in suspects[::step][:count]
    ]


def _measured(assignment, wrong, *, is_on):
    """Return the CPU seconds of it all, and how many failed checks were explained."""
    told = failed = 0
    before = _cpu_seconds()
    with ProcessSandbox() as sandbox, Grader(assignment, sandbox, secret=b"bench") as grader:
        if not is_on:
            grader._runner._bench = Bench(lambda: None)
        grader.expected()
        for submission in wrong:
            checks = grader.grade(submission).checks
            bad = [check for check in checks if check.outcome is Outcome.FAILED]
            failed += len(bad)
            told += sum(bool(check.diagnosis) for check in bad)
    # Only processes that have ended are counted: all have.
    return _cpu_seconds() - before, told, failed


def _cpu_seconds():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
