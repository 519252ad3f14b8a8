"""Pseudo-code in written answers, read as data flow and never run."""

from .scoring import code_score

__all__ = ["code_score"]
