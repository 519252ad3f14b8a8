"""What can be said without running the suite: spec, template, edits, points, source."""

from collections.abc import Iterator

from autograder import scoring, spec
from autograder.authoring.leaks import prove_nothing_leaked
from autograder.authoring.template import build_template
from autograder.errors import SpecError
from autograder.model import Assignment, Catalogue, Conventions, ExpectedCheck

from .records import Finding


def template_findings(assignment: Assignment) -> Iterator[Finding]:
    """The reference can be stripped, and nothing of it leaks."""
    try:
        prove_nothing_leaked(assignment, build_template(assignment))
    except SpecError as error:
        yield Finding(rule="template", subject=assignment.slug, message=str(error))


def edit_findings(assignment: Assignment, catalogue: Catalogue) -> Iterator[Finding]:
    """Every edit can be made, under every value of every convention; each is named once."""
    named: set[str] = set()
    for conventions in course_choices(assignment, catalogue):
        changed = spec.with_conventions(assignment, conventions)
        under = "".join(f" under {name} = {value!r}" for name, value in conventions)
        try:
            reference = spec.reference_submission(changed)
        except SpecError as error:
            yield Finding(rule="variant", subject=f"reference{under}", message=str(error))
            continue
        for mistake in catalogue.mistakes:
            if mistake.id in named or not spec.is_due(mistake, changed.conventions):
                continue
            try:
                spec.edited(reference, mistake.edits, mistake.id)
            except SpecError as error:
                named.add(mistake.id)
                subject = f"{mistake.id}{under}"
                yield Finding(rule="mistake", subject=subject, message=str(error))


def course_choices(assignment: Assignment, catalogue: Catalogue) -> Iterator[Conventions]:
    """Yield what this course chose, then each other value of each convention by itself."""
    yield ()
    for name, chosen in assignment.conventions:
        for value in catalogue.values_of(name):
            if value != chosen:
                yield ((name, value),)


def point_findings(
    assignment: Assignment, expected: tuple[ExpectedCheck, ...]
) -> Iterator[Finding]:
    """The checks of each task add up to its points."""
    for words in scoring.check_points_match(assignment, expected):
        yield Finding(rule="points", subject=assignment.slug, message=words)


def silent_findings(expected: tuple[ExpectedCheck, ...]) -> Iterator[Finding]:
    """Every check has a sentence and a hint that a student can read."""
    for check in expected:
        if not check.title.strip() or not check.hint.strip():
            what = "sentence" if not check.title.strip() else "hint"
            message = f"has no {what}: the first line of its docstring is what students read"
            if check.title.strip():
                message = "has no hint: what follows the docstring's first line, best a question"
            yield Finding(rule="source", subject=check.name, message=message)
