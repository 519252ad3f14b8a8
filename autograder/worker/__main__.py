"""`python3 -s -P -B -u -m autograder.worker [--plain]`: frames on standard input and output."""

import argparse
import gc
import importlib
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from autograder import __version__

from .folder import SHARED_MEMORY, WorkFolder
from .outer import OuterChannel
from .rlimits import ProcessLimits

TMP = Path("/tmp")  # noqa: S108 - in a container it is the only writable place
LATE = ("numpy.random", "numpy.linalg")
"""What numpy itself imports at first use: in each student process, if not before the fork."""
FIRST_FREE = 10
HIGHEST = 65536


def main() -> None:
    """Serve one submission until the trusted side closes the stream."""
    gc.disable()  # imports make no garbage that is worth a search
    options = _parse()
    limits = ProcessLimits(memory_mb=options.memory_mb, cpu_seconds=options.cpu_seconds)
    if options.plain:
        _serve_plain(limits, options.preload)
    else:
        _serve_zygote(limits, options.preload)


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="autograder.worker", description=__doc__)
    parser.add_argument("--plain", action="store_true", help="serve one test without forking")
    parser.add_argument("--memory-mb", type=int, default=0, help="limit of a student process")
    parser.add_argument("--cpu-seconds", type=int, default=0, help="limit of a student process")
    parser.add_argument("--preload", nargs="*", default=["numpy", "torch"], metavar="MODULE")
    return parser.parse_args()


def _serve_zygote(limits: ProcessLimits, preload: list[str]) -> None:
    from . import zygote  # noqa: PLC0415 - cannot be imported where there is no fork
    from .system import adopt_orphans, hide_memory  # noqa: PLC0415

    os.closerange(3, HIGHEST)
    hide_memory()
    adopt_orphans()
    outer = _take_over_standard_streams()
    folder = _work_folder()
    info = _import_before_fork(preload)
    wake = zygote.arrange_signals()
    gc.freeze()
    gc.enable()
    zygote.Zygote(outer, folder, info=info, limits=limits, wake=wake).run()


def _serve_plain(limits: ProcessLimits, preload: list[str]) -> None:
    from . import plain  # noqa: PLC0415 - the other mode does not need it

    outer, printed = plain.redirect_standard_streams()
    folder = _work_folder()
    info = _import_before_fork(preload)
    gc.enable()
    plain.serve(outer, printed, folder, info, limits)


def _take_over_standard_streams() -> OuterChannel:
    import fcntl  # noqa: PLC0415 - only where there is fork

    source = fcntl.fcntl(0, fcntl.F_DUPFD_CLOEXEC, FIRST_FREE)
    sink = fcntl.fcntl(1, fcntl.F_DUPFD_CLOEXEC, FIRST_FREE)
    # Standard error stays: the last words of a broken worker are read by the engine.
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.close(null)
    return OuterChannel(source, sink)


def _work_folder() -> WorkFolder:
    given = os.environ.get("AUTOGRADER_WORK")
    if os.getpid() == 1 and not given:
        folder = _container_folder()
    else:
        home = Path(given or tempfile.mkdtemp(prefix="autograder-")).resolve()
        (home / "work").mkdir()
        folder = WorkFolder(home / "work", home=home)
    os.environ.update(folder.environment())
    return folder


def _container_folder() -> WorkFolder:
    # All of it is emptied after each test: be sure that it is nobody else's.
    if not os.path.ismount(TMP):
        sys.exit(f"process 1 needs a file system of its own at {TMP}")
    wipe = (SHARED_MEMORY,) if os.path.ismount(SHARED_MEMORY) else ()
    return WorkFolder(TMP, wipe=wipe)


def _import_before_fork(modules: list[str]) -> dict[str, Any]:
    """Import what every test needs; return the "info" of a loaded answer."""
    for name in (*modules, *LATE):
        with suppress(ImportError):  # torch is in few images
            loaded: Any = importlib.import_module(name)
            if name == "torch":
                loaded.set_num_threads(1)
    python = ".".join(map(str, sys.version_info[:3]))
    versions = {name: _version(name) for name in ("numpy", "torch")}
    return {"worker": __version__, "python": python, "platform": sys.platform, **versions}


def _version(name: str) -> str | None:
    found = getattr(sys.modules.get(name), "__version__", None)
    return None if found is None else str(found)


if __name__ == "__main__":
    main()
