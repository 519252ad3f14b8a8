"""`autograder rubric try`: an author's rubric held against answers, advice and attacks."""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from autograder.errors import SpecError
from autograder.model import AnswerScore, ItemScore, Question
from autograder.model.protocols import Scorer
from autograder.report.text import inert, line
from autograder.rubric import FLAGS, Attempt, advice_on, attack, open_scorer
from autograder.spec import load_rubric

from .dry_run import show_prompts

_HEADING = re.compile(r"#{1,6}[ \t]+(.+?)[ \t]*#*[ \t]*")
_BETWEEN = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)
_MOST_BYTES = 10_000_000
_QUOTED = 100


@dataclass(frozen=True)
class Trial:
    """One question, and what came of trying it."""

    question: Question
    advice: tuple[str, ...]
    examples: tuple[AnswerScore, ...]
    answers: tuple[AnswerScore, ...]
    attempts: tuple[Attempt, ...]


@dataclass(frozen=True)
class Wanted:
    """What to try: all questions and the best scorer that is installed, or what is named."""

    questions: Sequence[str] = ()
    scorers: Sequence[str] = ()
    model: Path | None = None
    dry_run: bool = False
    """Print what the judge would send, and send nothing."""


def try_rubric(file: Path, answers: Path | None, *, wanted: Wanted, as_json: bool) -> int:
    """Score answers, warn, attack; return 1 if an attack got more than it may."""
    questions = load_rubric(file)
    chosen = _chosen(questions, wanted.questions)
    texts = _answers(chosen, _read(answers)) if answers else {}
    if wanted.dry_run:
        show_prompts(chosen, texts, scorers=wanted.scorers, model=wanted.model)
        return 0
    scorer = open_scorer(wanted.scorers, wanted.model)
    trials = [_trial(scorer, question, texts.get(question.id, [])) for question in chosen]
    if as_json:
        typer.echo(json.dumps([_as_json(trial) for trial in trials], indent=2))
    else:
        _show_scorer(trials)
        for trial in trials:
            _show(trial)
    return int(any(not one.held for trial in trials for one in trial.attempts))


def _chosen(questions: Sequence[Question], wanted: Sequence[str]) -> list[Question]:
    known = [question.id for question in questions]
    unknown = [one for one in wanted if one not in known]
    if unknown:
        msg = f"no question {unknown[0]!r}; the file has {', '.join(known)}"
        raise SpecError(msg)
    return [question for question in questions if not wanted or question.id in wanted]


def _trial(scorer: Scorer, question: Question, texts: Sequence[str]) -> Trial:
    return Trial(
        question=question,
        advice=tuple(advice_on(question)),
        examples=tuple(scorer.score(question, one.answer) for one in question.examples),
        answers=tuple(scorer.score(question, text) for text in texts),
        attempts=attack(scorer, question),
    )


def _read(answers: Path) -> str:
    try:
        source = sys.stdin.buffer if str(answers) == "-" else answers.open("rb")
        with source:
            content = source.read(_MOST_BYTES + 1)
    except OSError as error:
        msg = f"{str(answers)!r} cannot be read: {error.strerror}; name a file of answers, or -"
        raise SpecError(msg) from error
    if len(content) > _MOST_BYTES:
        msg = f"{str(answers)!r}: expected at most {_MOST_BYTES // 10**6} MB of answers; split it"
        raise SpecError(msg)
    return content.decode("utf-8", "replace")


def _answers(questions: Sequence[Question], text: str) -> dict[str, list[str]]:
    """Return the answers by question: under headings `# <id>`, a line `---` between two.

    Raises:
        SpecError: text that stands under no question, where there is more than one.
    """
    known = [question.id for question in questions]
    found: dict[str, list[str]] = {}
    here = known[0] if len(known) == 1 else ""
    for row in text.splitlines(keepends=True):
        heading = _HEADING.fullmatch(row.rstrip("\n"))
        if heading and heading[1] in known:
            here = heading[1]
            found.setdefault(here, []).append("")
            continue
        if not here and row.strip():
            msg = (
                f"expected a heading such as `# {known[0]}` above the first answer, found "
                f"{row.strip()[:60]!r}; the questions are {', '.join(known)}"
            )
            raise SpecError(msg)
        if here:
            parts = found.setdefault(here, [""])
            parts[-1] += row
    return {
        name: [one.strip("\n") for part in parts for one in _BETWEEN.split(part)]
        for name, parts in found.items()
    }


def _show_scorer(trials: Sequence[Trial]) -> None:
    scores = [one.score for trial in trials for one in trial.attempts]
    names = dict.fromkeys(score.scorer for score in scores)
    notices = dict.fromkeys(notice for score in scores for notice in score.notices)
    _say(f"scorer: {', '.join(names)}")
    for one in notices:
        _say(f"note: {one}")


def _show(trial: Trial) -> None:
    question = trial.question
    _say(f"{question.id}  {question.max_points:g} points  {question.prompt}")
    for one in trial.advice:
        _say(f"  look again: {one}")
    for number, (example, score) in enumerate(
        zip(question.examples, trial.examples, strict=True), 1
    ):
        _say(f"  example {number}, graded {example.points:g}: {_told(score)}")
        if score.points != example.points:
            _show_items(score)
    for number, score in enumerate(trial.answers, 1):
        _say(f"  answer {number}: {_told(score)}")
        _show_items(score)
    for line_ in _attack_lines(trial.attempts, question):
        _say(f"  {line_}")


def _told(score: AnswerScore) -> str:
    points = "no points" if score.points is None else f"{score.points:g} of {score.max_points:g}"
    flags = "".join(f"; {FLAGS[flag]}" for flag in score.flags)
    person = "; a person decides" if score.status == "needs_review" else ""
    return f"suggested {points}{person}{flags}"


def _show_items(score: AnswerScore) -> None:
    for item in score.items:
        points = "-" if item.points is None else f"{item.points:g}"
        place = f" at {item.evidence.start}-{item.evidence.end}" if item.evidence else ""
        verdict = item.verdict or "unread"
        worth = f"{points}/{item.max_points:g}"
        _say(f"    {item.item_id:<20} {verdict:<8} {worth:<8} {_numbers(item)}{place}")
        if item.evidence:
            _say(f"      “{line(item.evidence.text, _QUOTED)}”")


def _numbers(item: ItemScore) -> str:
    named = {"concepts": item.concepts, "words": item.recall, "meaning": item.similarity}
    parts = [f"{name} {value:.2f}" for name, value in named.items() if value is not None]
    matched = f" ({', '.join(item.matched)})" if item.matched else ""
    return f"{' '.join(parts)}{matched}"


def _attack_lines(attempts: Sequence[Attempt], question: Question) -> Iterator[str]:
    failed = [one for one in attempts if not one.held]
    yield f"attacks: {len(attempts) - len(failed)} of {len(attempts)} held"
    for one in failed:
        points = one.score.points or 0.0
        yield (
            f"FAILED {one.attack.name}: suggested {points:g} of {question.max_points:g} points: "
            f"{one.attack.answer[-_QUOTED:]}"
        )
        yield from (f"  {item.item_id}: {', '.join(item.matched)}" for item in one.score.items)


def _as_json(trial: Trial) -> dict[str, Any]:
    return {
        "question": trial.question.id,
        "advice": trial.advice,
        "examples": [one.model_dump(mode="json") for one in trial.examples],
        "answers": [one.model_dump(mode="json") for one in trial.answers],
        "attacks": [
            {
                "name": one.attack.name,
                "points": one.score.points,
                "flags": one.score.flags,
                "held": one.held,
            }
            for one in trial.attempts
        ],
    }


def _say(text: str) -> None:
    typer.echo(inert(text))
