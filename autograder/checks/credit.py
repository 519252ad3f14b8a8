"""Part of a check's points, given from inside the check."""

import math
from typing import NoReturn

from autograder.errors import CheckFailure


class Credit(CheckFailure):
    """Ends a check as failed, with part of its points.

    Attributes:
        fraction: the share of the check's points that is earned, at least 0 and below 1.
        kind: always "credit".
    """

    def __init__(self, fraction: float, why: str) -> None:
        super().__init__(why, kind="credit")
        self.fraction = fraction


def credit(fraction: float, why: str) -> NoReturn:
    """End the check here, with `fraction` of its points; `why` is what the student reads.

    Raises:
        Credit: always, unless the arguments are wrong.
        ValueError: `fraction` is not a number from 0 to below 1, or `why` is empty.
    """
    is_number = isinstance(fraction, (int, float)) and not isinstance(fraction, bool)
    if not is_number or not math.isfinite(fraction) or not 0 <= fraction < 1:
        msg = f"credit is a fraction from 0 to below 1, found {fraction!r}; for all points, return"
        raise ValueError(msg)
    if not isinstance(why, str) or not why.strip():
        msg = f"credit needs a sentence for the student, found {why!r}"
        raise ValueError(msg)
    raise Credit(float(fraction), why)
