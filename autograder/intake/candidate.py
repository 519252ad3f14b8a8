"""One hand-in, found but not yet read; reading it never fails through the student's fault."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from autograder.errors import SubmissionError
from autograder.model import Assignment, Student, Submission, SubmittedFile, digest_of
from autograder.paths import beneath

from .archives import archive_entries
from .bounds import Budget, LeftOutError, RefusedError
from .content import clean_content, size_limit
from .entry import Entry, checked
from .layout import Layout, lay_out, only_archive, others
from .names import clean_id, is_archive, printable
from .notebook import answers_in, notes_on
from .source import ArchiveSource, FileSource, NamedSource, Source, read_archive
from .wanted import required_names, stands_for, wanted_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One student's hand-in for one assignment; in plain texts, for a class holds them all."""

    id: str
    """Safe as a folder name, unique among the candidates found together."""
    student_id: str
    student_name: str = ""
    student_email: str = ""
    folder: Path
    """Where it lies; one object for all that lie there."""
    file: str
    """The name that it has there."""
    assignment: Assignment = field(repr=False)
    origin: Source = field(repr=False)
    notes: tuple[str, ...] = ()
    submitted_at: datetime | None = None
    late: bool | None = None
    extended_until: datetime | None = None
    late_days_spent: int = 0

    @property
    def student(self) -> Student:
        """Whose work it is."""
        return Student(id=self.student_id, name=self.student_name, email=self.student_email)

    @property
    def source(self) -> Path:
        """What lies on disk: the student's own folder or file, or the class's archive."""
        return beneath(self.folder, self.file)

    def read(self) -> Submission:
        """Read and check the hand-in; what is wrong with it becomes `problem` or a note.

        Raises:
            SubmissionError: through no fault of the student: the disk or its
                permissions do not let us read. Never a reason to give no points.
        """
        budget = Budget()
        try:
            with self.origin.open(budget) as entries:
                files, notes = _read_entries(entries, self.assignment, budget)
        except RefusedError as error:
            return self._submission(problem=f"{error} (expected: {_wanted(self.assignment)})")
        return self._submission(files=files, notes=notes)

    def _submission(
        self,
        files: tuple[SubmittedFile, ...] = (),
        notes: tuple[str, ...] = (),
        problem: str | None = None,
    ) -> Submission:
        return Submission(
            id=self.id,
            assignment=self.assignment.slug,
            student=self.student,
            submitted_at=self.submitted_at,
            late=self.late,
            extended_until=self.extended_until,
            late_days_spent=self.late_days_spent,
            digest=digest_of(files) if files else "",
            files=files,
            notes=self.notes + notes,
            problem=problem,
        )


def read_submission(folder_or_file: Path, assignment: Assignment, student_id: str) -> Submission:
    """Read one student's work where it lies: of a folder, only the wanted files are looked at.

    Raises:
        SubmissionError: there is nothing at that path, or it cannot be read.
    """
    path = folder_or_file.resolve()
    if not path.exists():
        msg = f"nothing at {str(folder_or_file)!r}: expected a folder, a file or a zip"
        raise SubmissionError(msg)
    folder, file = path.parent, path.name
    origin, notes = file_source(folder, file, assignment)
    if path.is_dir():
        origin, notes = NamedSource(path, wanted_names(assignment)), ()
    return Candidate(
        id=clean_id(student_id),
        student_id=student_id,
        folder=folder,
        file=file,
        assignment=assignment,
        origin=origin,
        notes=notes,
    ).read()


def file_source(folder: Path, file: str, assignment: Assignment) -> tuple[Source, tuple[str, ...]]:
    """Return how to read a single file on disk, and what the student should know of it."""
    if is_archive(file):
        return ArchiveSource(folder, file), ()
    wanted = meant_by(file, assignment) or file
    taken = f"{printable(file)} was taken as {wanted!r}"
    return FileSource(folder, file, wanted), (() if file == wanted else (taken,))


def meant_by(name: str, assignment: Assignment) -> str | None:
    """Return the wanted file that a lone file called `name` must be; None if that is not clear."""
    required = required_names(assignment)
    for wanted in wanted_names(assignment):
        if wanted.rpartition("/")[2].casefold() == name.casefold():
            return wanted
    alike = [wanted for wanted in required if Path(wanted).suffix == Path(name).suffix]
    return alike[0] if len(alike) == 1 else None


_Files = tuple[tuple[SubmittedFile, ...], tuple[str, ...]]


def _read_entries(
    entries: list[Entry], assignment: Assignment, budget: Budget, *, nested: bool = False
) -> _Files:
    """Return the kept files and the notes. Raises RefusedError."""
    kept = checked(entries)
    layout = lay_out(kept, assignment)
    inner = only_archive(kept)
    if not layout.found and inner and not nested:
        with archive_entries(read_archive(inner), budget) as within:
            return _read_entries(within, assignment, budget, nested=True)
    files, notes = _read_files(layout)
    if not files:
        msg = "; ".join(notes) or f"none of the files asked for is there, found {others(kept)}"
        raise RefusedError(msg)
    made, taken = answers_in(files, assignment)
    files += made
    there = {stands_for(name, assignment) for name in (*layout.found, *(f.path for f in made))}
    missing = [name for name in assignment.submit if name not in there]
    notes += [_absent(name, kept) for name in missing if name not in assignment.optional]
    notes += [*taken, *notes_on(files, assignment)]
    return tuple(files), (*layout.notes, *notes)


def _read_files(layout: Layout) -> tuple[list[SubmittedFile], list[str]]:
    files, notes = [], []
    for name, entry in layout.found.items():
        try:
            content, repairs = clean_content(name, entry.read(size_limit(name)))
        except LeftOutError as error:
            notes.append(f"{name!r} was left out: it {error}")
        else:
            files.append(SubmittedFile(path=name, content=content))
            notes += repairs
    return files, notes


def _absent(name: str, entries: list[Entry]) -> str:
    return f"{name!r} is not there, so its checks cannot pass; found {others(entries)}"


def _wanted(assignment: Assignment) -> str:
    names = [
        f"{name} (optional)" if name in assignment.optional else name for name in assignment.submit
    ]
    return ", ".join(names)
