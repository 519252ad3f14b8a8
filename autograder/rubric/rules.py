"""What is decided before any scoring: nothing, no idea, or only the question again."""

import re

from .reading import Reading

_NO_IDEA = re.compile(
    r"(sorry,? )?(i|we)? ?(really )?(do not|don't|dont|did not|didn't) "
    r"(know|understand)( this| it)?"
    r"|(i have )?no (idea|clue|answer|submission)|n/?a|none|idk|tbd|todo|\?{1,9}|-{1,9}"
    r"|(not|nothing) (answered|submitted|sure)|skip(ped)?|pass|keine ahnung|je ne sais pas",
    re.IGNORECASE,
)


def nothing_said(reading: Reading) -> str:
    """Return why the answer earns nothing, as a sentence; empty if it has to be read."""
    said = reading.text.plain.strip()
    if not reading.tokens and not said.strip("-?./ "):
        return "The answer is blank."
    if _NO_IDEA.fullmatch(said.strip(" .!\n")):
        return "The answer says that it has none."
    if reading.all_sentences and not reading.sentences:
        return "The answer only repeats the question."
    return ""
