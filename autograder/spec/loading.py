"""Read one assignment's folder; if it says something impossible, name the line to change."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from autograder.errors import SpecError
from autograder.model import Assignment, Task

from .catalogue import file_findings, open_catalogue
from .catalogue_findings import catalogue_findings, convention_findings
from .course import ASSIGNMENT_FILE, course_of
from .document import Document, nearest, parse_values, read_document, shape_findings
from .environment import default_limits, image_findings, resolve_image, resolve_task
from .followed import follow_findings
from .handout import handout_findings
from .lines import KeyPath
from .samples import sample_findings
from .shapes import Values
from .written import question_findings, questions_of, written_findings

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TASK_ID = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")
_CONVENTION = re.compile(r"[a-z][a-z0-9_]*")
_COMPONENT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_CODE = (".py", ".ipynb")
_SUFFIXES = (*_CODE, ".md", ".txt")
_ALIKE = Values.model_fields.keys() & Assignment.model_fields.keys()
"""What the file and the record call by the same name."""


def load_assignment(folder: Path, *, reference: Path | None = None) -> Assignment:
    """Read `folder/assignment.toml` and hold it against the folder around it.

    `reference` defaults to the course's `reference/<slug>` if that exists; a
    student's template has none.

    Raises:
        SpecError: names the file, the line and the key, what was expected and
            found, and what to do.
    """
    folder = folder.resolve()
    document = read_document(folder / ASSIGNMENT_FILE)
    values = parse_values(document, Values)
    found = _find_reference(folder, reference)
    for finding in _findings(folder, document, values, found):
        raise SpecError(finding)
    fields = {name: getattr(values, name) for name in _ALIKE}
    fields["image"] = resolve_image(folder, values.image)
    fields["limits"] = default_limits(values, document.raw)
    fields["conventions"] = tuple(values.conventions.items())
    fields["rubric"] = questions_of(folder, values.submit)
    tasks = tuple(resolve_task(folder, task) for task in values.task)
    return Assignment(slug=folder.name, tasks=tasks, folder=folder, reference=found, **fields)


def lint_assignment(folder: Path) -> list[str]:
    """Return all that `load_assignment` and `load_catalogue` would refuse, in the files' order."""
    folder = folder.resolve()
    found: list[str] = []
    try:
        document = read_document(folder / ASSIGNMENT_FILE)
        found += shape_findings(document, Values)
        found += file_findings(folder)
        found += question_findings(folder)
        if not found:
            values = parse_values(document, Values)
            found += _findings(folder, document, values, _find_reference(folder, None))
        if not found:
            written, catalogue = open_catalogue(folder)
            assignment = load_assignment(folder)
            if written is not None:
                found += catalogue_findings(written, catalogue, assignment)
            found += sample_findings(assignment)
    except SpecError as error:
        found.append(str(error))
    return found


def _findings(
    folder: Path, document: Document, values: Values, reference: Path | None
) -> Iterator[str]:
    is_course = reference is not None
    conventions = tuple(values.conventions.items())
    if is_course or course_of(folder) is not None:  # a student may rename what was unpacked
        yield from _slug_findings(folder.name, document)
    yield from _text_findings(document, values)
    yield from _submit_findings(document, values)
    yield from _task_findings(document, values)
    catalogue = open_catalogue(folder)[1] if is_course and conventions else None
    yield from _name_findings(document, values)
    if catalogue is not None:
        yield from convention_findings(document, conventions, catalogue)
    yield from handout_findings(folder, values.task, conventions, catalogue)
    yield from _public_test_findings(folder, document)
    yield from image_findings(folder, document, values, is_course=is_course)
    if is_course:
        yield from written_findings(folder, document, values)


def _slug_findings(slug: str, document: Document) -> Iterator[str]:
    if not _SLUG.fullmatch(slug):
        yield (
            f"{document.name}: expected a folder named in kebab-case such as 'three-layer-net', "
            f"found {slug!r}; rename the folder"
        )


def _text_findings(document: Document, values: Values) -> Iterator[str]:
    for key, text in (("title", values.title), ("version", values.version)):
        if text != text.strip() or not text.isprintable():
            what = "one line without spaces around it"
            yield document.finding((key,), what, text, "change the text")


def _submit_findings(document: Document, values: Values) -> Iterator[str]:
    seen: dict[str, str] = {}
    for index, name in enumerate(values.submit):
        key = ("submit", index)
        if not _is_safe(name):
            what = f"a relative path of letters, digits and ._- that ends in {' '.join(_SUFFIXES)}"
            yield document.finding(key, what, name, "rename the file")
        twin = seen.setdefault(name.casefold(), name)
        if list(values.submit).index(name) != index or twin != name:
            what = "names that differ in more than upper and lower case"
            yield document.finding(
                key, what, name, f"it collides with {twin!r}: remove or rename one"
            )
    for index, name in enumerate(values.optional):
        if name not in values.submit:
            advice = nearest(name, values.submit, "add it to `submit`")
            yield document.finding(("optional", index), "a name of `submit`", name, advice)


def _name_findings(document: Document, values: Values) -> Iterator[str]:
    for name, value in values.conventions.items():
        at = ("conventions", name)
        if not _CONVENTION.fullmatch(name):
            yield document.finding(at, "a lower-case word", name, "rename the convention")
        if not value or not value.isprintable() or '"' in value:
            yield document.finding(at, "a short text without quotes", value, "change the value")


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    plain = str(path) == name and all(_COMPONENT.fullmatch(part) for part in path.parts)
    return plain and path.suffix in _SUFFIXES


def _task_findings(document: Document, values: Values) -> Iterator[str]:
    seen: dict[str, int] = {}
    for index, task in enumerate(values.task):
        at = ("task", index)
        if seen.setdefault(task.id, index) != index:
            advice = f"number {seen[task.id] + 1} has it already: rename one"
            yield document.finding((*at, "id"), "an id of its own", task.id, advice)
        yield from _word_findings(document, task, at)
        yield from _file_findings(document, values.submit, task, at)
        yield from follow_findings(document, values, task, at)


def _word_findings(document: Document, task: Task, at: KeyPath) -> Iterator[str]:
    if not _TASK_ID.fullmatch(task.id):
        what = "lower-case words joined by _ or -"
        yield document.finding((*at, "id"), what, task.id, "rename the task")
    if not task.title.strip() or not task.title.isprintable():
        yield document.finding((*at, "title"), "one line of text", task.title, "write a title")


def _file_findings(
    document: Document, submit: tuple[str, ...], task: Task, at: KeyPath
) -> Iterator[str]:
    if task.file not in submit:
        advice = nearest(task.file, submit, "add it to `submit`")
        yield document.finding((*at, "file"), "a name of `submit`", task.file, advice)
    if not task.file.endswith(_CODE):
        what = f"a file of code ({' or '.join(_CODE)})"
        yield document.finding((*at, "file"), what, task.file, "name the file that checks call")


def _public_test_findings(folder: Path, document: Document) -> Iterator[str]:
    if not (folder / "tests" / "public").is_dir():
        yield (
            f"{document.name}: expected a folder 'tests/public' beside it, found none; "
            "put the tests that students may read there"
        )


def _find_reference(folder: Path, reference: Path | None) -> Path | None:
    if reference is not None:
        if reference.is_dir():
            return reference.resolve()
        msg = f"no reference at {str(reference)!r}: expected a folder; check the path"
        raise SpecError(msg)
    course = course_of(folder)
    usual = course / "reference" / folder.name if course else None
    return usual if usual and usual.is_dir() else None
