"""Guards before the judge: what is not sent, since a person reads it whatever a model says."""

from autograder.model import AnswerScore, Question
from autograder.rubric.guards import FLAGS, guard_flags
from autograder.rubric.language import NAMES, language_of
from autograder.rubric.reading import Reading
from autograder.rubric.rules import nothing_said


def why_not_sent(
    question: Question, answer: str, offline: AnswerScore
) -> tuple[str, tuple[str, ...]]:
    """Return why `answer` is not shown to the judge, in words for the staff, and its flags.

    The words are empty if it is shown. Guards run here whatever the offline scorer does.
    """
    reading = Reading(answer, question.prompt)
    if reason := nothing_said(reading):
        return reason.rstrip(".").lower(), ()
    language = language_of(reading.tokens)
    if language != "en":
        return f"it is in {NAMES[language]}", ("language",)
    flags = tuple(dict.fromkeys((*guard_flags(reading), *offline.flags)))
    return "; ".join(FLAGS.get(flag, flag) for flag in flags), flags
