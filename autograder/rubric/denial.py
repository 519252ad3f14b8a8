"""Does the sentence around one place of an answer deny what stands there?"""

from .polarity import denies
from .reading import Reading
from .segments import Segment


def is_denied(reading: Reading, start: int, end: int | None = None) -> bool:
    """True if the words from `start` to `end` of the text stand under a negation."""
    inside = [
        index
        for index, token in enumerate(reading.tokens)
        if token.end > start and token.start < (start + 1 if end is None else end)
    ]
    for sentence in reading.all_sentences:
        if inside and inside[0] in sentence:
            span = (inside[0], inside[-1] + 1)
            return denies(reading, Segment(*sentence), [span])
    return False
