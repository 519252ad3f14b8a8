"""A folder on disk or an archive, looked at in one way: names, kinds, parts; nothing is opened."""

import os
import stat
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from autograder.intake.archives import ClassArchive
from autograder.intake.bounds import CLASS_ENTRIES, Budget, RefusedError
from autograder.intake.class_archive import counted_name
from autograder.intake.disk import listing, read_plain
from autograder.intake.names import normal_name
from autograder.intake.source import (
    FolderSource,
    NamedSource,
    PartSource,
    RenamedSource,
    Source,
)

Kind = Literal["folder", "file", "other"]
GIT = ".git"


class Place(Protocol):
    """Where an export lies. Folders are named from its root, which is the empty name."""

    @property
    def path(self) -> Path:
        """Return where it lies on disk."""

    def source(self, name: str) -> Path:
        """Return what lies on disk of what is called `name`: an archive is all of it."""

    def children(self, folder: str) -> Mapping[str, Kind]:
        """Return what lies in `folder`, in order of names; junk is left out, links are `other`."""

    def is_repository(self, folder: str) -> bool:
        """Tell whether a `.git` lies in `folder`; it is not looked into."""

    def read(self, name: str, limit: int) -> bytes:
        """Return a file of the export itself.

        Raises:
            RefusedError: it is no plain file, or cannot be unpacked.
            LeftOutError: it is longer than `limit`.
        """

    def part(self, folder: str) -> Source:
        """Return `folder` as one student's work."""

    def files(self, folder: str, names: Mapping[str, str]) -> Source:
        """Return the files of `folder` that `names` lists, under the names that it gives them."""


def below(folder: str, name: str) -> str:
    """Return the name of what is called `name` in `folder`."""
    return f"{folder}/{name}" if folder else name


@dataclass(frozen=True)
class DiskPlace:
    """A folder on disk."""

    path: Path

    def source(self, name: str) -> Path:
        """See `Place`."""
        return self.path / name

    def children(self, folder: str) -> Mapping[str, Kind]:
        """See `Place`."""
        steps = tuple(folder.split("/")) if folder else ()
        found = listing(self.path, steps, CLASS_ENTRIES)
        kinds = {name: _kind(status.st_mode) for name, status in found}
        return {name: kinds[name] for name in sorted(kinds)}

    def is_repository(self, folder: str) -> bool:
        """See `Place`."""
        return os.path.lexists(self.path / folder / GIT)

    def read(self, name: str, limit: int) -> bytes:
        """See `Place`."""
        return read_plain(self.path, name, limit)

    def part(self, folder: str) -> Source:
        """See `Place`."""
        return FolderSource(self.path, folder)

    def files(self, folder: str, names: Mapping[str, str]) -> Source:
        """See `Place`."""
        wanted = {normal_name(name): target for name, target in names.items()}
        return RenamedSource(NamedSource(self.path / folder, tuple(names)), wanted)


@dataclass(frozen=True)
class ArchivePlace:
    """An archive, whose names were read once."""

    path: Path
    archive: ClassArchive = field(repr=False)
    inside: Mapping[str, Mapping[str, Kind]] = field(repr=False)
    repositories: frozenset[str] = field(repr=False)

    def source(self, name: str) -> Path:  # noqa: ARG002 - nothing is ever unpacked to disk
        """See `Place`."""
        return self.path

    def children(self, folder: str) -> Mapping[str, Kind]:
        """See `Place`."""
        return self.inside.get(folder, {})

    def is_repository(self, folder: str) -> bool:
        """See `Place`."""
        return folder in self.repositories

    def read(self, name: str, limit: int) -> bytes:
        """See `Place`."""
        with self.archive.entries(Budget()) as entries:
            same = [entry for entry in entries if normal_name(entry.name) == name]
            if len(same) != 1 or same[0].refusal:
                what = same[0].refusal if len(same) == 1 else f"is there {len(same)} times"
                msg = f"{name!r} {what}"
                raise RefusedError(msg)
            return same[0].read(limit)

    def part(self, folder: str) -> Source:
        """See `Place`."""
        return PartSource(self.archive, f"{folder}/" if folder else "")

    def files(self, folder: str, names: Mapping[str, str]) -> Source:
        """See `Place`."""
        return RenamedSource(self.part(folder), dict(names))


def archive_place(path: Path, archive: ClassArchive) -> ArchivePlace:
    """Read the names in `archive`. Raises RefusedError if it cannot be read."""
    with archive.entries(Budget()) as entries:
        names = [name for entry in entries if (name := counted_name(entry))]
        raw = [normal_name(entry.name) for entry in entries]
    inside: dict[str, dict[str, Kind]] = defaultdict(dict)
    for name in names:
        *folders, last = name.split("/")
        for depth, folder in enumerate(folders):
            inside["/".join(folders[:depth])][folder] = "folder"
        inside["/".join(folders)].setdefault(last, "file")
    ordered = {folder: dict(sorted(items.items())) for folder, items in inside.items()}
    return ArchivePlace(path, archive, ordered, frozenset(_repositories(raw)))


def _repositories(names: list[str]) -> set[str]:
    return {
        f"/{name}/".partition(f"/{GIT}/")[0].strip("/") for name in names if GIT in name.split("/")
    }


def _kind(mode: int) -> Kind:
    if stat.S_ISDIR(mode):
        return "folder"
    return "file" if stat.S_ISREG(mode) else "other"
