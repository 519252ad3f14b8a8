"""Following the code from its first line to its last: what is stored where, and lost again."""

import re
from collections.abc import Sequence

from .expressions import Called, Expression, Minus, Parts, Slope, expression_of, names_in
from .lines import Statement, statements_of
from .trace import LOSS, Gradient, Overwritten, Trace, Update, Value
from .values import Evaluator
from .vocabulary import RATES, Vocabulary

_TARGETS = r"(?P<targets>[\w.'/\u2202]+(?:\s*,\s*[\w.'/\u2202]+){0,9})"
_ASSIGNED = re.compile(
    rf"(?:[^=<:()]{{0,80}}?[^,=<:()\s]\s+)??\(?{_TARGETS}\)?\s*"
    r"(?P<sign>\+=|-=|:=|<-|\u2190|=(?!=))\s*(?P<right>.+)"
)
_SAID = (
    re.compile(r"(?:set|let)\s+(?P<targets>\w+)\s+(?:to|be)\s+(?P<right>.+)", re.IGNORECASE),
    re.compile(
        r"(?:.{0,60}\s)?(?P<targets>\w+)\s+(?:becomes|gets|as)\s+(?P<right>.+)", re.IGNORECASE
    ),
)
_TAKEN = re.compile(
    r".{0,20}subtract\s+(?P<right>.{1,120}?)\s+from\s+(?P<targets>\w+)", re.IGNORECASE
)
_BEGINS = re.compile(r"\b(?:initiali[sz]\w{0,5}|init|random\w{0,3}|start with|glorot|xavier)\b", re.IGNORECASE)  # fmt: skip # noqa: E501
_CHANGES = re.compile(r"\b(?:updat|adjust|chang)\w{0,4}\b", re.IGNORECASE)
_LOSS = re.compile(r"\b(?:loss|criterion|cost function)\b", re.IGNORECASE)
_ALL = re.compile(r"\b(?:weights?|parameters?|params)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_MOST_WORDS = 30
"""Of a step that is said in words."""


def follow(text: str, words: Vocabulary) -> Trace:
    """Return what happens in the code of an answer. Nothing of it is run."""
    trace = Trace(statements_of(text))
    follower = _Follower(words, trace)
    for statement in trace.statements:
        follower.read(statement)
    return trace


class _Follower:
    """One reading of one answer."""

    def __init__(self, words: Vocabulary, trace: Trace) -> None:
        self.words, self.trace = words, trace
        self.values = Evaluator(words, trace)
        self._used: set[str] = set()

    def read(self, at: Statement) -> None:
        text = at.text
        if at.heads_loop:
            return
        if taken := _TAKEN.match(text):
            self._update(taken["targets"], "-=", taken["right"], at)
            return
        match = _ASSIGNED.fullmatch(text) or next(
            (found for one in _SAID if (found := one.fullmatch(text))), None
        )
        if match is None:
            self._prose(at)
            return
        sign = match.groupdict().get("sign") or "="
        targets = [one.strip() for one in match["targets"].split(",")]
        rights = _split(match["right"])
        rights = rights if len(rights) == len(targets) else [match["right"]] * len(targets)
        for target, right in zip(targets, rights, strict=True):
            self._assign(target, sign, right, at)

    def _assign(self, target: str, sign: str, right: str, at: Statement) -> None:
        layer = self._weights(target)
        own = self.words.name(target) in {self.words.name(one) for one in _WORD.findall(right)}
        if layer is not None and (own or sign in ("+=", "-=")):
            self._update(target, sign, right, at)
            return
        name = _stored(target)
        value = self.values.value(expression_of(right), at, name)
        if layer is not None:
            if value.factors:
                self.trace.updates.append(
                    Update(
                        layer, right[:60], value, has_rate=True, descends=True, keeps=False, at=at
                    )
                )
            else:
                self.trace.initialised.append((layer, at))
            return
        self._store(name, value, at)

    def _weights(self, name: str) -> int | None:
        layer = self.words.weights(name)
        return 0 if layer is None and self.words.is_all_weights(name) else layer

    def _store(self, name: str, value: Value, at: Statement) -> None:
        plain = self.words.name(name)
        before = _layer(self.values.known.get(plain))
        layer = _layer(value) or self._meant(name, value)
        if before and layer and before != layer and plain not in self._used:
            self.trace.overwritten.append(Overwritten(name, before, layer, at))
        self._used.discard(plain)
        self.values.known[plain] = value
        if LOSS in value.factors:
            self.trace.loss_gradients.append(at)
        if layer:
            self.trace.gradients.append(Gradient(layer, name, value, at))

    def _meant(self, name: str, value: Value) -> int:
        """Return the layer that a name tells where a value is of several layers' weights."""
        layer = self.words.weights_in(name) or 0
        return layer if ("weights", layer) in value.factors else 0

    def _update(self, target: str, sign: str, right: str, at: Statement) -> None:
        layer = self._weights(target)
        if layer is None:
            return
        terms = _terms(expression_of(right))
        rest = [one for one in terms if not self._is_own(one, target)]
        keeps = sign in ("+=", "-=") or len(rest) < len(terms) or _calls(terms)
        inner = [one.inner if isinstance(one, Minus) else one for one in rest]
        minus = bool(rest) and all(isinstance(one, Minus) for one in rest)
        names = [
            name
            for one in inner
            for name in names_in(one)
            if self.words.name(name) != self.words.name(target)
        ]
        rates = [name for name in names if self._is_rate(name)]
        held = [name for name in names if name not in rates and name.lower() != "learning"]
        value = self._changed_by(inner, held, at)
        if value is not None and len(held) > 1 and _layer(value):
            self.trace.gradients.append(Gradient(_layer(value), "", value, at))
        self._used |= {self.words.name(name) for name in held}
        descends = (sign == "-=") != minus or _calls(terms)
        shown = held[-1] if held else ""
        self.trace.updates.append(
            Update(layer, shown, value, has_rate=bool(rates), descends=descends, keeps=keeps, at=at)
        )

    def _changed_by(
        self, inner: Sequence[Expression], held: Sequence[str], at: Statement
    ) -> Value | None:
        values = [self.values.value(one, at, "") for one in inner]
        if not any(one.factors for one in values) and not any(
            self.values.lookup(name) is not None for name in held
        ):
            return None
        found = [one for one in values if one.factors]
        return found[0] if found else Value()

    def _is_own(self, term: Expression, target: str) -> bool:
        names = names_in(term)
        return len(names) == 1 and self.words.name(names[0]) == self.words.name(target)

    def _is_rate(self, name: str) -> bool:
        return self.words.name(name) in RATES or name[0].isdigit()

    def _prose(self, at: Statement) -> None:
        text = at.text
        if len(text.split()) > _MOST_WORDS:
            return
        layers = [one for name in _WORD.findall(text) if (one := self.words.weights(name))]
        layers = layers or ([0] if _ALL.search(text) else [])
        if _BEGINS.search(text):
            self.trace.initialised += [(layer, at) for layer in layers]
        elif _CHANGES.search(text):
            self.trace.said_updates += [(layer, at) for layer in layers]
        elif _LOSS.search(text):
            self.trace.losses.append((True, at))
        elif "(" in text:
            self.values.value(expression_of(text), at, "")


def _stored(target: str) -> str:
    """Return the name under which `dL/df` is stored."""
    made = expression_of(target)
    return made.name if isinstance(made, Slope) else target


def _layer(value: Value | None) -> int:
    """Return the layer by whose weights a value is the gradient; 0 if by none or by several."""
    layers = [layer for kind, layer in value.factors if kind == "weights"] if value else []
    return layers[0] if len(layers) == 1 else 0


def _terms(expression: Expression) -> list[Expression]:
    if isinstance(expression, Parts) and expression.sign == "+":
        return [inner for part in expression.parts for inner in _terms(part)]
    return [expression]


def _calls(terms: Sequence[Expression]) -> bool:
    """True for `sgd(w, dw, lr)`: what the function does is not said."""
    return len(terms) == 1 and isinstance(terms[0], Called)


def _split(text: str) -> list[str]:
    """Split at commas outside brackets."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(text):
        depth += (char in "([") - (char in ")]")
        if char == "," and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]
