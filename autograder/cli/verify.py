"""`autograder verify`: hold assignments to what their authors say of them."""

import functools
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from autograder import plugins, spec
from autograder.authoring.mutation import try_mutants
from autograder.authoring.verify import Report, Settings, runs_at_home, verify
from autograder.authoring.verify.grounds import OpenSandbox
from autograder.authoring.verify.page import report_page
from autograder.authoring.verify.trials import THREADS, Place
from autograder.authoring.verify.verify import Level
from autograder.errors import SandboxError, SpecError
from autograder.model import Assignment, Sandbox
from autograder.sandbox.engine import Engine
from autograder.sandbox.process import ProcessSandbox

from .edge import OURS, UNREADABLE
from .matrix import show_report
from .sandboxes import open_sandbox


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyOptions:
    """What the user asked for beside the assignments' names."""

    course: Path
    level: Level = "full"
    seeds: int | None = None
    sample_seeds: int | None = None
    mutants: bool = False
    sandbox: str | None = None
    jobs: int | None = None
    as_json: bool = False
    out: Path | None = None


_MIXED: dict[Level, str] = {
    "basic": "the author's own code ran in the process sandbox, the reference once in Docker too",
    "full": "the author's own code ran in the process sandbox; in Docker, the reference once and "
    "all broken and hostile samples",
}


def verify_assignments(slugs: Sequence[str], options: VerifyOptions) -> int:
    """Verify `slugs`, or every assignment of the course; return the exit code."""
    course = spec.find_course(options.course)
    names = slugs or spec.assignment_slugs(course)
    if not names:
        msg = f"no assignment in {str(course)!r}; make assignments/<slug>/assignment.toml"
        raise SpecError(msg)
    folders = [spec.assignment_folder(course, name) for name in names]
    reports = []
    with ExitStack() as stack:
        places = Places(stack, options.sandbox, options.level)
        for folder in folders:
            reports.append(_verified(folder, places, options))
            _tell(reports[-1], options)
    if options.as_json:
        texts = ",\n".join(report.model_dump_json(indent=2) for report in reports)
        sys.stdout.write(f"[\n{texts}\n]\n")
    return max(map(_exit_code, reports))


class Places:
    """Opens each kind of sandbox once for all assignments."""

    def __init__(self, stack: ExitStack, wanted: str | None, level: Level) -> None:
        self._stack = stack
        self._level = level
        self._wanted = wanted
        self._open: dict[str, Sandbox] = {}
        self._engine_problem = "" if wanted == "process" else engine_problem()

    def for_assignment(self, folder: Path) -> tuple[dict[Place, OpenSandbox], tuple[str, ...]]:
        """Return where the assignment can run, and words on where it cannot.

        Raises:
            SandboxError: nowhere.
        """
        assignment = _loaded(folder)
        is_at_home = assignment is None or runs_at_home(assignment)
        docker = functools.partial(self._opened, "docker")
        home = functools.partial(self._opened, "process")
        if self._wanted not in (None, "process", "docker"):
            return {"home": functools.partial(self._opened, str(self._wanted))}, ()
        if self._wanted == "process":
            words = "--sandbox process: neither Docker nor what attacks its surroundings was tried"
            return {"home": home, "threads": self._with_threads}, (words,)
        if self._engine_problem:
            if self._wanted == "docker" or not is_at_home:
                raise SandboxError(self._engine_problem)
            words = f"no Docker Engine answers, so nothing ran in the image: {self._engine_problem}"
            return {"home": home, "threads": self._with_threads}, (words,)
        if self._wanted == "docker" or not is_at_home:
            return _in_docker(assignment, docker)
        places: dict[Place, OpenSandbox] = {
            "home": home, "docker": docker, "threads": self._with_threads,
        }  # fmt: skip
        return places, (_MIXED[self._level],)

    def _opened(self, name: str) -> Sandbox:
        if name not in self._open:
            self._open[name] = open_sandbox(name)
            self._stack.callback(self._open[name].close)
        return self._open[name]

    def _with_threads(self) -> Sandbox:
        if "threads" not in self._open:
            self._open["threads"] = ProcessSandbox(threads=THREADS)
            self._stack.callback(self._open["threads"].close)
        return self._open["threads"]


def _in_docker(
    assignment: Assignment | None, docker: OpenSandbox
) -> tuple[dict[Place, OpenSandbox], tuple[str, ...]]:
    """Return the places of an assignment of which all runs in Docker.

    A container's linear algebra has one thread; torch can be told otherwise by the code itself.
    """
    places: dict[Place, OpenSandbox] = {"home": docker, "docker": docker}
    tasks = assignment.tasks if assignment else ()
    if assignment and any(assignment.image_of(task) == "torch" for task in tasks):
        return places | {"threads": docker}, ("all ran in Docker",)
    return places, ("all ran in Docker, hence nothing with another number of threads",)


def engine_problem() -> str:
    """Return why no Docker Engine answers; empty if one does."""
    try:
        engine = Engine()
        try:
            engine.api.ping()
        finally:
            engine.close()
    except SandboxError as error:
        return str(error)
    return ""


def _verified(folder: Path, places: Places, options: VerifyOptions) -> Report:
    console = Console(file=sys.stderr, highlight=False)

    def tell(words: str) -> None:
        if not options.as_json:
            console.print(f"{folder.name}: {words}", markup=False, soft_wrap=True)

    sandboxes, notes = places.for_assignment(folder)
    # One more than cores: those that wait for a time-out leave room for others.
    jobs = options.jobs or (os.cpu_count() or 1) + 1
    settings = Settings(
        level=options.level,
        sandboxes=sandboxes,
        executor=plugins.load("executors", "local")(jobs),
        seeds=options.seeds,
        sample_seeds=options.sample_seeds,
        notes=notes,
        mutate=functools.partial(try_mutants, jobs=jobs) if options.mutants else None,
        tell=tell,
    )
    return verify(folder, settings)


def _loaded(folder: Path) -> Assignment | None:
    try:
        return spec.load_assignment(folder)
    except SpecError:  # verify itself names all that is wrong
        return None


def _tell(report: Report, options: VerifyOptions) -> None:
    if options.out is not None:
        options.out.mkdir(parents=True, exist_ok=True)
        page = options.out / f"{report.slug}.html"
        page.write_text(report_page(report), encoding="utf-8")
        text = report.model_dump_json(indent=2) + "\n"
        (options.out / f"{report.slug}.json").write_text(text, encoding="utf-8")
    if not options.as_json:
        show_report(report, Console(highlight=False), options.out)


def _exit_code(report: Report) -> int:
    if report.problems:
        return OURS
    if any(finding.rule == "spec" for finding in report.findings):
        return UNREADABLE
    return 0 if report.holds else 1
