"""Scales learnt from a course's own blind marks, and how well a scorer agrees with them.

Knows records and the protocol of a scorer; which scorer it is, and how answers are likened,
is handed in.
"""

from .agreement import Agreement, Marked, Part, agreement_of, marks_of, measured
from .apply import Calibrated
from .fit import calibrate
from .likeness import Likeness, MeaningLikeness, WordLikeness
from .plot import agreement_plot
from .records import Calibration
from .storage import dump_calibration, load_calibration
from .table import parse_grades, read_grades

__all__ = [
    "Agreement",
    "Calibrated",
    "Calibration",
    "Likeness",
    "Marked",
    "MeaningLikeness",
    "Part",
    "WordLikeness",
    "agreement_of",
    "agreement_plot",
    "calibrate",
    "dump_calibration",
    "load_calibration",
    "marks_of",
    "measured",
    "parse_grades",
    "read_grades",
]
