"""What a handed-in notebook gives besides its code: written answers, and notes for the student."""

from collections.abc import Sequence

from autograder import notebooks
from autograder.model import Assignment, SubmittedFile


def answers_in(
    files: Sequence[SubmittedFile], assignment: Assignment
) -> tuple[list[SubmittedFile], list[str]]:
    """Return the wanted Markdown files that stand in a notebook instead, and notes on them."""
    made, notes = list[SubmittedFile](), list[str]()
    there = {file.path for file in files}
    for wanted in assignment.submit:
        if not wanted.endswith(".md") or wanted in there:
            continue
        for file in _notebooks(files):
            text = notebooks.answers_file(notebooks.read_notebook(file.content), wanted)
            if text:
                made.append(SubmittedFile(path=wanted, content=text.encode()))
                notes.append(f"{wanted!r} was taken from the Markdown cells of {file.path!r}")
                break
    return made, notes


def notes_on(files: Sequence[SubmittedFile], assignment: Assignment) -> list[str]:
    """Return what the student should know of how their notebooks are read."""
    found = []
    for file in _notebooks(files):
        module = notebooks.module_name(file.path)
        tasks = [task.id for task in assignment.tasks if notebooks.module_name(task.file) == module]
        words = notebooks.notes(notebooks.read_notebook(file.content), tasks)
        found += [f"{file.path!r}: {word}" for word in words]
    return found


def _notebooks(files: Sequence[SubmittedFile]) -> list[SubmittedFile]:
    return [file for file in files if file.path.endswith(notebooks.SUFFIX)]
