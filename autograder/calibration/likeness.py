"""How alike two answers are: from 0 (nothing in common) to 1 (the same words)."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Compare = Callable[[Sequence[str]], Floats]


class Likeness(Protocol):
    """Likens answers to graded ones, as an inner product of unit vectors."""

    name: str
    """Name and version: a calibration made with one likeness is no good with another."""

    def against(self, graded: Sequence[str]) -> Compare:
        """Return a function from n answers to their n x len(graded) likenesses."""


class WordLikeness:
    """Cosine of tf-idf vectors (sublinear tf, smoothed idf): Salton and Buckley, 1988.

    `stems` splits an answer into stems; repeating a word or a sentence changes little, and
    length nothing.
    """

    name = "words/1"

    def __init__(self, stems: Callable[[str], Sequence[str]]) -> None:
        self.stems = stems

    def against(self, graded: Sequence[str]) -> Compare:
        """Return the comparison with `graded`, which alone say how rare each stem is."""
        counts = [Counter(self.stems(text)) for text in graded]
        documents = Counter(stem for count in counts for stem in count)
        idf = {
            stem: math.log((1 + len(graded)) / (1 + n)) + 1 for stem, n in sorted(documents.items())
        }
        places = {stem: index for index, stem in enumerate(idf)}
        known = np.array([_vector(count, places, idf) for count in counts])

        def compare(texts: Sequence[str]) -> Floats:
            rows = np.zeros((len(texts), len(places)))
            for row, text in zip(rows, texts, strict=True):
                row[:] = _vector(Counter(self.stems(text)), places, idf)
            found: Floats = rows @ known.T
            return found

        return compare


def _vector(count: Counter[str], places: dict[str, int], idf: dict[str, float]) -> Floats:
    """Return the weights at `places`; words that no graded answer has lengthen the vector.

    They count as common ones: most are typos, and weighed as rare they hide what is alike.
    """
    vector, unknown = np.zeros(len(places)), 0.0
    for stem, n in sorted(count.items()):
        weight = (1 + math.log(n)) * idf.get(stem, 1.0)
        if stem in places:
            vector[places[stem]] = weight
        else:
            unknown += weight**2
    norm = math.sqrt(float(vector @ vector) + unknown)
    return vector / norm if norm else vector


class MeaningLikeness:
    """Half the words, half the meaning: the mean of both likenesses."""

    def __init__(
        self, words: WordLikeness, vectors: Callable[[Sequence[str]], Sequence[Any]], name: str
    ) -> None:
        self.name = f"{words.name}+{name}"
        self.words = words
        self.vectors = vectors

    def against(self, graded: Sequence[str]) -> Compare:
        """Return the comparison with `graded`; `vectors` gives each text a unit vector."""
        alike = self.words.against(graded)
        known = _rows(self.vectors(graded))

        def compare(texts: Sequence[str]) -> Floats:
            return (alike(texts) + _rows(self.vectors(texts)) @ known.T) / 2

        return compare


def _rows(vectors: Sequence[Any]) -> Floats:
    return np.array([np.asarray(one, dtype=float) for one in vectors])
