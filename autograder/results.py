"""What a class's folder holds: its claim, its pages and tables, each written whole or not at all.

OUT/<submission-id>/{grade.json,report.html,report.md,staff.html,journal.jsonl,submission.zip}
OUT/gradebook.csv  OUT/gradebook.db  OUT/summary.html
"""

import io
import json
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder import report
from autograder.errors import SpecError, SubmissionError
from autograder.model import ClassList, Grade, Submission, SubmittedFile, digest_of
from autograder.scoring.attempts import standing_places

GRADE = "grade.json"
PAGES = ("report.html", "report.md", "staff.html")
KEPT = "submission.zip"
CLASS = ".class.json"
SUMMARY, TABLE, BOOK, LOCK = (
    "summary.html",
    "gradebook.csv",
    "gradebook.db",
    "autograder-grade.lock",
)
_RECORD = "submission.json"
"""Beside the files: no assignment asks for a file of this kind."""
_TORN = (ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error)
TIMES, EXTENSIONS, SPENT, ROSTER = "times.csv", "extensions.csv", "spent.csv", "roster.csv"
"""What the user last said of dates and of who is in the class: the next run need not be told."""
RESERVED = {SUMMARY, TABLE, BOOK, f"{BOOK}-wal", f"{BOOK}-shm", LOCK} | {
    TIMES,
    EXTENSIONS,
    SPENT,
    ROSTER,
}


def claim_folder(out: Path, people: ClassList, tasks: Collection[str] | None) -> None:
    """Keep `out` for one assignment, and whole grades apart from those of some `tasks`.

    Raises:
        SpecError: it holds other results.
    """
    out.mkdir(parents=True, exist_ok=True)
    extent = "all tasks" if tasks is None else f"only {', '.join(sorted(tasks))}"
    record = {"extent": extent, **people.model_dump(mode="json")}
    found = _record(out) or record
    if any(found[key] != record[key] for key in ("assignment", "extent")):
        msg = (
            f"{str(out)!r} holds grades of {found['assignment']!r} ({found['extent']}), these "
            f"would be of {people.assignment!r} ({extent}): name another folder with -o"
        )
        raise SpecError(msg)
    write_text(out / CLASS, json.dumps(record, indent=1))


def class_list(out: Path) -> ClassList | None:
    """Return who belongs to the class graded into `out`, if that was recorded."""
    record = _record(out)
    return ClassList.model_validate(record) if record.pop("extent", None) else None


def _record(out: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((out / CLASS).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return {}


def graded_tasks(out: Path) -> tuple[str, ...] | None:
    """Return the tasks of which `out` holds grades; None if it holds whole ones."""
    kind, _, tasks = _record(out).get("extent", "").partition("only ")
    return tuple(tasks.split(", ")) if tasks and not kind else None


def write_reports(grade: Grade, folder: Path) -> None:
    """Write the pages for the student and for staff into `folder`."""
    view = report.student_view(grade)
    texts = (report.student_html(view), report.student_markdown(view), report.staff_html(grade))
    for name, text in zip(PAGES, texts, strict=True):
        write_text(folder / name, text)


def keep_submission(folder: Path, submission: Submission) -> None:
    """Keep what is graded in `folder`: the files, and beside them what intake said of them.

    The same submission makes the same bytes. Of one that cannot be read the reason is kept.
    Earlier work stays beside it, under a name of its own: another attempt may count.
    """
    packed = _packed(submission)
    try:
        before = (folder / KEPT).read_bytes()
    except FileNotFoundError:
        before = b""
    if before == packed:
        return
    earlier = _digest_in(before)
    if earlier and earlier != submission.digest:
        (folder / KEPT).replace(folder / _name_of(earlier))
    with _replacing(folder / KEPT) as unfinished:
        unfinished.write_bytes(packed)


def kept_submission(folder: Path, grade: Grade) -> Submission | None:
    """Return what was graded as `grade`; None if it was not kept.

    Raises:
        SubmissionError: what is kept is torn, was changed, or is not the work that was graded.
    """
    path = folder / _name_of(grade.manifest.submission_digest)
    path = path if path.is_file() else folder / KEPT
    try:
        found = _unpacked(path.read_bytes())
    except FileNotFoundError:
        return None
    except _TORN as error:
        raise SubmissionError(_spoiled(path, "it cannot be read")) from error
    whole = (digest_of(found.files) if found.files else "") == found.digest
    if not whole or found.id != grade.submission_id:
        raise SubmissionError(_spoiled(path, "its files are not those that were kept"))
    if found.digest != grade.manifest.submission_digest:
        raise SubmissionError(_spoiled(path, "the grade beside it is of other work"))
    return found


def _packed(submission: Submission) -> bytes:
    record = json.dumps(submission.model_dump(mode="json", exclude={"files"}))
    files = {file.path: file.content for file in submission.files} | {_RECORD: record.encode()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name)  # with the fixed time of 1980
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return packed.getvalue()


def _unpacked(packed: bytes) -> Submission:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    record = json.loads(contents.pop(_RECORD))
    files = [SubmittedFile(path=name, content=content) for name, content in contents.items()]
    return Submission.model_validate(record | {"files": files})


def _name_of(digest: str) -> str:
    return f"submission-{digest.removeprefix('sha256:')[:12]}.zip"


def _digest_in(packed: bytes) -> str:
    try:
        return _unpacked(packed).digest
    except _TORN:
        return ""


def _spoiled(path: Path, why: str) -> str:
    return (
        f"the work kept in {str(path)!r} cannot be graded again: {why}; run "
        "`autograder grade` on the class's submissions once more, which keeps it anew"
    )


def write_tables(grades: Iterable[Grade], out: Path, people: ClassList | None) -> None:
    """Write the class's page and table into `out`."""
    outlines = report.Outlines.of(grades)
    standing = outlines.at(standing_places(outlines, people.counts if people else "last"))
    ordered = standing.by(lambda grade: grade.submission_id)
    title = ordered[0].assignment_title if ordered else ""
    with _replacing(out / SUMMARY) as unfinished, unfinished.open("w", encoding="utf-8") as file:
        file.writelines(report.summary_pieces(title, ordered, people))
    with _replacing(out / TABLE) as unfinished:
        report.write_class_csv(ordered, unfinished, people)


def write_text(path: Path, text: str) -> None:
    """Write `text` so that a reader sees the old file or the new one, never half of one."""
    with _replacing(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8")


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Yield where to write; what was written whole takes the place of `path`."""
    # Always the same name: what a killed run leaves is overwritten by the run that finishes it.
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        yield unfinished
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def read_grade(path: Path) -> Grade | None:
    """Return the grade in `path`; None if there is none, or none that can be read."""
    try:
        return report.read_grade(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return None
