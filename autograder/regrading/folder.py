"""Where a regrade's report lies: OUT/regrade-<n>, or OUT/regrade-preview.

Of a regrade that was interrupted, `students.jsonl` holds who is done: the same command goes
on there, and its report tells of the whole class.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from autograder.errors import SpecError
from autograder.results import write_text

from .pages import regrade_html, regrade_markdown
from .records import ClassRegrade, StudentRegrade

RECORD = "regrade.json"
PREVIEW = "regrade-preview"
_DONE = "students.jsonl"


class Unfinished:
    """A folder whose regrade is under way."""

    def __init__(self, folder: Path, done: dict[str, StudentRegrade]) -> None:
        self.folder = folder
        self.done = done

    def add(self, one: StudentRegrade) -> None:
        """Write down what becomes of a student."""
        self.done[one.submission_id] = one
        with (self.folder / _DONE).open("a", encoding="utf-8") as file:
            file.write(_line(one))


def interrupted(out: Path, key: str) -> Unfinished | None:
    """Return the folder of the regrade named by `key` if it was begun and not ended."""
    for number in reversed(_numbers(out)):
        folder = out / f"regrade-{number}"
        if not (folder / RECORD).exists() and _key_in(folder) == key:
            done = {one.submission_id: one for one in _read(folder)}
            # Without a last line that was cut: the next one would be lost behind it.
            write_text(folder / _DONE, _head(key) + "".join(map(_line, done.values())))
            return Unfinished(folder, done)
    return None


def begin(out: Path, key: str) -> Unfinished:
    """Make a folder for the regrade named by `key`, with the next number."""
    folder = out / f"regrade-{max(_numbers(out), default=0) + 1}"
    folder.mkdir()
    write_text(folder / _DONE, _head(key))
    return Unfinished(folder, {})


def _numbers(out: Path) -> list[int]:
    names = (path.name.removeprefix("regrade-") for path in out.glob("regrade-*"))
    return sorted(int(name) for name in names if name.isdecimal())


def write_report(folder: Path, regrade: ClassRegrade) -> None:
    """Write the report in its three forms; the record last, which says that it is whole."""
    folder.mkdir(exist_ok=True)
    write_text(folder / "regrade.html", regrade_html(regrade))
    write_text(folder / "regrade.md", regrade_markdown(regrade))
    text = json.dumps(regrade.model_dump(mode="json"), indent=1) + "\n"
    write_text(folder / RECORD, text)
    (folder / _DONE).unlink(missing_ok=True)


def read_preview(out: Path) -> ClassRegrade | None:
    """Return what was previewed last for the class in `out`; None if nothing was.

    Raises:
        SpecError: the record is damaged.
    """
    path = out / PREVIEW / RECORD
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        fields.pop("counts")
        return ClassRegrade.model_validate(fields)
    except FileNotFoundError:
        return None
    except (ValueError, AttributeError, KeyError) as error:
        msg = f"{str(path)!r} is no record of a preview; run `autograder regrade --preview` again"
        raise SpecError(msg) from error


def _head(key: str) -> str:
    return json.dumps({"regrade": 1, "key": key}) + "\n"


def _line(one: StudentRegrade) -> str:
    return json.dumps(one.model_dump(mode="json")) + "\n"


def _key_in(folder: Path) -> object:
    lines = _lines(folder)
    return lines[0].get("key") if lines else None


def _read(folder: Path) -> Iterator[StudentRegrade]:
    for fields in _lines(folder)[1:]:
        yield StudentRegrade.model_validate(fields)


def _lines(folder: Path) -> list[dict[str, object]]:
    """Return the records; a last line that was cut is dropped."""
    try:
        text = (folder / _DONE).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return []
    found = []
    for line in text.split("\n"):
        try:
            found.append(json.loads(line))
        except ValueError:
            break
    return found
