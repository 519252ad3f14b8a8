"""What verify found: findings, the matrix of mistakes by checks, what was run where."""

from typing import Literal

from pydantic import Field, computed_field

from autograder.model import ExpectedCheck, Record

Kind = Literal["reference", "template", "right", "partial", "wrong", "broken", "hostile",
               "variant", "mistake"]  # fmt: skip


class Finding(Record):
    """One thing that does not hold."""

    rule: str
    """`spec`, `points`, `reference`, `template`, `sample`, `mistake`, `variant`, `time`, `idle`,
    `flaky`, `source`, `rubric`."""
    subject: str
    """What it is about: a mistake's id, a check's name, a file and line."""
    message: str


class Row(Record):
    """One submission of the author's, held against every check."""

    kind: Kind
    name: str
    says: str = ""
    runs: int = 1
    """Under so many seeds."""
    lost: float = 0.0
    """The most points that it lost in a run."""
    tasks: tuple[str, ...] = ()
    """Tasks that lost points in some run."""
    failed: dict[str, int] = Field(default_factory=dict)
    """In how many runs each check failed; those that never did are left out."""
    breaches: tuple[str, ...] = ()
    """What of the author's word does not hold."""


class Stability(Record):
    """What the reference's runs under many seeds say about false alarms."""

    seeds: int
    failures: int
    """Runs in which some check failed."""
    bound: float
    """With 95 % confidence a right submission fails some check less often than this."""


class Survivor(Record):
    """A mutant that passed every check."""

    place: str
    """`optim.py:12`."""
    change: str
    """What the engine did, such as "plus for minus"."""
    diff: str
    line: str
    """The changed lines as they stand in the reference, for a mark in mistakes.toml."""
    mutated: str
    """The same lines as the engine wrote them."""
    equivalent: str = ""
    """The author's reason, if it is marked equivalent."""


class Mutation(Record):
    """What the mutants came to. Advice, not a gate."""

    made: int
    killed: int
    timed_out: int
    """Of the killed: by a time-out alone."""
    survivors: tuple[Survivor, ...] = ()
    unused: tuple[str, ...] = ()
    """Marks of mistakes.toml that fit no survivor."""
    seconds: float = 0.0

    @computed_field  # type: ignore[prop-decorator]  # pydantic's documented order of decorators
    @property
    def share(self) -> float:
        """Killed, of those that are not marked equivalent; 1 if there are none."""
        counted = self.made - sum(bool(one.equivalent) for one in self.survivors)
        return self.killed / counted if counted else 1.0


class Report(Record):
    """All that verify says of one assignment."""

    slug: str
    title: str = ""
    level: Literal["basic", "full"]
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    """What was run where, what could not be, and figures."""
    problems: tuple[str, ...] = ()
    """What of ours failed: these submissions are not judged."""
    checks: tuple[ExpectedCheck, ...] = ()
    rows: tuple[Row, ...] = ()
    stability: Stability | None = None
    mutation: Mutation | None = None
    seconds: float = 0.0

    @computed_field  # type: ignore[prop-decorator]  # pydantic's documented order of decorators
    @property
    def holds(self) -> bool:
        """True if everything that was looked at is as the author says."""
        return not self.findings and not self.problems
