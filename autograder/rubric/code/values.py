"""Expressions -> values: which layer's output, or which product of derivatives."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .expressions import Called, Expression, Minus, Name, Parts, Slope, names_in
from .lines import Statement
from .trace import LOSS, Factor, Forward, Trace, Value
from .vocabulary import Vocabulary

_NOTHING = Value()


class Evaluator:
    """Follows values through names; writes down what happens on the way."""

    def __init__(self, words: Vocabulary, trace: Trace) -> None:
        self.words, self.trace = words, trace
        self.known: dict[str, Value] = {}
        self.last = len(words.layers)

    def value(self, expression: Expression, at: Statement, target: str) -> Value:
        """Return the value of an expression that is stored under `target`."""
        match expression:
            case Name(name=name):
                return self._name(name, target)
            case Slope():
                return self._slope(expression)
            case Called():
                return self._call(expression, at, target)
            case Minus(inner=inner):
                return self.value(inner, at, target)
            case Parts(sign=sign, parts=parts):
                return self._parts(sign, parts, at, target)

    def lookup(self, name: str) -> Value | None:
        """Return what a name holds; None if nothing was stored under it."""
        return self.known.get(self.words.name(name))

    def _name(self, name: str, target: str) -> Value:
        held = self.lookup(name)
        if held is not None:
            return held
        if (layer := self.words.weights(name)) is not None:
            return Value(weights=layer)
        if self.words.name(name) == self.words.name(self.words.input):
            return Value(output=0)
        return self._derivative(name, target, ())

    def _parts(self, sign: str, parts: Sequence[Expression], at: Statement, target: str) -> Value:
        values = [self.value(part, at, target) for part in parts]
        if sign == "+" and self._is_error(parts, values):
            return Value(frozenset([LOSS]))
        joined = _joined(values)
        if sign == "^" and LOSS in joined.factors:
            self.trace.losses.append((True, at))
            return Value(is_loss=True)
        return joined

    def _is_error(self, parts: Sequence[Expression], values: Sequence[Value]) -> bool:
        """True for `y - t`, the slope of the squared error, and of cross-entropy by its logits."""
        two = len(parts) == 2 and any(isinstance(part, Minus) for part in parts)  # noqa: PLR2004
        return two and any(one.output == self.last for one in values) and _NOTHING in values

    def _call(self, call: Called, at: Statement, target: str) -> Value:
        given = [self.value(one, at, "") for one in call.arguments]
        layer = self.words.function(call.name)
        if layer is not None and self.lookup(call.name) is None:
            return self._forward(layer, given, at)
        if self.words.is_loss_gradient(call.name):
            return Value(frozenset([LOSS]))
        if self.words.is_gradient(call.name):
            return self._derivative(call.name, target, call.arguments, given)
        if self.words.is_loss(call.name):
            fed = any(one.output == self.last for one in given)
            self.trace.losses.append((fed, at))
            return Value(is_loss=True)
        return _joined(given)

    def _forward(self, layer: int, given: Sequence[Value], at: Statement) -> Value:
        outputs = [one.output for one in given if one.output is not None]
        weights = [one.weights for one in given if one.weights is not None]
        fed = outputs[0] if outputs else None
        self.trace.forwards.append(Forward(layer, fed, weights[0] if weights else None, at))
        return Value(output=layer)

    def _derivative(
        self,
        name: str,
        target: str,
        arguments: Sequence[Expression],
        given: Sequence[Value] = (),
    ) -> Value:
        """Read `df_du`, and `f_grad_input(u, wf, dy)`: a derivative times what it is fed."""
        joined = _joined(given)
        if (written := self._written_slope(name)) is not None:
            return replace(joined, factors=joined.factors | written.factors, output=None)
        if self.words.is_loss_gradient(name):
            return Value(frozenset([LOSS]))
        layer = self.words.function_in(name)
        if layer is None and arguments:
            layer = self.words.weights_in(name)
        if layer is None or not self.words.is_gradient(name):
            return joined
        own: Factor = ("weights" if self._by_weights(name, layer, target) else "input", layer)
        fault = joined.fault or self._starved(name, layer, arguments, given)
        return replace(joined, factors=joined.factors | {own}, output=None, fault=fault)

    def _written_slope(self, name: str) -> Value | None:
        """Read `dL_df` and `dfdu` as they would be with a stroke between."""
        for place in range(2, len(name) - 1):
            above, below = name[1:place].rstrip("_"), name[place + 1 :]
            if name[0] == name[place] == "d" and above and below:
                made = self._between(above, below)
                if made is not None:
                    return made
        return None

    def _by_weights(self, name: str, layer: int, target: str) -> bool:
        if self.words.by_weights(name):
            return True
        if self.words.by_input(name):
            return False
        return layer == 1 or self.words.by_weights(target)

    def _starved(
        self, name: str, layer: int, arguments: Sequence[Expression], given: Sequence[Value]
    ) -> str:
        """Return in words that a derivative with arguments is given nothing of the loss."""
        if len(arguments) < _FEWEST_FED or any(one.factors for one in given):
            return ""
        for argument, value in zip(arguments, given, strict=True):
            if value.output == layer:
                held = " ".join(names_in(argument))
                return f"{name} is fed {held}, the output, where the gradient from above belongs"
        return f"{name} is fed no gradient from above"

    def _slope(self, slope: Slope) -> Value:
        held = self.lookup(slope.name)
        return held or self._between(slope.above, slope.below) or _NOTHING

    def _between(self, above: str, below: str) -> Value | None:
        """Return the derivatives from one place of the chain down to another."""
        top, bottom = self._top(above), self._bottom(below)
        if top is None or bottom is None or top < bottom[1] + (bottom[0] == "input"):
            return None
        chain: list[Factor] = [LOSS] if top > self.last else []
        chain += [("input", one) for one in range(min(top, self.last), bottom[1], -1)]
        chain += [bottom] if bottom[0] == "weights" else []
        return Value(frozenset(chain), unmade=f"d{above}/d{below}" if len(chain) > 1 else "")

    def _top(self, name: str) -> int | None:
        """Return a layer, one more than the last for the loss."""
        held = self.lookup(name)
        if held is not None and held.output is not None:
            return held.output
        if self.words.is_loss(name) or (held is not None and held.is_loss):
            return self.last + 1
        return self.words.function(name)

    def _bottom(self, name: str) -> Factor | None:
        if (layer := self.words.weights(name)) is not None:
            return ("weights", layer)
        held = self.lookup(name)
        if held is not None and held.output is not None:
            return ("input", held.output)
        layer = self.words.function(name)
        return None if layer is None else ("input", layer)


_FEWEST_FED = 3


def _joined(values: Iterable[Value]) -> Value:
    """Return what several values make together: all their derivatives."""
    many = list(values)
    outputs = {one.output for one in many if one.output is not None}
    return Value(
        factors=frozenset().union(*(one.factors for one in many)),
        output=outputs.pop() if len(outputs) == 1 and len(many) == 1 else None,
        is_loss=any(one.is_loss for one in many),
        fault=next((one.fault for one in many if one.fault), ""),
        unmade=next((one.unmade for one in many if one.unmade), ""),
    )
