"""`autograder rubric try --scorer judge --dry-run`: what would be sent; nothing is."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import typer

from autograder.errors import SpecError
from autograder.model import Question
from autograder.report.text import inert
from autograder.rubric import open_scorer
from autograder.rubric.judge import preview

JUDGE = "judge"


def show_prompts(
    questions: Sequence[Question],
    texts: Mapping[str, Sequence[str]],
    *,
    scorers: Sequence[str],
    model: Path | None = None,
) -> None:
    """Print the prompt of each example and answer, or why it would not be sent.

    Raises:
        SpecError: another scorer than the judge is asked for; it sends nothing anyway.
    """
    if list(scorers) != [JUDGE]:
        msg = f"--dry-run prints what the judge would send: expected --scorer {JUDGE} beside it"
        raise SpecError(msg)
    offline = open_scorer(model=model)
    for question in questions:
        named = [(f"example {n}", one.answer) for n, one in enumerate(question.examples, 1)]
        named += [(f"answer {n}", text) for n, text in enumerate(texts.get(question.id, ()), 1)]
        for name, answer in named:
            typer.echo(inert(f"{question.id}  {name}\n{preview(question, answer, offline)}\n"))
