"""What an author asks of pseudo-code: a chain of functions, and the steps that train it.

    chain h(x, wh) > g(wg) > f(wf)
    initialise wh, wg, wf
    loop epoch* | until | while
    forward
    loss
    loss gradient
    gradient wf, wg, wh
    gradients before updates
    update wh, wg, wf

One step a line, or with `;` between. Knows how such a text is written, nothing of answers.
"""

import re
from dataclasses import dataclass
from typing import Literal

from autograder.patterns import PatternError, check_pattern

Verb = Literal[
    "initialise", "loop", "forward", "loss", "loss gradient", "gradient",
    "gradients before updates", "update",
]  # fmt: skip
MOST_STEPS = 40
_NAME = r"[A-Za-z]\w{0,40}"
_FIRST = re.compile(rf"({_NAME})\(\s*({_NAME})\s*,\s*({_NAME})\s*\)")
_NEXT = re.compile(rf"({_NAME})\(\s*({_NAME})\s*\)")
_BARE = ("gradients before updates", "loss gradient", "loss", "forward")
_NAMED = ("initialise", "gradient", "update")


class StepsError(ValueError):
    """A text that asks for no steps; says what was expected."""


@dataclass(frozen=True)
class Layer:
    """One function of the chain, and its weights."""

    function: str
    weights: str


@dataclass(frozen=True)
class Step:
    """One thing that the code has to do, once for each name."""

    verb: Verb
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """Globs, of which the heading of a loop has one."""


@dataclass(frozen=True)
class Steps:
    """The chain, its input, and what is asked for."""

    steps: tuple[Step, ...]
    input: str = ""
    layers: tuple[Layer, ...] = ()


def read_steps(text: str) -> Steps:
    """Read what an author asks of pseudo-code.

    Raises:
        StepsError: says which line is no step, and what would be one.
    """
    lines = [line.strip() for line in re.split(r"[;\n]", text) if line.strip()]
    source, layers = "", tuple[Layer, ...]()
    if lines and lines[0].startswith("chain "):
        source, layers = _chain(lines.pop(0).removeprefix("chain "))
    steps = tuple(_step(line, layers) for line in lines)
    if not 1 <= len(steps) <= MOST_STEPS:
        msg = f"expected 1 to {MOST_STEPS} steps such as `loop batch*`, found {len(steps)}"
        raise StepsError(msg)
    return Steps(steps, source, layers)


def _chain(text: str) -> tuple[str, tuple[Layer, ...]]:
    first, *others = (part.strip() for part in text.split(">"))
    match = _FIRST.fullmatch(first)
    nexts = [_NEXT.fullmatch(part) for part in others]
    if not match or not all(nexts):
        msg = f"expected a chain such as `chain h(x, wh) > g(wg)`, found {text[:60]!r}"
        raise StepsError(msg)
    pairs = [(match[1], match[3]), *((one[1], one[2]) for one in nexts if one)]
    layers = tuple(Layer(function, weights) for function, weights in pairs)
    names = [match[2], *(name for pair in pairs for name in pair)]
    if len(set(map(folded, names))) < len(names):
        msg = f"expected a name of its own for each function and its weights, found {text[:60]!r}"
        raise StepsError(msg)
    return match[2], layers


def _step(line: str, layers: tuple[Layer, ...]) -> Step:
    for verb in _BARE:
        if line == verb:
            _need_chain(line, layers)
            return Step(verb)  # type: ignore[arg-type]  # one of the bare verbs
    if line.startswith("loop "):
        return Step("loop", words=_globs(line.removeprefix("loop ")))
    verb, _, rest = line.partition(" ")
    names = tuple(one.strip() for one in rest.split(","))
    if verb not in _NAMED or not all(re.fullmatch(_NAME, name) for name in names):
        verbs = ", ".join([*_BARE, *(f"{one} NAME, ..." for one in _NAMED), "loop WORD | ..."])
        msg = f"expected a step ({verbs}), found {line[:60]!r}"
        raise StepsError(msg)
    _need_chain(line, layers)
    known = [layer.weights for layer in layers]
    if strange := next((name for name in names if name not in known), ""):
        msg = f"expected weights of the chain ({', '.join(known)}), found {strange!r}"
        raise StepsError(msg)
    return Step(verb, names)  # type: ignore[arg-type]  # one of the named verbs


def _need_chain(line: str, layers: tuple[Layer, ...]) -> None:
    if not layers:
        msg = f"expected `chain h(x, wh) > ...` in the first line, for {line[:60]!r}; found none"
        raise StepsError(msg)


def _globs(text: str) -> tuple[str, ...]:
    globs = tuple(one.strip() for one in text.split("|"))
    for glob in globs:
        try:
            check_pattern(glob)
        except PatternError as error:
            msg = f"loop word {glob[:60]!r}: {error}"
            raise StepsError(msg) from error
    return globs


def folded(name: str) -> str:
    """Return a name as it is compared: `W_f` and `wf` are one."""
    return re.sub(r"[_\s{}\\$]", "", name).lower()
