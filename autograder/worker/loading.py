"""The student's files as modules under their own names, so that they can import each other."""

import importlib
import sys
from difflib import get_close_matches
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

from .failures import StudentFailure, describe, refusal

PROTECTED = sys.stdlib_module_names | {"autograder", "numpy", "torch", "matplotlib"}


class Modules:
    """The modules of one student process; each file is executed once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: dict[str, ModuleType] = {}
        self._failed: dict[str, StudentFailure] = {}

    def load(self, file: Any) -> ModuleType:
        """Return the module of submitted `file`, executed on first use.

        Raises:
            StudentFailure: there is no such file, or executing it raised.
        """
        if type(file) is not str:
            msg = f"a file's name is a text, found {type(file).__name__}"
            raise refusal(msg, kind="ProtocolError")
        if file in self._failed:
            raise self._failed[file]
        if file not in self._loaded:
            self._loaded[file] = self._imported_by_another(file) or self._execute(file)
        return self._loaded[file]

    def load_all(self) -> None:
        """Execute every submitted module now; a failure is kept for whoever asks for it."""
        for path in sorted(self._folder.rglob("*.py")):
            file = path.relative_to(self._folder).as_posix()
            try:
                self.load(file)
            except StudentFailure as failure:
                self._failed[file] = failure

    def find(self, file: Any, name: Any) -> Any:
        """Return what submitted `file` calls `name`; a failure names what is like it."""
        module = self.load(file)
        try:
            return getattr(module, name)
        except AttributeError:
            names = [key for key in vars(module) if type(key) is str]
            near = get_close_matches(name, [key for key in names if not key.startswith("_")])
            msg = f"{file} has no {name!r}"
            raise _missing(msg, near) from None

    def _imported_by_another(self, file: str) -> ModuleType | None:
        module = sys.modules.get(_module_name(file))
        path = str(self._folder / file)
        return module if getattr(module, "__file__", None) == path else None

    def _execute(self, file: str) -> ModuleType:
        path = self._folder / file
        if not path.is_file():
            msg = f"no file {file!r} was submitted"
            raise _missing(msg, self._near_files(file))
        if path.suffix != ".py":
            msg = f"{file!r} cannot be imported: only .py files can"
            raise refusal(msg, kind="ImportError", stage="import")
        try:
            return _execute(_module_name(file), path)
        except BaseException as error:  # noqa: BLE001 - the student's word, whatever it is
            raise StudentFailure(describe(error, "import", self._folder)) from None

    def _near_files(self, file: str) -> list[str]:
        paths = self._folder.rglob("*.py")
        return get_close_matches(
            file, [path.relative_to(self._folder).as_posix() for path in paths]
        )


def define(source: str, name: str) -> ModuleType:
    """Return a new module made from the test's own helper source."""
    module = ModuleType(name)
    # Dataclasses look their module up by name.
    sys.modules.setdefault(name, module)
    exec(compile(source, f"<{name}>", "exec"), vars(module))  # noqa: S102 - the test's own source
    return module


def _execute(name: str, path: Path) -> ModuleType:
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        msg = f"{path.name!r} cannot be imported"
        raise ImportError(msg)
    module = module_from_spec(spec)
    # A file called random.py must not become the `random` of other libraries.
    register = name.partition(".")[0] not in PROTECTED
    if register:
        _import_parents(name)
        sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        if register:
            sys.modules.pop(name, None)
        raise
    return module


def _import_parents(name: str) -> None:
    parent = name.rpartition(".")[0]
    if parent:
        importlib.import_module(parent)


def _module_name(file: str) -> str:
    return ".".join(PurePosixPath(file).with_suffix("").parts)


def _missing(message: str, near: list[str]) -> StudentFailure:
    hint = f"; did you mean {' or '.join(map(repr, near))}?" if near else ""
    return refusal(message + hint, kind="MissingName", stage="missing")
