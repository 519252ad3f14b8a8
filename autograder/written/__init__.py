"""Written answers of a submission: where each stands, and what a scorer says of it.

Knows records, notebooks and the protocol of a scorer; which scorer it is, is handed in.
"""

from .reading import Found, find_written, unscored_files
from .scoring import Answers

__all__ = ["Answers", "Found", "find_written", "unscored_files"]
