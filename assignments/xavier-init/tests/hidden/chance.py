"""How often right draws may be called wrong: 3e-7 for all comparisons of one student together."""

import numpy as np

FALSE_ALARM = 2e-8
"""Of one comparison with a distribution. A student's draws are compared fifteen times in all."""

RATIO = 0.08
"""For the ratio of two spreads of 20,000 draws each. Its logarithm has a standard deviation of
0.0071 for normal draws and less for uniform ones, so this is eleven of them: never by chance."""


def equal_share(drawn):
    """Return the share of places at which the first of several arrays equals another one.

    Two float32 draws are equal about once in ten million places.
    """
    first, *others = drawn
    return float(np.mean([np.equal(first, other) for other in others]))
