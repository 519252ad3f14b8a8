"""A model of meaning for the scorer: cosines between what is wanted and what is said."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

MOST_KEPT = 8_192
"""Texts whose vectors are kept: 12 MB of them."""
_DECIMALS = 4


class Vectors(Protocol):
    """What turns texts into vectors of length 1."""

    name: str

    def vectors(self, texts: Sequence[str]) -> Sequence[NDArray[Any]]:
        """Return the vector of each text; it may depend on nothing but the text."""


class Meaning:
    """Compares texts by their vectors, which it keeps for the texts seen last."""

    def __init__(self, encoder: Vectors, *, most_kept: int = MOST_KEPT) -> None:
        self.encoder = encoder
        self.name = encoder.name
        self._most_kept = most_kept
        self._kept: OrderedDict[str, NDArray[Any]] = OrderedDict()

    def best(self, wanted: Sequence[str], windows: Sequence[str]) -> list[float]:
        """Return for each window its best cosine, -1 to 1, over the wanted texts."""
        found = self._vectors([*wanted, *windows])
        # Pair by pair: a product of whole matrices may round otherwise in another shape.
        return [
            max(round(float(np.dot(found[one], found[window])), _DECIMALS) for one in wanted)
            for window in windows
        ]

    def _vectors(self, texts: Sequence[str]) -> dict[str, NDArray[Any]]:
        found = {text: self._kept[text] for text in texts if text in self._kept}
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:
            found |= dict(zip(missing, self.encoder.vectors(missing), strict=True))
        for text, vector in found.items():
            self._kept[text] = vector
            self._kept.move_to_end(text)
        while len(self._kept) > self._most_kept:
            self._kept.popitem(last=False)
        return found
