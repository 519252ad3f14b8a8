"""Formulas as text -> trees. Knows neither rubrics nor answers.

Imports nothing heavy: only the process `worker` loads sympy.
"""

from .alternatives import alternatives_of, formula_names
from .equations import read_formula, read_tokens
from .tokens import Token, tokens_of
from .tree import Formula, FormulaError, Node
from .values import Point, value_of

__all__ = [
    "Formula",
    "FormulaError",
    "Node",
    "Point",
    "Token",
    "alternatives_of",
    "formula_names",
    "read_formula",
    "read_tokens",
    "tokens_of",
    "value_of",
]
