"""What a check imports: comparisons that fail with a sentence for the student.

Values that came across the wall are compared by these functions only: shape, kind,
finiteness and values are all part of the question, and nothing is broadcast. Every
comparison is reported to `autograder.evidence`, whether it held or not.

    arrays         assert_close, assert_shape      unchanged   assert_unchanged
    gradients      numeric_gradient, assert_gradient
    distributions  assert_distribution             training    assert_decreases
    credit         credit                          tensors     tensor
"""

from .arrays import assert_close, assert_shape
from .credit import Credit, credit
from .distributions import assert_distribution
from .gradients import assert_gradient, numeric_gradient
from .tensors import tensor
from .training import assert_decreases
from .unchanged import assert_unchanged

__all__ = [
    "Credit",
    "assert_close",
    "assert_decreases",
    "assert_distribution",
    "assert_gradient",
    "assert_shape",
    "assert_unchanged",
    "credit",
    "numeric_gradient",
    "tensor",
]
