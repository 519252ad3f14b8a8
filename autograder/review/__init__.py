"""Written answers to a person and back: sheets to fill in, and decisions read from them.

A sheet names no student and, unless asked, no suggestion: marks that were given blind are the
only ones that say how good a scorer is.
"""

from .decisions import Verdicts, check_points, check_range, verdicts_of
from .filled import Filled, read_sheet
from .grades import grades_table
from .rows import Row, rows_of
from .sheet import csv_sheet, markdown_sheet

__all__ = [
    "Filled",
    "Row",
    "Verdicts",
    "check_points",
    "check_range",
    "csv_sheet",
    "grades_table",
    "markdown_sheet",
    "read_sheet",
    "rows_of",
    "verdicts_of",
]
