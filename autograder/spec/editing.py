"""An assignment with some of its tasks, under other conventions; its reference with mistakes."""

from collections.abc import Collection, Iterable, Mapping

from autograder.errors import SpecError
from autograder.model import (
    Assignment,
    Catalogue,
    Conventions,
    Edit,
    Mistake,
    Student,
    Submission,
    SubmittedFile,
    digest_of,
)
from autograder.notebooks import SUFFIX, NotebookError, replace_in_cells


def with_conventions(assignment: Assignment, changed: Conventions) -> Assignment:
    """Return the assignment of a course that chose other values."""
    values = dict(assignment.conventions) | dict(changed)
    return assignment.model_copy(update={"conventions": tuple(values.items())})


def with_tasks(assignment: Assignment, ids: Collection[str] | None) -> Assignment:
    """Return the assignment with these of its tasks only; as it is if `ids` is None.

    Raises:
        SpecError: it has no such task.
    """
    if ids is None:
        return assignment
    known = {task.id for task in assignment.tasks}
    unknown = sorted(set(ids) - known)
    if unknown:
        msg = (
            f"no task {unknown[0]!r} in {assignment.slug!r}; its tasks: {', '.join(sorted(known))}"
        )
        raise SpecError(msg)
    kept = tuple(task for task in assignment.tasks if task.id in ids)
    return assignment.model_copy(update={"tasks": kept})


def convention_edits(assignment: Assignment, catalogue: Catalogue) -> tuple[Edit, ...]:
    """Return the edits that give the reference under the assignment's conventions."""
    chosen = [catalogue.variant(name, value) for name, value in assignment.conventions]
    return tuple(edit for variant in chosen for edit in variant.edits)


def is_due(mistake: Mistake, conventions: Conventions) -> bool:
    """Tell whether it is a mistake under these conventions."""
    return set(mistake.when) <= set(conventions)


def edited(submission: Submission, edits: Iterable[Edit], name: str) -> Submission:
    """Return `submission` with `edits` made one after the other, handed in by `name`.

    Raises:
        SpecError: a text to find does not occur exactly once; names the edit's place.
    """
    files = {file.path: file.content for file in submission.files}
    for edit in edits:
        files[edit.file] = _replace(files, edit)
    return with_files(submission, files, name)


def with_files(submission: Submission, files: Mapping[str, bytes], name: str) -> Submission:
    """Return a submission like `submission` with other files, handed in by `name`."""
    kept = tuple(SubmittedFile(path=path, content=content) for path, content in files.items())
    return submission.model_copy(
        update={
            "id": name,
            "student": Student(id=name),
            "files": kept,
            "digest": digest_of(kept),
        }
    )


def _replace(files: Mapping[str, bytes], edit: Edit) -> bytes:
    if edit.file not in files:
        msg = (
            f"{edit.place}: expected an edit of a file of the reference ({', '.join(files)}), "
            f"found {edit.file!r}; write the file or correct the name"
        )
        raise SpecError(msg)
    count, changed = _replaced(edit, files[edit.file])
    if count != 1:
        advice = "copy it anew from the reference" if not count else "add a line before or after it"
        msg = (
            f"{edit.place}: 'find': expected a text that occurs once in {edit.file}, "
            f"found it {count} times: {_first_line(edit.find)!r}; {advice}"
        )
        raise SpecError(msg)
    return changed


def _replaced(edit: Edit, content: bytes) -> tuple[int, bytes]:
    """Return how often the text is found, and the file with it replaced."""
    if edit.file.endswith(SUFFIX):
        try:
            return replace_in_cells(content, edit.find, edit.replace)
        except NotebookError as error:
            msg = f"{edit.place}: {edit.file}: it {error}"
            raise SpecError(msg) from error
    old = edit.find.encode()
    return content.count(old), content.replace(old, edit.replace.encode())


def _first_line(text: str) -> str:
    return text.strip().split("\n", 1)[0][:80]
