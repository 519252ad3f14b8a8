"""Hold a rubric to its own examples and to the built-in attacks; runs no student's code."""

import math
from collections.abc import Iterator
from itertools import pairwise

from autograder import spec
from autograder.model import AnswerScore, Assignment, Example, Question, Scorer
from autograder.rubric import LexicalScorer, advice_on, attack
from autograder.written import find_written

from .records import Finding

_SLACK = 1e-6


def rubric_findings(assignment: Assignment) -> Iterator[Finding]:
    """Yield what does not hold of the questions, by the offline scorer that runs everywhere."""
    if not assignment.rubric:
        return
    scorer = LexicalScorer()
    for question in assignment.rubric:
        for words in (*_example_breaches(question, scorer), *_attack_breaches(question, scorer)):
            yield Finding(rule="rubric", subject=question.id, message=words)
    yield from _reference_findings(assignment)


def rubric_notes(assignment: Assignment) -> Iterator[str]:
    """Yield what an author should look at again; nothing here is wrong by itself."""
    for question in assignment.rubric:
        for words in advice_on(question):
            yield f"question {question.id!r}, look again: {words}"


def _example_breaches(question: Question, scorer: Scorer) -> Iterator[str]:
    """Each example is suggested what it declares, within a step, and they keep their order."""
    found: list[tuple[float, float]] = []
    for number, example in enumerate(question.examples, 1):
        score = scorer.score(question, example.answer)
        declared, given = _read_points(example, question, score)
        if abs(declared - given) > question.step + _SLACK:
            yield (
                f"example {number}: {declared:g} points declared for the items that are scored, "
                f"{given:g} suggested; see `autograder rubric try`"
            )
        found.append((declared, given))
    ordered = sorted(found, key=lambda pair: -pair[0])
    for above, below in pairwise(ordered):
        if above[0] > below[0] + _SLACK and above[1] <= below[1] + _SLACK:
            yield (
                f"an example of {above[0]:g} points is suggested {above[1]:g}, one of "
                f"{below[0]:g} no fewer: {below[1]:g}"
            )


def _read_points(example: Example, question: Question, score: AnswerScore) -> tuple[float, float]:
    """Return the declared and the suggested points, of the items that the scorer reads."""
    read = [item for item in score.items if item.points is not None]
    if len(read) == len(score.items) and score.points is not None:
        return example.points, score.points
    points = {item.id: item.points for item in question.items}
    credit = (points[item.item_id] * example.items.get(item.item_id, 0.0) for item in read)
    return math.fsum(credit), math.fsum(item.points or 0.0 for item in read)


def _attack_breaches(question: Question, scorer: LexicalScorer) -> Iterator[str]:
    for attempt in attack(scorer, question):
        if not attempt.held:
            points = attempt.score.points or 0.0
            yield (
                f"the attack {attempt.attack.name!r} is suggested {points:g} of "
                f"{question.max_points:g} points; see `autograder rubric try`"
            )


def _reference_findings(assignment: Assignment) -> Iterator[Finding]:
    """The reference's own answers stand where the questions look for them."""
    if assignment.reference is None:
        return
    reference = spec.reference_submission(assignment)
    there = {file.path for file in reference.files}
    for question in assignment.rubric:
        file = question.source.partition("#")[0]
        found = find_written(question, reference)
        if file in there and not found.text:
            message = f"the reference has {found.note}: correct `source`, or the heading"
            yield Finding(rule="rubric", subject=question.id, message=message)
