"""What happened when the code was followed: events in order, as records."""

from dataclasses import dataclass, field

from .lines import Statement

Factor = tuple[str, int]
"""`("loss", 0)`, `("input", layer)` or `("weights", layer)`: one derivative of the chain rule."""
LOSS: Factor = ("loss", 0)


@dataclass(frozen=True)
class Value:
    """What a variable holds, as far as the chain rule is concerned."""

    factors: frozenset[Factor] = frozenset()
    output: int | None = None
    """It is the output of this layer; 0 is the chain's input."""
    weights: int | None = None
    is_loss: bool = False
    fault: str = ""
    """What was fed from the wrong place on the way here."""
    unmade: str = ""
    """A derivative that is named on the way here, and computed nowhere."""


@dataclass(frozen=True)
class Forward:
    """A layer's function was called."""

    layer: int
    fed: int | None
    """The layer whose output it was given; None if no layer's."""
    weights: int | None
    at: Statement


@dataclass(frozen=True)
class Gradient:
    """A gradient by a layer's weights was stored under a name."""

    layer: int
    name: str
    value: Value
    at: Statement


@dataclass(frozen=True)
class Update:
    """Weights were changed; layer 0 stands for all of them at once."""

    layer: int
    name: str
    """The gradient's name, as it was written; empty if there is none."""
    value: Value | None
    """None: the gradient has never been computed."""
    has_rate: bool
    descends: bool
    keeps: bool
    """The new weights start from the old ones."""
    at: Statement


@dataclass(frozen=True)
class Overwritten:
    """A gradient was lost before it was used: another took its name."""

    name: str
    lost: int
    now: int
    at: Statement


@dataclass
class Trace:
    """All that was found, in the order of the code."""

    statements: tuple[Statement, ...]
    forwards: list[Forward] = field(default_factory=list)
    losses: list[tuple[bool, Statement]] = field(default_factory=list)
    """Is it computed from the last output; where."""
    loss_gradients: list[Statement] = field(default_factory=list)
    gradients: list[Gradient] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    overwritten: list[Overwritten] = field(default_factory=list)
    initialised: list[tuple[int, Statement]] = field(default_factory=list)
    """Layer, 0 for all; where."""
    said_updates: list[tuple[int, Statement]] = field(default_factory=list)
    """Updates that are said without a formula."""
