"""Evidence is believed if it stands in the answer: where it stands, in the original's words."""

import re

from autograder.model import Quote
from autograder.rubric.normalise import Text, normalise
from autograder.rubric.reading import Reading
from autograder.rubric.tokens import tokens_of

from .prompt import FEWEST_QUOTED_WORDS

_AROUND = " \n\t\"'`\u201c\u201d\u201e\u00ab\u00bb."
_MOST_CHARACTERS = 2_000


def locate(evidence: str | None, answer: str, prompt: str) -> Quote | None:
    """Return where `evidence` stands in `answer`, case and whitespace aside.

    None for fewer than three words, words that do not stand there as whole words, and words
    that only repeat the prompt.
    """
    if not evidence or len(evidence) > _MOST_CHARACTERS:
        return None
    wanted = normalise(evidence).plain.strip(_AROUND)
    if len(tokens_of(wanted)) < FEWEST_QUOTED_WORDS:
        return None
    quote = _find(wanted, normalise(answer))
    if quote is None or not Reading(quote.text, prompt).sentences:
        return None
    return quote


def _find(wanted: str, text: Text) -> Quote | None:
    """Return the first place of `wanted` that begins and ends with a whole word."""
    sought, _ = _folded(wanted)
    held, places = _folded(text.plain)
    edges = re.compile(rf"(?<!\w){re.escape(sought)}(?!\w)" if sought else r"(?!)")
    match = edges.search(held)
    return text.quote(places[match.start()], places[match.end() - 1] + 1) if match else None


def _folded(text: str) -> tuple[str, list[int]]:
    """Return `text` with one blank for a run of them, without case, and each place in `text`."""
    folded: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        if char.isspace() and folded and folded[-1] == " ":
            continue
        shown = " " if char.isspace() else char.casefold()
        folded += shown
        places += [at] * len(shown)
    return "".join(folded), places
