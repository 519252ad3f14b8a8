"""Formulas in written answers: found, read, and compared by what they mean."""

from .scoring import FormulaScorer

__all__ = ["FormulaScorer"]
