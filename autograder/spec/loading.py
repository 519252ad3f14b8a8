"""Read one assignment's folder; if it says something impossible, name the line to change."""

import re
from pathlib import Path, PurePosixPath

from autograder.errors import SpecError
from autograder.model import Assignment, Task

from .course import ASSIGNMENT_FILE, course_of
from .document import Document, Values, nearest, parse_values, read_document
from .environment import check_images, default_limits, resolve_image, resolve_task
from .handout import check_handout
from .lines import KeyPath

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_TASK_ID = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")
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
    values = parse_values(document)
    _check_slug(folder.name, document)
    _check_texts(document, values)
    _check_submit(document, values)
    _check_tasks(document, values)
    check_handout(folder, values.task)
    _check_public_tests(folder, document)
    found = _find_reference(folder, reference)
    check_images(folder, document, values, is_course=found is not None)
    fields = {name: getattr(values, name) for name in _ALIKE}
    fields["image"] = resolve_image(folder, values.image)
    fields["limits"] = default_limits(values, document.raw)
    tasks = tuple(resolve_task(folder, task) for task in values.task)
    return Assignment(slug=folder.name, tasks=tasks, folder=folder, reference=found, **fields)


def _check_slug(slug: str, document: Document) -> None:
    if not _SLUG.fullmatch(slug):
        msg = (
            f"{document.name}: expected a folder named in kebab-case such as 'three-layer-net', "
            f"found {slug!r}; rename the folder"
        )
        raise SpecError(msg)


def _check_texts(document: Document, values: Values) -> None:
    for key, text in (("title", values.title), ("version", values.version)):
        if text != text.strip() or not text.isprintable():
            what = "one line without spaces around it"
            document.refuse((key,), what, text, "change the text")


def _check_submit(document: Document, values: Values) -> None:
    seen: dict[str, str] = {}
    for index, name in enumerate(values.submit):
        key = ("submit", index)
        if not _is_safe(name):
            what = f"a relative path of letters, digits and ._- that ends in {' '.join(_SUFFIXES)}"
            document.refuse(key, what, name, "rename the file")
        twin = seen.setdefault(name.casefold(), name)
        if list(values.submit).index(name) != index or twin != name:
            what = "names that differ in more than upper and lower case"
            document.refuse(key, what, name, f"it collides with {twin!r}: remove or rename one")
    for index, name in enumerate(values.optional):
        if name not in values.submit:
            advice = nearest(name, values.submit, "add it to `submit`")
            document.refuse(("optional", index), "a name of `submit`", name, advice)


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    plain = str(path) == name and all(_COMPONENT.fullmatch(part) for part in path.parts)
    return plain and path.suffix in _SUFFIXES


def _check_tasks(document: Document, values: Values) -> None:
    seen: dict[str, int] = {}
    for index, task in enumerate(values.task):
        at = ("task", index)
        if seen.setdefault(task.id, index) != index:
            advice = f"number {seen[task.id] + 1} has it already: rename one"
            document.refuse((*at, "id"), "an id of its own", task.id, advice)
        _check_words(document, task, at)
        _check_file(document, values.submit, task, at)


def _check_words(document: Document, task: Task, at: KeyPath) -> None:
    if not _TASK_ID.fullmatch(task.id):
        what = "lower-case words joined by _ or -"
        document.refuse((*at, "id"), what, task.id, "rename the task")
    if not task.title.strip() or not task.title.isprintable():
        document.refuse((*at, "title"), "one line of text", task.title, "write a title")


def _check_file(document: Document, submit: tuple[str, ...], task: Task, at: KeyPath) -> None:
    if task.file not in submit:
        advice = nearest(task.file, submit, "add it to `submit`")
        document.refuse((*at, "file"), "a name of `submit`", task.file, advice)
    if not task.file.endswith(_CODE):
        what = f"a file of code ({' or '.join(_CODE)})"
        document.refuse((*at, "file"), what, task.file, "name the file that checks call")


def _check_public_tests(folder: Path, document: Document) -> None:
    if not (folder / "tests" / "public").is_dir():
        msg = (
            f"{document.name}: expected a folder 'tests/public' beside it, found none; "
            "put the tests that students may read there"
        )
        raise SpecError(msg)


def _find_reference(folder: Path, reference: Path | None) -> Path | None:
    if reference is not None:
        if reference.is_dir():
            return reference.resolve()
        msg = f"no reference at {str(reference)!r}: expected a folder; check the path"
        raise SpecError(msg)
    course = course_of(folder)
    usual = course / "reference" / folder.name if course else None
    return usual if usual and usual.is_dir() else None
