"""rubric.toml and `[written]` beside the rest of an assignment: where each answer stands."""

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from autograder.errors import SpecError
from autograder.model import Question

from .document import Document, nearest
from .rubric import load_rubric, rubric_findings
from .shapes import Values

RUBRIC_FILE = "rubric.toml"
_TEXTS = (".md", ".txt", ".ipynb")


def questions_of(folder: Path, submit: Sequence[str]) -> tuple[Question, ...]:
    """Return the questions of `folder/rubric.toml`; none if there is no such file.

    Raises:
        SpecError: names the file, the line and the key, what was expected and
            found, and what to do.
    """
    file = folder / RUBRIC_FILE
    if not file.is_file():
        return ()
    questions = load_rubric(file)
    for question in questions:
        for finding in _source_findings(question, submit):
            raise SpecError(finding)
    return questions


def question_findings(folder: Path) -> Iterator[str]:
    """Yield what is wrong with rubric.toml by itself, if there is one."""
    if (folder / RUBRIC_FILE).is_file():
        yield from rubric_findings(folder / RUBRIC_FILE)


def written_findings(folder: Path, document: Document, values: Values) -> Iterator[str]:
    """Yield what `[written]` asks for that is not beside it."""
    if "written" in document.raw and not (folder / RUBRIC_FILE).is_file():
        what = f"a {RUBRIC_FILE} beside it"
        yield document.finding(("written",), what, "nothing", "write it, or remove the table")
    name = values.written.calibration
    if not name:
        return
    at = ("written", "calibration")
    if PurePosixPath(name).name != name:
        yield document.finding(at, "the name of a file beside it", name, "move the file here")
    elif not (folder / name).is_file():
        advice = "make it with `autograder calibrate`, or remove the key"
        yield document.finding(at, f"a file {name!r} beside it", "nothing", advice)


def _source_findings(question: Question, submit: Sequence[str]) -> Iterator[str]:
    file, _, heading = question.source.partition("#")
    told = f"{question.place}: 'source' of question {question.id!r}: expected"
    if not file or not heading.strip():
        yield (
            f"{told} a file and a heading of it, found {question.source!r}; "
            'add, for example, `source = "answers.md#momentum"`'
        )
    elif PurePosixPath(file).suffix not in _TEXTS:
        endings = ", ".join(_TEXTS)
        yield f"{told} a file that ends in {endings}, found {file!r}; change the source"
    elif file not in _handed_in(submit):
        advice = nearest(file, _handed_in(submit), "add it to `submit`")
        yield f"{told} a name of `submit`, found {file!r}; {advice}"


def _handed_in(submit: Sequence[str]) -> list[str]:
    """Return the names of `submit`, and the notebooks that may stand for its modules."""
    modules = [PurePosixPath(name) for name in submit if name.endswith(".py")]
    return [*submit, *(str(path.with_suffix(".ipynb")) for path in modules)]
