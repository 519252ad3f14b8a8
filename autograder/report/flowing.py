"""Paragraphs of an answer without the line breaks of the editor in which it was typed."""

from collections.abc import Iterable

from autograder.paragraphs import joints

from .answers import PassageView


def flowed(passages: Iterable[PassageView]) -> tuple[PassageView, ...]:
    """Return the passages with a space for each line break within a paragraph."""
    kept = list(passages)
    shown = _characters("".join(one.text for one in kept))
    found, at = [], 0
    for one in kept:
        text = "".join(shown[at : at + len(one.text)])
        at += len(one.text)
        found.append(one.model_copy(update={"text": text}))
    return tuple(found)


def _characters(text: str) -> list[str]:
    """Return what is shown of each character: itself, or for the end of a joined line a space."""
    shown = list(text)
    for end, start in joints(text):
        shown[end:start] = [" ", *[""] * (start - end - 1)]
    return shown
