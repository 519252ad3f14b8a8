"""rubric.toml -> `Question`s: what written answers are held against."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field

from autograder.errors import SpecError
from autograder.formulas import FormulaError, alternatives_of, formula_names
from autograder.model import Example, Misconception, Question, Record, RubricItem
from autograder.model.rubric import Aggregate
from autograder.patterns import PatternError, check_pattern
from autograder.steps import StepsError, read_steps

from .document import Document, nearest, parse_values, read_document, shape_findings
from .lines import KeyPath

_ID = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")
_OF_KINDS = {
    "value": ("number",),
    "unit": ("number",),
    "tolerance": ("number",),
    "formula": ("formula",),
    "symbols": ("formula", "code"),
    "code": ("code",),
}
"""Keys of an item that only some kinds read."""
_NEEDED = {"number": "value", "formula": "formula", "code": "code"}


class _QuestionTable(Record):
    """`[[question]]`."""

    id: str
    prompt: str = Field(min_length=1)
    source: str = ""
    max_points: float = Field(gt=0)
    step: float = Field(default=0.5, gt=0)
    aggregate: Aggregate = "sum"
    counts: tuple[float, ...] = ()
    item: tuple[RubricItem, ...] = Field(min_length=1)
    misconception: tuple[Misconception, ...] = ()
    example: tuple[Example, ...] = ()


class _RubricValues(Record):
    """rubric.toml."""

    schema_version: Literal[1] = Field(alias="schema")
    question: tuple[_QuestionTable, ...] = Field(min_length=1)


def load_rubric(file: Path) -> tuple[Question, ...]:
    """Read a rubric.toml in the order of its questions.

    Raises:
        SpecError: names the file, the line and the key, what was expected and
            found, and what to do.
    """
    document = read_document(file)
    values = parse_values(document, _RubricValues)
    for finding in _findings(document, values):
        raise SpecError(finding)
    return tuple(_question(document, index, one) for index, one in enumerate(values.question))


def rubric_findings(file: Path) -> Iterator[str]:
    """Yield everything that is wrong with a rubric.toml; raises SpecError if it is no TOML."""
    document = read_document(file)
    found = list(shape_findings(document, _RubricValues))
    yield from found
    if not found:
        yield from _findings(document, parse_values(document, _RubricValues))


def _question(document: Document, index: int, table: _QuestionTable) -> Question:
    return Question(
        **table.model_dump(exclude={"item", "misconception", "example"}),
        items=table.item,
        misconceptions=table.misconception,
        examples=table.example,
        place=document.place(("question", index)),
    )


def _findings(document: Document, values: _RubricValues) -> Iterator[str]:
    ids = [question.id for question in values.question]
    yield from _id_findings(document, ids, ("question",))
    for index, question in enumerate(values.question):
        at: KeyPath = ("question", index)
        yield from _id_findings(document, [item.id for item in question.item], (*at, "item"))
        wrong = [one.id for one in question.misconception]
        yield from _id_findings(document, wrong, (*at, "misconception"))
        yield from _count_findings(document, question, at)
        for number, item in enumerate(question.item):
            yield from _item_findings(document, item, (*at, "item", number))
        yield from _misconception_findings(document, question, at)
        yield from _example_findings(document, question, at)


def _id_findings(document: Document, ids: list[str], at: KeyPath) -> Iterator[str]:
    for index, name in enumerate(ids):
        key = (*at, index, "id")
        if not _ID.fullmatch(name):
            what = "lower-case words joined by _ or -"
            yield document.finding(key, what, name, "rename it")
        if name in ids[:index]:
            advice = f"number {ids.index(name) + 1} has it already: rename one"
            yield document.finding(key, "an id of its own", name, advice)


def _count_findings(document: Document, question: _QuestionTable, at: KeyPath) -> Iterator[str]:
    key, counts = (*at, "counts"), question.counts
    if question.aggregate != "count_map":
        if counts:
            advice = 'write aggregate = "count_map" or remove it'
            yield document.finding(key, "`counts` of a count_map only", list(counts), advice)
        return
    rising = [0.0, *counts] == sorted([0.0, *counts])
    if len(counts) < 2 or not rising or counts[-1] != question.max_points:  # noqa: PLR2004 - 0, 1
        what = f"points for 0, 1, ... items met, rising to {question.max_points:g}"
        yield document.finding(key, what, list(counts) or "nothing", "for example [0, 0.5, 1]")


def _item_findings(document: Document, item: RubricItem, at: KeyPath) -> Iterator[str]:
    for number, group in enumerate(item.concepts):
        key = (*at, "concepts", number)
        if not group:
            advice = "write a pattern in it or remove it"
            yield document.finding(key, "at least one pattern", list(group), advice)
        yield from _pattern_findings(document, group, key)
    if (item.min_concepts or 1) > max(len(item.concepts), 1):
        what = f"at most the {len(item.concepts)} groups of `concepts`"
        key = (*at, "min_concepts")
        yield document.finding(key, what, item.min_concepts, "lower it or add a group")
    yield from _kind_findings(document, item, at)


def _kind_findings(document: Document, item: RubricItem, at: KeyPath) -> Iterator[str]:
    for name, kinds in _OF_KINDS.items():
        if name in item.model_fields_set and item.kind not in kinds:
            advice = f'write kind = "{kinds[0]}" or remove the key'
            what = f"a key of the kind {item.kind!r}"
            yield document.finding((*at, name), what, name, advice)
    needed = _NEEDED.get(item.kind)
    if needed and needed not in item.model_fields_set:
        what = f"the key {needed!r} that the kind {item.kind!r} needs"
        yield document.finding((*at, "kind"), what, "nothing", f"add `{needed} = ...`")
    if item.kind == "formula" and item.formula:
        yield from _formula_findings(document, item, at)
    if item.kind == "code" and item.code:
        try:
            read_steps(item.code)
        except StepsError as error:
            yield f"{document.place((*at, 'code'))}: code {item.code[:80]!r}: {error}"


def _formula_findings(document: Document, item: RubricItem, at: KeyPath) -> Iterator[str]:
    spelt = [*item.symbols, *(alias for many in item.symbols.values() for alias in many)]
    try:
        ways = alternatives_of(item.formula, frozenset(spelt))
    except FormulaError as error:
        advice = "write it as in `v = mu*v - lr*g` or in LaTeX"
        place = document.place((*at, "formula"))
        yield f"{place}: formula {item.formula[:80]!r}: {error}; {advice}"
        return
    names = formula_names(ways)
    for name in item.symbols:
        if not any(one == name or one.startswith(f"{name}_") for one in names):
            advice = nearest(name, names, f"its names are {', '.join(names)}")
            yield document.finding((*at, "symbols", name), "a name of `formula`", name, advice)
    for alias in dict.fromkeys(one for one in spelt if spelt.count(one) > 1):
        yield document.finding((*at, "symbols"), "one meaning for each name", alias, "remove one")


def _misconception_findings(
    document: Document, question: _QuestionTable, at: KeyPath
) -> Iterator[str]:
    known = [item.id for item in question.item]
    for index, one in enumerate(question.misconception):
        key = (*at, "misconception", index)
        yield from _pattern_findings(document, one.patterns, (*key, "patterns"))
        for number, item in enumerate(one.cancels):
            if item not in known:
                advice = nearest(item, known, f"its items are {', '.join(known)}")
                yield document.finding((*key, "cancels", number), "an item's id", item, advice)


def _pattern_findings(document: Document, patterns: tuple[str, ...], at: KeyPath) -> Iterator[str]:
    for pattern in patterns:
        try:
            check_pattern(pattern)
        except PatternError as error:
            yield f"{document.place(at)}: pattern {pattern[:80]!r}: {error}"


def _example_findings(document: Document, question: _QuestionTable, at: KeyPath) -> Iterator[str]:
    known = [item.id for item in question.item]
    for index, example in enumerate(question.example):
        key = (*at, "example", index)
        if example.points > question.max_points:
            what = f"at most the question's {question.max_points:g} points"
            yield document.finding((*key, "points"), what, example.points, "change one of them")
        for name, credit in example.items.items():
            place = (*key, "items", name)
            if name not in known:
                advice = nearest(name, known, f"its items are {', '.join(known)}")
                yield document.finding(place, "an item's id", name, advice)
            elif not 0 <= credit <= 1:
                yield document.finding(place, "a share from 0 to 1", credit, "change the value")
