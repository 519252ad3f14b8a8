"""Find the answer to a question in what was handed in.

The text is hostile: every pattern here takes linear time, whatever is repeated.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from autograder.model import Assignment, Question, Submission
from autograder.notebooks import SUFFIX, Cell, Notebook, find_answer, read_notebook

TEXTS = (".md", ".txt")
MOST_CHARACTERS = 100_000
"""What is kept of one answer."""
_DATA = re.compile(r"(data:[\w/+.-]{1,60}(?:;[\w=-]{1,40}){0,3},)[A-Za-z0-9+/=%]+")
_IMAGE = re.compile(
    r"!\[[^\[\]\n]{0,300}\](?:\(\s?[^()\s]*(?:\s\"[^\"\n]{0,300}\")?\s?\)|\[[^\[\]\n]{0,300}\])"
    r"|<img\b[^<>]*>",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Found:
    """An answer as it was read; `note` says why there is none, or none for a program."""

    text: str
    note: str = ""
    is_sure: bool = True
    """False if the answer may stand elsewhere, or in a form that no program reads."""
    has_image: bool = False


def find_written(question: Question, submission: Submission) -> Found:
    """Return the answer to `question`; a file or heading that is not there is a blank answer."""
    file, _, heading = question.source.partition("#")
    documents = dict(_documents(submission))
    places = [documents[file]] if file in documents else list(_notebooks(documents))
    texts = [find_answer(place, heading) for place in places]
    written = [text for text in texts if text]
    if not written:
        there = "" if file in documents else f": {file!r} was not handed in"
        note = f"no answer under the heading {heading!r} of {file!r}{there}"
        # Under a heading that is there and blank, nothing can have been overlooked.
        is_sure = "" in texts or not any(cell.source.strip() for p in places for cell in p.text)
        return Found("", note=note, is_sure=is_sure)
    text = _DATA.sub(r"\1…", written[0])[:MOST_CHARACTERS]
    if not _IMAGE.search(text):
        return Found(text)
    if any(char.isalnum() for char in _IMAGE.sub("", text)):
        return Found(text, has_image=True)
    note = "the answer is an image, which a person looks at"
    return Found(text, note=note, is_sure=False, has_image=True)


def unscored_files(assignment: Assignment, submission: Submission) -> Iterator[str]:
    """Say what becomes of the files that hold words and no code: nobody takes them for scored."""
    if submission.problem is not None:
        return
    files = {task.file for task in assignment.tasks}
    files |= {question.source.partition("#")[0] for question in assignment.rubric}
    handed_in = {file.path for file in submission.files}
    for name in assignment.submit:
        if name in files or PurePosixPath(name).suffix not in TEXTS:
            continue
        state = f"{name} is here" if name in handed_in else f"there is no {name}"
        yield f"{state}: a person reads written answers, they are not in these points"


def _documents(submission: Submission) -> Iterator[tuple[str, Notebook]]:
    """Yield each file that may hold answers as text cells, by name."""
    for file in submission.files:
        if file.path.endswith(SUFFIX):
            yield file.path, read_notebook(file.content)
        elif not file.path.endswith(".py"):
            text = file.content.decode("utf-8", "replace").replace("\r\n", "\n")
            yield file.path, Notebook((Cell(number=1, kind="markdown", source=text),))


def _notebooks(documents: dict[str, Notebook]) -> Iterator[Notebook]:
    return (notebook for name, notebook in documents.items() if name.endswith(SUFFIX))
