"""Words by which code names its parts: rates, losses, gradients, layers."""

import re
from dataclasses import dataclass
from functools import lru_cache

from autograder.steps import Layer, folded

RATES = frozenset(
    """lr alpha eta learningrate rate stepsize epsilon eps gamma a step mu
    \u03b7 \u03b1 \u03b5""".split()  # noqa: SIM905 - reads best as words
)
_LOSSES = frozenset(
    """loss criterion cost error err objective mse crossentropy ce nll bce l e j c lossfn
    lossfunction costfunction lossfunc""".split()  # noqa: SIM905 - reads best as words
)
_GRADIENTS = frozenset(
    """grad grads gradient gradients d deriv derivative derivatives backward bwd back backprop
    jacobian partial prime delta diff nabla wrt""".split()  # noqa: SIM905 - reads best as words
)
_WEIGHTS = frozenset(["w", "dw", "weight", "weights", "param", "params", "parameters", "theta"])
_INPUTS = frozenset(["input", "inputs", "in", "inp", "dx", "x", "dinput", "prev"])
_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[^\W\d_]+")


@lru_cache(maxsize=4_096)
def parts_of(name: str) -> tuple[str, ...]:
    """Return `("f", "grad", "weights")` for `f_grad_weights` and `fGradWeights`."""
    pieces = [piece for piece in re.split(r"[_.]", name.replace("'", "_prime")) if piece]
    found: list[str] = []
    for piece in pieces:
        inner = [piece] if len(piece) <= _SHORT else _PART.findall(piece)
        found += [one.lower() for one in inner or [piece]]
    return tuple(found)


_SHORT = 4


@lru_cache(maxsize=4_096)
def _plain(name: str) -> str:
    return folded(_DRESS.sub("", name))


_DRESS = re.compile(r"^(?:self|model|net|nn|network)\.|\.(?:T|t|data|transpose)$")


@dataclass(frozen=True)
class Vocabulary:
    """The names of a chain, with other names that mean the same."""

    input: str = ""
    layers: tuple[Layer, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()

    def name(self, name: str) -> str:
        """Return a name in one form: folded, without `self.` and `.T`, aliases resolved."""
        plain = _plain(name)
        return next((meant for alias, meant in self.aliases if alias == plain), plain)

    def weights(self, name: str) -> int | None:
        """Return the layer, from 1, of which `name` is the weights."""
        plain = self.name(name)
        for number, layer in enumerate(self.layers, 1):
            if plain == folded(layer.weights):
                return number
        return None

    def function(self, name: str) -> int | None:
        """Return the layer, from 1, of which `name` is the function itself."""
        parts = [part for part in parts_of(name) if part not in _CALLING]
        if len(parts) != 1:
            return None
        for number, layer in enumerate(self.layers, 1):
            if parts[0] == layer.function.lower():
                return number
        return None

    def is_all_weights(self, name: str) -> bool:
        """True for one name of all weights together."""
        return self.name(name) in _WEIGHTS | {"wi", "wl", "wk", "allweights"}

    def is_loss(self, name: str) -> bool:
        """True for the loss, or a function that computes it."""
        parts = parts_of(name)
        return self.name(name) in _LOSSES or (
            any(part in _LOSSES and len(part) > 1 for part in parts) and not self.is_gradient(name)
        )

    def is_gradient(self, name: str) -> bool:
        """True if the name says that it is a derivative."""
        return any(part in _GRADIENTS or self._is_small(part) for part in parts_of(name))

    def is_loss_gradient(self, name: str) -> bool:
        """True for `loss_grad`, `dL`, `dloss`."""
        if not self.is_gradient(name) or self.function_in(name) is not None:
            return False
        return any(part in _LOSSES or part[1:] in _LOSSES for part in parts_of(name))

    def function_in(self, name: str) -> int | None:
        """Return the layer whose function a derivative's name mentions: `grad_f`, `df_du`."""
        parts = parts_of(name)
        for number, layer in enumerate(self.layers, 1):
            own = layer.function.lower()
            if own in parts or f"d{own}" in parts:
                return number
        return None

    def weights_in(self, name: str) -> int | None:
        """Return the layer whose weights a name mentions: `grad_wf`, `dwf`."""
        plain, parts = _plain(name), parts_of(name)
        for number, layer in enumerate(self.layers, 1):
            for own in self._spellings(layer.weights):
                if own in parts or f"d{own}" in parts or (len(own) > 1 and plain.endswith(own)):
                    return number
        return None

    def _spellings(self, name: str) -> tuple[str, ...]:
        own = folded(name)
        return (own, *(alias for alias, meant in self.aliases if meant == own))

    def by_weights(self, name: str) -> bool:
        """True if a derivative's name says that it is by the weights."""
        return bool(_WEIGHTS & set(parts_of(name))) or self.weights_in(name) is not None

    def by_input(self, name: str) -> bool:
        """True if a derivative's name says that it is by the input."""
        return bool(_INPUTS & set(parts_of(name)))

    def _is_small(self, part: str) -> bool:
        """True for `dwf`, `df`, `dloss`."""
        rest = part[1:]
        known = {one for layer in self.layers for one in self._spellings(layer.weights)}
        known |= {layer.function.lower() for layer in self.layers}
        return part.startswith("d") and (rest in known or rest in _LOSSES or len(rest) == 1)


_CALLING = frozenset(["forward", "fwd", "layer", "self", "model", "net", "apply", "call"])
