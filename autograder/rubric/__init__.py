"""Written answers, scored without a network: a suggestion with evidence, never a grade."""

from .evidence import Similarity
from .guards import FLAGS
from .scorer import LexicalScorer, as_scores

__all__ = ["FLAGS", "LexicalScorer", "Similarity", "as_scores"]
