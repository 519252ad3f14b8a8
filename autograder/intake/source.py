"""Where one student's work lies: each kind of place opens as a list of entries."""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn, Protocol

from autograder.errors import SubmissionError
from autograder.paths import beneath

from .archives import ClassArchive, archive_entries
from .bounds import MAX_TOTAL, Budget, LeftOutError, RefusedError
from .disk import folder_entries, named_entries, read_plain
from .entry import Entry
from .names import normal_name


class Source(Protocol):
    """One student's work, not yet read."""

    def open(self, budget: Budget) -> AbstractContextManager[list[Entry]]:
        """Give the entries, readable while the block lasts.

        Raises:
            RefusedError: it cannot be opened, through the student's fault.
            SubmissionError: it cannot be opened, through ours.
        """


@dataclass(frozen=True, slots=True)
class FolderSource:
    """A folder of which everything is looked at; where it lies, and its name there."""

    parent: Path
    """One object for a whole class: ten thousand paths take many times the room of the names."""
    name: str = ""

    @contextmanager
    def open(self, budget: Budget) -> Iterator[list[Entry]]:  # noqa: ARG002 - disk needs no meter
        """See `Source`."""
        yield folder_entries(beneath(self.parent, self.name))


@dataclass(frozen=True, slots=True)
class NamedSource:
    """A folder of which only the named files are looked at: a student's own working folder."""

    path: Path
    names: tuple[str, ...]

    @contextmanager
    def open(self, budget: Budget) -> Iterator[list[Entry]]:  # noqa: ARG002 - disk needs no meter
        """See `Source`."""
        yield named_entries(self.path, self.names)


@dataclass(frozen=True, slots=True)
class FileSource:
    """The file `file` in `folder`, to be read as if it were called `name`."""

    folder: Path
    file: str
    name: str

    @contextmanager
    def open(self, budget: Budget) -> Iterator[list[Entry]]:  # noqa: ARG002 - disk needs no meter
        """See `Source`."""
        entries = named_entries(self.folder, (self.file,))
        yield [entry if entry.refusal else replace(entry, name=self.name) for entry in entries]


@dataclass(frozen=True, slots=True)
class ArchiveSource:
    """The archive `file` in `folder`, which is one student's."""

    folder: Path
    file: str

    @contextmanager
    def open(self, budget: Budget) -> Iterator[list[Entry]]:
        """See `Source`."""
        try:
            data = read_plain(self.folder, self.file, MAX_TOTAL)
        except LeftOutError as error:
            msg = f"the archive {error}; hand in only the files asked for"
            raise RefusedError(msg) from error
        with archive_entries(data, budget) as entries:
            yield entries


@dataclass(frozen=True, slots=True)
class PartSource:
    """One folder within an archive of many students."""

    archive: ClassArchive
    prefix: str

    @contextmanager
    def open(self, budget: Budget) -> Iterator[list[Entry]]:
        """See `Source`."""
        with self.archive.entries(budget) as entries:
            yield [
                replace(entry, name=normal_name(entry.name)[len(self.prefix) :])
                if not entry.refusal
                else entry
                for entry in entries
                if normal_name(entry.name).startswith(self.prefix)
            ]


@dataclass(frozen=True, slots=True)
class RenamedSource:
    """Some files of another source, under other names."""

    origin: Source
    names: Mapping[str, str] = field(hash=False)

    @contextmanager
    def open(self, budget: Budget) -> Iterator[list[Entry]]:
        """See `Source`."""
        with self.origin.open(budget) as entries:
            # A refused entry keeps its raw name, hence ask for the normal one.
            yield [
                entry if entry.refusal else replace(entry, name=self.names[entry.name])
                for entry in entries
                if normal_name(entry.name) in self.names
            ]


@dataclass(frozen=True, slots=True)
class AbsentSource:
    """What an export names and does not hold: no fault of the student's."""

    reason: str

    def open(self, budget: Budget) -> NoReturn:  # noqa: ARG002 - nothing is unpacked
        """See `Source`."""
        raise SubmissionError(self.reason)


@dataclass(frozen=True, slots=True)
class MemberSource:
    """One archive within an archive of many students."""

    archive: ClassArchive
    member: str

    @contextmanager
    def open(self, budget: Budget) -> Iterator[list[Entry]]:
        """See `Source`."""
        # A meter of its own: what counts for the student is what their archive unpacks to.
        with self.archive.entries(Budget()) as entries:
            # A refused entry keeps its raw name, hence compare the normal ones.
            same = [entry for entry in entries if normal_name(entry.name) == self.member]
            if len(same) != 1:
                msg = f"the archive is there {len(same)} times; which one counts?"
                raise RefusedError(msg)
            data = read_archive(same[0])
        with archive_entries(data, budget) as inner:
            yield inner


def read_archive(entry: Entry) -> bytes:
    """Return the bytes of an entry that is itself an archive. Raises RefusedError."""
    if entry.refusal:
        msg = f"the archive {entry.refusal}; hand in a plain file"
        raise RefusedError(msg)
    try:
        return entry.read(MAX_TOTAL)
    except LeftOutError as error:
        msg = f"the archive {error}; hand in only the files asked for"
        raise RefusedError(msg) from error
