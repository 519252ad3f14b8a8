"""The author's code that a run may need beside the tests: the reference, and it with mistakes."""

import logging
from collections.abc import Iterator

from autograder import spec
from autograder.errors import SpecError
from autograder.model import Assignment, Catalogue, Submission, Variant
from autograder.notebooks import modules_of
from autograder.suite import AuthorsCode, Suspect

_log = logging.getLogger(__name__)


def authors_code(assignment: Assignment, *, mistakes: bool = True) -> AuthorsCode | None:
    """Return the reference and all that is known of wrong ones; None where there is none.

    Without `mistakes`, the reference alone.

    What mistakes.toml says wrongly is left out with a warning: `autograder verify` is there
    to find it, and no student waits for that.
    """
    if assignment.reference is None:
        return None
    try:
        reference = spec.reference_submission(assignment)
    except SpecError as error:
        _log.warning("no diagnosis, no follow-through: %s", error)
        return None
    try:
        catalogue = spec.load_catalogue(assignment) if mistakes else Catalogue()
    except SpecError as error:
        _log.warning("no diagnosis: %s", error)
        catalogue = Catalogue()
    suspects = (*_mistaken(assignment, catalogue, reference), *_otherwise(assignment, catalogue))
    return AuthorsCode(reference=_files(reference), suspects=suspects)


def _mistaken(
    assignment: Assignment, catalogue: Catalogue, reference: Submission
) -> Iterator[Suspect]:
    for mistake in catalogue.mistakes:
        if not spec.is_due(mistake, assignment.conventions):
            continue
        try:
            wrong = spec.edited(reference, mistake.edits, mistake.id)
        except SpecError as error:
            _log.warning("the mistake %r is left out: %s", mistake.id, error)
            continue
        yield Suspect(id=mistake.id, says=mistake.says, tasks=mistake.fails, files=_files(wrong))


def _otherwise(assignment: Assignment, catalogue: Catalogue) -> Iterator[Suspect]:
    """Yield the reference under each value that this course did not choose."""
    chosen = set(assignment.conventions)
    for variant in catalogue.variants:
        value = (variant.convention, variant.value)
        if value not in chosen and variant.convention in dict(chosen):
            yield from _variant(assignment, variant)


def _variant(assignment: Assignment, variant: Variant) -> Iterator[Suspect]:
    other = spec.with_conventions(assignment, ((variant.convention, variant.value),))
    try:
        reference = spec.reference_submission(other)
    except SpecError as error:
        _log.warning("the variant %r is left out: %s", variant.value, error)
        return
    yield Suspect(
        id=f"{variant.convention}={variant.value}",
        says=variant.says,
        tasks=variant.fails,
        files=_files(reference),
    )


def _files(submission: Submission) -> dict[str, bytes]:
    files = {file.path: file.content for file in submission.files}
    return {**files, **modules_of(files)}
