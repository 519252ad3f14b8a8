"""Mutants of the reference: small changes that a suite should notice."""

from .engine import try_mutants
from .mutants import Mutant, mutants_of

__all__ = ["Mutant", "mutants_of", "try_mutants"]
