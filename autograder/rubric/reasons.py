"""One sentence for each item, in words that a student understands and that tell no rubric."""

from autograder.model import Quote
from autograder.model.rubric import Finding

from .evidence import Evidence

_MOST_QUOTED = 160


def text_reason(verdict: Finding, found: Evidence | None, quote: Quote | None, wrong: str) -> str:
    """Say why an item of words has its verdict."""
    if found is None or quote is None or verdict == "not met":
        return "No part of the answer says this."
    words = quoted(quote)
    if verdict == "met":
        return f"Your words {words} say this."
    if found.clash == "denied":
        return f"Your words {words} name this and seem to deny it; a person decides."
    if found.clash:
        return f"Your words {words} seem to say the opposite; a person decides."
    if wrong:
        return f"Your words {words} say this, and another part speaks against it; a person decides."
    return f"Your words {words} say a part of this; a person decides."


def quoted(quote: Quote) -> str:
    """Return the words in quotation marks, cut after 160 characters."""
    text = " ".join(quote.text.split())
    return f"“{text if len(text) <= _MOST_QUOTED else text[: _MOST_QUOTED - 1] + '…'}”"
