"""What a student's template consists of, as names and bytes; writes nothing."""

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from autograder import spec
from autograder.errors import SpecError
from autograder.model import Assignment, Record

from .notebook import cell_texts
from .notebook_form import notebook_form
from .published import FILE as PUBLISHED
from .published import published_file
from .regions import find_regions
from .stripping import strip_solutions

_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|\bsrc=[\"']([^\"']+)[\"']")
_SECRET = ("tests/hidden", "submissions", "mistakes.toml", "rubric.toml")


def build_template(assignment: Assignment, *, notebook: bool = False) -> dict[str, bytes]:
    """Return the files of the template by name; with `notebook`, modules are notebooks.

    Raises:
        SpecError: there is no reference, its markers are wrong, or a task or
            an answer has no marked solution, so that it would be given away.
    """
    files = dict(_stripped(assignment))
    files["README.md"] = spec.read_handout(assignment).encode()
    files["assignment.toml"] = to_toml(assignment).encode()
    files[PUBLISHED] = published_file(assignment)
    files |= _linked(assignment)
    for file in spec.suite_files(assignment, hidden=False):
        name = file.relative_to(assignment.folder).as_posix()
        if name.startswith("tests/public/"):
            files[name] = file.read_bytes()
    if notebook:
        files = notebook_form(files, assignment, dict(_sources(assignment)))
    return dict(sorted(files.items()))


def reference_texts(assignment: Assignment) -> dict[str, str]:
    """Return the reference's files as text, a notebook's cells one by one.

    Raises:
        SpecError: there is no reference, or a file of it is not UTF-8.
    """
    texts: dict[str, str] = {}
    for name, text in _sources(assignment):
        cells = cell_texts(text, name) if name.endswith(".ipynb") else [(name, text)]
        texts.update(cells)
    return texts


def to_toml(assignment: Assignment) -> str:
    """Return assignment.toml from its values alone: comments stay with the instructor."""
    head = {
        "schema": 1,
        "title": assignment.title,
        "version": assignment.version,
        "submit": assignment.submit,
        "optional": assignment.optional,
        "image": _image_name(assignment.image),
        "load": assignment.load,
    }
    parts = [_table("", head)]
    parts += [_table(f"[{key}]\n", _values(getattr(assignment, key))) for key in _SECTIONS]
    if assignment.conventions:
        parts.append(_table("[conventions]\n", dict(assignment.conventions)))
    parts += [_table("[[task]]\n", _values(task)) for task in assignment.tasks]
    return "\n".join(parts)


_SECTIONS = ("limits", "feedback")


def _values(record: Record) -> dict[str, object]:
    values = {key: value for key, value in record.model_dump().items() if value is not None}
    if "image" in values:
        values["image"] = _image_name(values["image"])
    return values


def _image_name(image: str) -> str:
    """Return the name that stood in the file: an own Dockerfile is known by its full path."""
    return Path(image).name


def _table(header: str, values: dict[str, object]) -> str:
    # A text, number, truth or list of texts is written alike in JSON and TOML.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items()]
    return header + "".join(lines)


def _sources(assignment: Assignment) -> Iterator[tuple[str, str]]:
    for file in spec.reference_submission(assignment).files:
        try:
            yield file.path, file.content.decode("utf-8")
        except UnicodeDecodeError as error:
            msg = f"reference/{assignment.slug}/{file.path}: expected UTF-8; save it as UTF-8"
            raise SpecError(msg) from error


def _stripped(assignment: Assignment) -> Iterator[tuple[str, bytes]]:
    """Yield the submitted files as students get them."""
    _check_marked(assignment)
    referenced = dict(_sources(assignment))
    for name in assignment.submit:
        form = assignment.folder / name
        if name in referenced:
            yield name, strip_solutions(referenced[name], name).encode()
        elif form.is_file():
            # An optional file without a reference, such as a form for answers.
            yield name, form.read_bytes()


def _check_marked(assignment: Assignment) -> None:
    """Every task and every answer is marked, or it would be published as it is."""
    marked: set[tuple[str, str]] = set()
    for name, text in reference_texts(assignment).items():
        file = name.partition("[cell ")[0]
        marked |= {(file, region.task) for region in find_regions(text, name)}
    for task in assignment.tasks:
        if (task.file, task.id) not in marked:
            _refuse_unmarked(assignment, task.file, task.id)
    files = {file for file, _ in marked}
    for name, _ in _sources(assignment):
        if PurePosixPath(name).suffix != ".py" and name not in files:
            _refuse_unmarked(assignment, name, "answers")


def _refuse_unmarked(assignment: Assignment, file: str, task: str) -> None:
    msg = (
        f"reference/{assignment.slug}/{file}: expected a region 'BEGIN SOLUTION {task}', found "
        "none: the solution would be published; put markers around it"
    )
    raise SpecError(msg)


def _linked(assignment: Assignment) -> dict[str, bytes]:
    """Return the pictures and files beside the handout that it links to."""
    text = spec.read_handout(assignment)
    found: dict[str, bytes] = {}
    for match in _LINK.finditer(text):
        name = (match[1] or match[2]).partition("#")[0]
        file = (assignment.folder / name).resolve()
        if ":" in name or not file.is_file() or not file.is_relative_to(assignment.folder):
            continue
        inside = file.relative_to(assignment.folder).as_posix()
        if _is_secret(inside):
            msg = f"README.md: expected links to published files, found {name!r}; remove the link"
            raise SpecError(msg)
        if inside not in assignment.submit:
            found[inside] = file.read_bytes()
    return found


def _is_secret(name: str) -> bool:
    return any(Path(name).is_relative_to(secret) for secret in _SECRET)
