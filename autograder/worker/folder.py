"""The one writable place: the student's files, and whatever their code leaves behind."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - emptied, never written
OWNER_ONLY = 0o700


class WorkFolder:
    """`base` and in it `submission`, where student code runs; refreshed for each test.

    Args:
        base: emptied for each test.
        wipe: other places that are emptied too.
        home: what `remove` removes at the end.
    """

    def __init__(
        self, base: Path, *, wipe: tuple[Path, ...] = (), home: Path | None = None
    ) -> None:
        self.base = base
        self._home = home
        self.submission = base / "submission"
        self.settings = base / "matplotlib"
        self._wipe = wipe
        given = os.environ.get("MPLCONFIGDIR", "")
        self._fonts = sorted(Path(given).glob("fontlist-*.json")) if given else []
        self._files: dict[str, bytes] = {}
        self.has_plots = True
        """Student code may import matplotlib, which then wants its list of fonts."""

    def load(self, files: Mapping[str, bytes]) -> None:
        """Take the checked files and write them. Raises ValueError for a path that leaves."""
        self._files = {_checked(name): data for name, data in files.items()}
        self.refresh()

    def add(self, files: Mapping[str, bytes]) -> None:
        """Take files that are in the folder already, to be written again like the others."""
        self._files |= files

    def refresh(self) -> None:
        """Empty every writable place and write the files again. Raises OSError."""
        for place in (self.base, *self._wipe):
            empty(place)
        self.submission.mkdir()
        if self.has_plots:
            self._copy_fonts()
        for name, data in self._files.items():
            path = self.submission / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(data)

    def remove(self) -> None:
        """Remove `home`, the folder that was made for this worker, if there is one."""
        if self._home is not None:
            os.chdir(self._home.parent)
            shutil.rmtree(self._home, ignore_errors=True)

    def environment(self) -> dict[str, str]:
        """Return the variables that send temporary files and settings into the folder."""
        names = ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP")
        settings = {"MPLCONFIGDIR": str(self.settings), "MPLBACKEND": "Agg"}
        return dict.fromkeys(names, str(self.base)) | settings

    def _copy_fonts(self) -> None:
        # Without its list of fonts, matplotlib takes seconds in each test to build it.
        self.settings.mkdir()
        for path in self._fonts:
            shutil.copy(path, self.settings)


def empty(folder: Path) -> None:
    """Remove all that is in `folder`, however deep, linked or locked. Raises OSError."""
    serial, prefix = 0, f"lifted-{os.urandom(8).hex()}"
    while entries := list(os.scandir(folder)):
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                _unlink(entry)
                continue
            Path(entry.path).chmod(OWNER_ONLY)
            # Lift what is inside to the top: no path grows too long, no recursion too deep.
            for inner in list(os.scandir(entry.path)):
                serial += 1
                _lift(inner, folder / f"{prefix}-{serial}")
            Path(entry.path).rmdir()


def _lift(inner: "os.DirEntry[str]", target: Path) -> None:
    if inner.is_dir(follow_symlinks=False):
        Path(inner.path).chmod(OWNER_ONLY)
        Path(inner.path).rename(target)
    else:
        _unlink(inner)


def _unlink(entry: "os.DirEntry[str]") -> None:
    if os.name == "nt":
        Path(entry.path).chmod(OWNER_ONLY)  # Windows keeps what is read-only
    Path(entry.path).unlink()


def _checked(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts or "\\" in name or ":" in name:
        msg = f"a submitted file has a relative path without '..', found {name!r}"
        raise ValueError(msg)
    return name
