"""Written answers, scored without a network: a suggestion with evidence, never a grade."""

from .advice import advice_on
from .attacks import Attack, Attempt, attack, attacks_on
from .chain import open_scorer
from .evidence import Similarity
from .guards import FLAGS
from .scorer import LexicalScorer

__all__ = [
    "FLAGS",
    "Attack",
    "Attempt",
    "LexicalScorer",
    "Similarity",
    "advice_on",
    "attack",
    "attacks_on",
    "open_scorer",
]
