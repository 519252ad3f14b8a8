"""Is one word another one misspelt? Edit distance 1 from six letters, 2 from ten."""

from .lexicon import OPPOSITES

_FROM_ONE, _FROM_TWO = 6, 10


def slips_allowed(word: str) -> int:
    """Return how many letters of `word` may be wrong."""
    if not word.isalpha():
        return 0
    return (len(word) >= _FROM_ONE) + (len(word) >= _FROM_TWO)


def is_misspelt(found: str, wanted: str) -> bool:
    """True if `found` is `wanted` with few letters wrong, missing, too many or swapped.

    Never from one opposite to the other, and never in the first letter: "unstable" and
    "asynchronous" are words of their own.
    """
    allowed = slips_allowed(wanted)
    if not allowed or not found or found[0] != wanted[0] or found in OPPOSITES.get(wanted, ()):
        return False
    return abs(len(found) - len(wanted)) <= allowed and distance(found, wanted) <= allowed


def distance(left: str, right: str) -> int:
    """Return the edit distance in which a swap of neighbours counts once."""
    before: list[int] = []
    above = list(range(len(right) + 1))
    for row, a in enumerate(left, start=1):
        here = [row]
        for column, b in enumerate(right, start=1):
            best = min(above[column] + 1, here[-1] + 1, above[column - 1] + (a != b))
            if row > 1 and column > 1 and (a, left[row - 2]) == (right[column - 2], b):
                best = min(best, before[column - 2] + 1)
            here.append(best)
        before, above = above, here
    return above[-1]
