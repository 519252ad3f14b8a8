"""Write the student's template; tell whether it is stale; pack it."""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import SpecError
from autograder.model import Assignment
from autograder.notebooks import notebook_name

from .leaks import Proof, prove_nothing_leaked
from .template import build_template

_CACHES = frozenset({"__pycache__", ".pytest_cache", ".DS_Store"})
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16


@dataclass(frozen=True)
class PublishReport:
    """What was written, what was left alone, and what was compared."""

    target: Path
    written: tuple[str, ...]
    """All files of the template."""
    changed: tuple[str, ...]
    """Those of them that were new or different."""
    kept: tuple[str, ...]
    """Files found in the target that publish did not make."""
    proof: Proof

    def summary(self) -> str:
        """Return the report as one line for a terminal."""
        proof = self.proof
        kept = f", kept {', '.join(self.kept)}" if self.kept else ""
        quoted = f"; the handout quotes {len(proof.quoted)} of them" if proof.quoted else ""
        return (
            f"{len(self.written)} files, {len(self.changed)} changed{kept}; {proof.lines} lines "
            f"compared with {proof.solution_lines} of the solution, {proof.hidden_lines} of hidden "
            f"tests, {proof.other_lines} of mistakes and rubric: none leaked{quoted}"
        )


def publish(assignment: Assignment, target: Path, *, notebook: bool = False) -> PublishReport:
    """Write the template to the folder `target`, in one step; keep files that are not ours.

    With `notebook`, modules and answers are written as notebooks.

    Raises:
        SpecError: the reference cannot be stripped, something secret would be
            published, or `target` is not the template's folder. Nothing is
            written then.
    """
    _check_target(assignment, target)
    files = build_template(assignment, notebook=notebook)
    former = build_template(assignment, notebook=not notebook)
    # Of the other form, what a student has not touched is ours to remove.
    kept = tuple(
        name
        for name in _others(target, files)
        if name not in former or former[name] != _read(target / name)
    )
    proof = prove_nothing_leaked(assignment, files, _contents(target, kept))
    changed = tuple(name for name, content in files.items() if _read(target / name) != content)
    _swap(target, files, kept)
    return PublishReport(target, tuple(files), changed, kept, proof)


def check_published(assignment: Assignment, target: Path, *, notebook: bool = False) -> list[str]:
    """Return in words how `target` differs from what `publish` would write.

    Raises:
        SpecError: see `publish`.
    """
    _check_target(assignment, target)
    files = build_template(assignment, notebook=notebook)
    prove_nothing_leaked(assignment, files)
    found = [words for name in files if (words := _difference(target, name, files[name]))]
    others = [name for name in _others(target, files) if not Path(name).name.startswith(".")]
    return found + [f"{name}: not written by publish; remove it" for name in others]


def zip_template(assignment: Assignment, target_zip: Path, *, notebook: bool = False) -> None:
    """Write the template as a zip; the same template gives the same bytes.

    Raises:
        SpecError: see `publish`.
    """
    files = build_template(assignment, notebook=notebook)
    prove_nothing_leaked(assignment, files)
    target_zip.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target_zip.parent, prefix=".publish-") as folder:
        unfinished = Path(folder) / target_zip.name
        with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                info = zipfile.ZipInfo(f"{assignment.slug}/{name}", _EPOCH)
                info.create_system, info.external_attr = 3, _PLAIN_FILE
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, content)
        unfinished.replace(target_zip)


def is_notebook_form(assignment: Assignment, target: Path) -> bool:
    """Tell whether `target` was published with notebooks in place of modules."""
    return any(
        (target / notebook_name(name)).is_file() and not (target / name).exists()
        for name in assignment.submit
        if name.endswith(".py")
    )


def _check_target(assignment: Assignment, target: Path) -> None:
    if target.name != assignment.slug:
        msg = f"expected a template folder named {assignment.slug!r}, found {target.name!r}"
        raise SpecError(msg)
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        msg = f"expected a folder or nothing at {str(target)!r}, found something else; remove it"
        raise SpecError(msg)
    if target.resolve() in (assignment.folder, assignment.reference):
        msg = f"expected a template folder, found the assignment's own: {str(target)!r}"
        raise SpecError(msg)


def _swap(target: Path, files: Mapping[str, bytes], kept: tuple[str, ...]) -> None:
    """Write a whole new folder beside `target`, then put it in its place."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".publish-") as folder:
        new, old = Path(folder) / "new", Path(folder) / "old"
        new.mkdir()
        for name, content in files.items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(content)
        for name in kept:
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(target / name, new / name, follow_symlinks=False)
        if target.exists():
            target.rename(old)
        try:
            new.rename(target)
        except OSError:
            if old.exists():
                old.rename(target)
            raise


def _others(target: Path, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the files in `target` that are not of the template, caches left out."""
    return tuple(sorted(set(_walk(target)) - set(files))) if target.is_dir() else ()


def _walk(folder: Path) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in _CACHES]
        links = [name for name in folders if (Path(place) / name).is_symlink()]
        for name in names + links:
            if name not in _CACHES:
                yield (Path(place) / name).relative_to(folder).as_posix()


def _contents(target: Path, names: tuple[str, ...]) -> dict[str, bytes]:
    return {name: _read(target / name) or b"" for name in names}


def _read(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def _difference(target: Path, name: str, expected: bytes) -> str:
    found = _read(target / name)
    if found is None:
        return f"{name}: missing"
    if found == expected:
        return ""
    pairs = zip(expected.split(b"\n"), found.split(b"\n"), strict=False)
    same = next((index for index, (ours, theirs) in enumerate(pairs) if ours != theirs), None)
    shorter = min(expected.count(b"\n"), found.count(b"\n")) + 1
    return f"{name}: differs from line {shorter if same is None else same + 1} on"
