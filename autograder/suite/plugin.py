"""The pytest plugin: fixtures, seeds, one student process a test, a result as each test ends."""

import random
import sys
import time
from collections.abc import Generator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

import numpy as np
import pytest

from autograder import evidence
from autograder.evidence import Comparison
from autograder.model import CheckResult, ExpectedCheck, Outcome, Task
from autograder.notebooks import module_name

from . import traces
from .author_workers import AuthorWorkers, WorkerLinks
from .broker import Broker
from .clock import Clock
from .collection import Checks, selected
from .conversation import Conversation
from .diagnosis import Diagnosis, Failure
from .failures import Refusal
from .job import Job, Listener
from .link import Answering, Links, cargo_of, seconds_since
from .remote import Remote, SubmissionProxy
from .reruns import BriefReports, Occasion
from .seeds import derive_seed, worker_seed
from .shelf import reference_on
from .stand_ins import FollowedConversation, StandIns, stand_ins_of
from .unrun import Unrun
from .verdict import Run, verdict


class SuitePlugin:
    """Runs the checks of one job in this process; `listener` hears of each."""

    def __init__(self, job: Job, broker: Broker, listener: Listener) -> None:
        self._job = job
        self._listener = listener
        self._checks = Checks(job.assignment, job.folders)
        cargo = cargo_of(job.assignment, {**job.files, **job.modules})
        self._links = Links(
            broker,
            cargo,
            listener.loaded,
            is_guarded=job.is_guarded,
            keeps_workers=job.keeps_workers,
        )
        self._deadline = time.monotonic() + job.seconds
        self._unrun = Unrun(job, self._deadline)
        self._run: Run | None = None
        self._workers = AuthorWorkers(broker, job.assignment)
        self._diagnosis = Diagnosis(job, self.again, self._workers)
        self._is_brief = False
        self._errors: list[str] = []
        self.was_interrupted = False

    @pytest.fixture
    def submission(self) -> SubmissionProxy:
        """The student's functions: `submission.adam(w, dw)`."""
        run = self._current()
        task = self._task(run.check)
        files = tuple(map(module_name, self._job.assignment.submit))
        return SubmissionProxy(run.conversation, module_name(task.file), files)

    @pytest.fixture
    def remote(self) -> Remote:
        """Operations on the student's objects, beside the student."""
        return Remote(self._current().conversation)

    @pytest.fixture
    def rng(self) -> np.random.Generator:
        """A generator whose seed is secret and different for each student."""
        return np.random.default_rng(self._current().seed)

    @pytest.fixture
    def conventions(self) -> Mapping[str, str]:
        """What this course chose where published forms differ; read-only."""
        return MappingProxyType(dict(self._job.assignment.conventions))

    def pytest_configure(self, config: pytest.Config) -> None:
        """Make the mark known."""
        config.pluginmanager.register(BriefReports(lambda: self._is_brief))
        config.addinivalue_line("markers", "task(id, points=1): the task that a check belongs to")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep what a file that cannot be imported says."""
        if report.failed:
            self._errors.append(f"{report.nodeid}: {_told(report)[-2000:]}")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Read the marks, keep the items that are to run."""
        self._checks.add(items)
        items[:] = selected(items, self._checks, self._job.only, self._job.tasks)
        if self._checks.problems or self._job.collect_only:
            items.clear()

    def pytest_collection_finish(self) -> None:
        """Say what there is to run, or why nothing is."""
        problems = (*self._errors, *self._checks.problems)
        if problems:
            self._listener.refused(problems)
        else:
            self._listener.collected(tuple(self._checks.by_node.values()))

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Note a user's interrupt, which pytest itself keeps quiet about."""
        # Its own kind of interrupt says that a file could not be collected.
        self.was_interrupted = excinfo.type is KeyboardInterrupt

    def pytest_sessionfinish(self) -> None:
        """Shut the streams."""
        self._links.close()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> Generator[None, object, object]:
        """Give the test its seed and its conversation; report its result when it has ended."""
        check = self._checks.by_node[item.nodeid]
        self._listener.started(check.name)
        shared = self._unrun.result(check, self._task(check))
        if shared is not None:
            self._listener.finished(shared, "")
            return (yield)
        run = self._run = self._start(check, self._links, self._deadline)
        seed_everything(run.seed, item)
        try:
            with evidence.collecting() as comparisons:
                answer = yield
        finally:
            self._run = None
            run.conversation.close()
        result = verdict(run, comparisons, self._job)
        result = self._diagnosed(Failure(Occasion(item, nextitem), run, comparisons, result))
        self._unrun.note(run.conversation.failed_import, result)
        self._listener.finished(result, run.conversation.failed_import)
        if self._job.ends_at_failure and result.outcome is not Outcome.PASSED:
            item.session.shouldstop = "a check did not pass"
        return answer

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Keep each phase's report and exception."""
        if call.excinfo is not None:
            traces.cut(call.excinfo)
        report = yield
        if self._run is not None:
            self._run.add(report, call.excinfo)
        return report

    def is_idle(self) -> bool:
        """True while the test at hand is not to be run."""
        return self._run is None

    def again(
        self, occasion: Occasion, *, links: Answering | None, seeds: str, deadline: float
    ) -> tuple[Run, Sequence[Comparison]]:
        """Run a test once more, outside the results: by `links`, or by the student's worker."""
        check = self._checks.by_node[occasion.item.nodeid]
        run = self._run = self._start(check, links or self._links, deadline, seeds)
        seed_everything(run.seed, occasion.item)
        self._is_brief = True
        try:
            return run, occasion.repeat()
        finally:
            self._run, self._is_brief = None, False
            run.conversation.close()

    def _diagnosed(self, failure: Failure) -> CheckResult:
        start = time.monotonic()
        result = self._diagnosis.tell(failure)
        # This time is ours, not the submission's.
        self._deadline += seconds_since(start)
        self._unrun.pause(seconds_since(start))
        return result

    def _start(
        self, check: ExpectedCheck, links: Answering, deadline: float, seeds: str = ""
    ) -> Run:
        job = self._job
        image = job.assignment.image_of(self._task(check))
        name = f"{check.name} {seeds}" if seeds else check.name
        parts = (job.secret, job.assignment.version, job.student, name)
        clock = Clock.start(job.assignment.limits, deadline)
        return Run(check, derive_seed(*parts), self._talk(links, image, worker_seed(*parts), clock))

    def _talk(self, links: Answering, image: str, seed: int, clock: Clock) -> Conversation:
        shelf = self._job.shelf
        if not self._job.stand_ins or shelf is None:
            return Conversation(links, image, seed=seed, clock=clock)
        reference = WorkerLinks(self._workers, reference_on(shelf), clock.submission_deadline)
        return FollowedConversation(
            links,
            image,
            seed=seed,
            clock=clock,
            stand_ins=self._stand_ins,
            reference=reference,
        )

    @cached_property
    def _stand_ins(self) -> StandIns:
        shelf = self._job.shelf
        return {} if shelf is None else stand_ins_of(reference_on(shelf), self._job.stand_ins)

    def _current(self) -> Run:
        if self._run is None:
            msg = "the student's code can be asked within a check only"
            raise Refusal(msg)
        return self._run

    def _task(self, check: ExpectedCheck) -> Task:
        return self._job.assignment.task(check.task)


class Gate:
    """Keeps pytest from running a test whose result is known already."""

    def __init__(self, plugin: SuitePlugin) -> None:
        self._plugin = plugin

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self) -> bool | None:
        """End the protocol here if there is nothing to run."""
        return True if self._plugin.is_idle() else None


def seed_everything(seed: int, item: pytest.Item) -> None:
    """Seed the trusted side's global generators, and hypothesis if this test uses it."""
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - a suite may draw from it
    hypothesis = sys.modules.get("hypothesis")
    function = getattr(item, "obj", None)
    if hypothesis is not None and hypothesis.is_hypothesis_test(function):
        hypothesis.seed(seed)(getattr(function, "__func__", function))


def _told(report: pytest.CollectReport) -> str:
    """Return what went wrong and where in the file; pytest's own way to it says nothing."""
    file = report.nodeid.rpartition("/")[2] or "conftest.py"
    *rows, last = report.longreprtext.splitlines() or [""]
    told = [row for row in rows if row.startswith("E ") or file in row]
    return "\n".join([*told, last])
