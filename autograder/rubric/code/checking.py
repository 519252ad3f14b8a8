"""Each step that a rubric asks for, held against what the code was found to do."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.patterns import glob_matches
from autograder.steps import Step

from .lines import Statement
from .trace import LOSS, Factor, Gradient, Trace, Update
from .vocabulary import Vocabulary

_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_HALF = 0.5


@dataclass(frozen=True)
class Check:
    """What became of one step."""

    credit: float
    words: str = ""
    """What is missing or wrong, as a clause."""
    at: Statement | None = None


def check_steps(steps: Sequence[Step], words: Vocabulary, trace: Trace) -> list[Check]:
    """Return a check for each step and each of its names, in the rubric's order."""
    return [one for step in steps for one in _CHECKS[step.verb](step, words, trace)]


def _initialise(step: Step, words: Vocabulary, trace: Trace) -> Iterator[Check]:
    for name in step.names:
        layer = words.weights(name)
        found = [at for one, at in trace.initialised if one in (0, layer)]
        outside = next((at for at in found if not at.loops), None)
        if outside:
            yield Check(1.0, at=outside)
        elif found:
            clause = f"{name} gets its first value within the loop, anew in each round"
            yield Check(0.0, clause, found[0])
        else:
            yield Check(0.0, f"{name} gets no first value")


def _loop(step: Step, words: Vocabulary, trace: Trace) -> Iterator[Check]:
    del words
    for statement in trace.statements:
        inside = statement.heads_loop or bool(statement.loops)
        found = [word.lower() for word in _WORD.findall(statement.text)]
        if inside and any(glob_matches(glob, word) for glob in step.words for word in found):
            yield Check(1.0, at=statement)
            return
    asked = " or ".join(one.rstrip("*") for one in step.words[:2])
    yield Check(0.0, f"no loop over or until “{asked}” is there")


def _forward(step: Step, words: Vocabulary, trace: Trace) -> Iterator[Check]:
    del step
    for number, layer in enumerate(words.layers, 1):
        calls = [one for one in trace.forwards if one.layer == number]
        right = [one for one in calls if (one.fed or 0) == number - 1]
        kept = [one for one in right if one.weights in (None, number)]
        if kept:
            yield Check(1.0, at=kept[0].at)
        elif right:
            clause = f"{layer.function} is not given its own weights {layer.weights}"
            yield Check(0.0, clause, right[0].at)
        elif calls:
            before = _source(words, number - 1)
            yield Check(0.0, f"{layer.function} is not fed {before}", calls[0].at)
        else:
            yield Check(0.0, f"{layer.function} is never called in the forward pass")


def _source(words: Vocabulary, layer: int) -> str:
    return f"the output of {words.layers[layer - 1].function}" if layer else words.input


def _loss(step: Step, words: Vocabulary, trace: Trace) -> Iterator[Check]:
    del step
    fed = [at for right, at in trace.losses if right]
    if fed:
        yield Check(1.0, at=fed[0])
    elif trace.losses:
        last = words.layers[-1].function
        clause = f"the loss is not computed from the output of {last}"
        yield Check(0.0, clause, trace.losses[0][1])
    else:
        yield Check(0.0, "no loss is computed")


def _loss_gradient(step: Step, words: Vocabulary, trace: Trace) -> Iterator[Check]:
    del step
    if trace.loss_gradients:
        yield Check(1.0, at=trace.loss_gradients[0])
    else:
        last = words.layers[-1].function
        yield Check(0.0, f"the gradient of the loss by the output of {last} is missing")


def _gradient(step: Step, words: Vocabulary, trace: Trace) -> Iterator[Check]:
    for name in step.names:
        layer = words.weights(name) or 0
        yield _gradient_check(name, layer, words, trace)


def _gradient_check(name: str, layer: int, words: Vocabulary, trace: Trace) -> Check:
    found = [one for one in trace.gradients if one.layer == layer]
    for lost in trace.overwritten:
        if lost.lost == layer:
            other = words.layers[lost.now - 1].weights
            clause = f"{lost.name}, the gradient of {name}, is overwritten by that of {other}"
            return Check(0.0, clause, lost.at)
        if lost.now == layer:
            clause = f"the gradient of {name} is stored under the name {lost.name} of another one"
            return Check(0.0, clause, lost.at)
    if not found:
        used = next((one for one in trace.updates if one.layer == layer), None)
        if used and used.value is None and words.is_gradient(used.name):
            return Check(0.0, f"{used.name} is used and never computed", used.at)
        return Check(0.0, f"the gradient of {name} is never computed")
    best = max(found, key=lambda one: -len(_wanted(layer, words) ^ one.value.factors))
    return _provenance(name, layer, best, words)


def _provenance(name: str, layer: int, found: Gradient, words: Vocabulary) -> Check:
    wanted, factors = _wanted(layer, words), found.value.factors
    if factors == wanted:
        if found.value.unmade:
            clause = f"{found.value.unmade} is used for {name} and it is not said how to compute it"
            return Check(_HALF, clause, found.at)
        return Check(1.0, at=found.at)
    if found.value.fault:
        return Check(0.0, f"for {name}, {found.value.fault}", found.at)
    missing = sorted(wanted - factors, key=lambda one: -one[1] if one != LOSS else -99)
    if missing:
        clause = f"the gradient of {name} leaves out {_derivative(missing[0], words)}"
    else:
        extra = min(factors - wanted)
        clause = f"the gradient of {name} has {_derivative(extra, words)} too much"
    return Check(0.0, clause, found.at)


def _wanted(layer: int, words: Vocabulary) -> frozenset[Factor]:
    above: list[Factor] = [("input", one) for one in range(layer + 1, len(words.layers) + 1)]
    return frozenset([LOSS, *above, ("weights", layer)])


def _derivative(factor: Factor, words: Vocabulary) -> str:
    kind, layer = factor
    if factor == LOSS:
        return f"the gradient of the loss by the output of {words.layers[-1].function}"
    own = words.layers[layer - 1]
    by = own.weights if kind == "weights" else f"its input, {_source(words, layer - 1)}"
    return f"the derivative of {own.function} by {by}"


def _order(step: Step, words: Vocabulary, trace: Trace) -> Iterator[Check]:
    del step
    updates = [one for one in trace.updates if one.keeps]
    if not updates or not trace.gradients:
        yield Check(0.0, "gradients and updates are not both there")
        return
    first = min(updates, key=lambda one: one.at.number)
    late = [one for one in trace.gradients if one.at.number > first.at.number]
    if late:
        changed = _weights_of(first.layer, words)
        clause = f"{changed} changed before the gradient of {_weights_name(late[0].layer, words)}"
        yield Check(0.0, f"{clause} is computed", first.at)
    else:
        yield Check(1.0, at=first.at)


def _weights_name(layer: int, words: Vocabulary) -> str:
    return words.layers[layer - 1].weights


def _weights_of(layer: int, words: Vocabulary) -> str:
    return f"{_weights_name(layer, words)} is" if layer else "the weights are"


def _update(step: Step, words: Vocabulary, trace: Trace) -> Iterator[Check]:
    for name in step.names:
        layer = words.weights(name) or 0
        found = [one for one in trace.updates if one.layer in (0, layer)]
        said = [at for one, at in trace.said_updates if one in (0, layer)]
        if found:
            checks = [_update_check(name, layer, one, words) for one in found]
            yield max(checks, key=lambda one: one.credit)
        elif said:
            yield Check(_HALF, f"it is said that {name} is updated, not how", said[0])
        else:
            yield Check(0.0, f"{name} is never updated")


def _update_check(name: str, layer: int, one: Update, words: Vocabulary) -> Check:
    if not one.keeps:
        return Check(0.0, f"{name} is replaced instead of changed a little", one.at)
    if not one.descends:
        return Check(0.0, f"{name} is moved up its gradient: the sign is wrong", one.at)
    if not one.has_rate:
        return Check(_HALF, f"{name} is changed without a learning rate", one.at)
    named = words.weights_in(one.name)
    by = {number for kind, number in one.value.factors if kind == "weights"} if one.value else set()
    other = named if named not in (None, layer) else next(iter(sorted(by - {layer})), None)
    if one.layer and other is not None and named != layer:
        clause = f"{name} is changed by the gradient of {_weights_name(other, words)}"
        return Check(0.0, clause, one.at)
    if one.layer and named is None and layer not in by:
        return Check(0.0, f"{name} is changed by {one.name or 'nothing'}, not its gradient", one.at)
    return Check(1.0, at=one.at)


_CHECKS: Mapping[str, Callable[[Step, Vocabulary, Trace], Iterator[Check]]] = {
    "initialise": _initialise,
    "loop": _loop,
    "forward": _forward,
    "loss": _loss,
    "loss gradient": _loss_gradient,
    "gradient": _gradient,
    "gradients before updates": _order,
    "update": _update,
}
