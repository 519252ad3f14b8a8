"""What is wrong with a mistakes.toml, in words; raises nothing."""

import re
from collections.abc import Iterator

from autograder.model import Assignment, Catalogue, Conventions, Mistake, Variant

from .document import Document, nearest
from .lines import KeyPath
from .shapes import CatalogueValues, MistakeTable, VariantTable

MISTAKES_FILE = "mistakes.toml"
_ID = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")


def catalogue_findings(
    document: Document, catalogue: Catalogue, assignment: Assignment
) -> Iterator[str]:
    """Hold the catalogue against files, tasks and conventions of the assignment."""
    for index, mistake in enumerate(catalogue.mistakes):
        yield from _entry_findings(document, ("mistake", index), mistake, assignment)
        yield from _unknown_values(document, ("mistake", index, "when"), mistake.when, catalogue)
    known = dict(assignment.conventions)
    for index, variant in enumerate(catalogue.variants):
        yield from _entry_findings(document, ("variant", index), variant, assignment)
        if variant.convention not in known:
            advice = nearest(variant.convention, known, "add it to [conventions]")
            what = f"a name of [conventions] in assignment.toml ({', '.join(known) or 'none'})"
            at: KeyPath = ("variant", index, "convention")
            yield document.finding(at, what, variant.convention, advice)
    for index, equivalent in enumerate(catalogue.equivalents):
        if equivalent.file not in assignment.submit:
            advice = nearest(equivalent.file, assignment.submit, "correct the name")
            at = ("equivalent", index, "file")
            yield document.finding(at, "a name of `submit`", equivalent.file, advice)


def convention_findings(
    document: Document, conventions: Conventions, catalogue: Catalogue
) -> Iterator[str]:
    """Hold [conventions] of assignment.toml against the values that variants know."""
    for name, value in conventions:
        known = catalogue.values_of(name)
        if not known:
            what = f"a [[variant]] of {name!r} in {MISTAKES_FILE} for each of its values"
            advice = "write one without edits for the value in which the reference is written"
            yield document.finding(("conventions", name), what, "nothing", advice)
        elif value not in known:
            advice = nearest(value, known, "write a [[variant]] for it")
            what = f"one of {', '.join(map(repr, known))}"
            yield document.finding(("conventions", name), what, value, advice)


def form_findings(document: Document, values: CatalogueValues) -> Iterator[str]:
    """Find what the shapes cannot say: half an edit, no edit, the same name twice."""
    for index, table in enumerate(values.mistake):
        yield from _edit_findings(document, ("mistake", index), table)
    for index, other in enumerate(values.variant):
        yield from _edit_findings(document, ("variant", index), other)
    seen: dict[str, int] = {}
    for index, mistake in enumerate(values.mistake):
        at: KeyPath = ("mistake", index, "id")
        if not _ID.fullmatch(mistake.id):
            what = "lower-case words joined by _ or -"
            yield document.finding(at, what, mistake.id, "rename the mistake")
        if seen.setdefault(mistake.id, index) != index:
            advice = f"number {seen[mistake.id] + 1} has it already: rename one"
            yield document.finding(at, "an id of its own", mistake.id, advice)
    yield from _variant_findings(document, values)


def _edit_findings(
    document: Document, at: KeyPath, table: MistakeTable | VariantTable
) -> Iterator[str]:
    own = [name for name in ("file", "find", "replace") if getattr(table, name) is not None]
    if own and table.edit:
        what = "either file, find and replace or [[edit]] tables"
        yield document.finding((*at, own[0]), what, "both", "keep one of the two")
    elif own and len(own) < len(("file", "find", "replace")):
        what = "file, find and replace together"
        yield document.finding(at, what, ", ".join(own), "add what is missing")
    elif not own and not table.edit and isinstance(table, MistakeTable):
        what = "file, find and replace, or [[mistake.edit]] tables"
        yield document.finding(at, what, "nothing", "write what the mistake changes")
    for index, edit in enumerate(table.edits()):
        if edit.find == edit.replace:
            key = (*at, "replace") if own else (*at, "edit", index, "replace")
            what = "another text than `find`"
            yield document.finding(key, what, edit.replace, "write what the mistake changes")


def _variant_findings(document: Document, values: CatalogueValues) -> Iterator[str]:
    seen: set[tuple[str, str]] = set()
    plain: dict[str, list[int]] = {}
    for index, variant in enumerate(values.variant):
        if (variant.convention, variant.value) in seen:
            what = f"one variant for each value of {variant.convention!r}"
            at: KeyPath = ("variant", index, "value")
            yield document.finding(at, what, variant.value, "remove one of the two")
        seen.add((variant.convention, variant.value))
        plain.setdefault(variant.convention, [])
        if not variant.edits():
            plain[variant.convention].append(index)
    for name, without in plain.items():
        if len(without) != 1:
            index = next(i for i, one in enumerate(values.variant) if one.convention == name)
            what = f"exactly one variant of {name!r} without edits: the reference as it is written"
            key: KeyPath = ("variant", without[1] if without else index)
            yield document.finding(key, what, len(without), "add edits or that variant")


def _entry_findings(
    document: Document, at: KeyPath, one: Mistake | Variant, assignment: Assignment
) -> Iterator[str]:
    known = [task.id for task in assignment.tasks]
    for place, task in enumerate(one.fails or ()):
        if task not in known:
            advice = nearest(task, known, f"its tasks are {', '.join(known)}")
            yield document.finding((*at, "fails", place), "the id of a task", task, advice)
    for place, edit in enumerate(one.edits):
        if edit.file not in assignment.submit:
            is_alone = (*at, "edit", place, "file") not in document.lines
            key = (*at, "file") if is_alone else (*at, "edit", place, "file")
            advice = nearest(edit.file, assignment.submit, "correct the name")
            yield document.finding(key, "a name of `submit`", edit.file, advice)


def _unknown_values(
    document: Document, at: KeyPath, when: Conventions, catalogue: Catalogue
) -> Iterator[str]:
    for name, value in when:
        known = catalogue.values_of(name)
        if value not in known:
            what = f"a value that a [[variant]] of {name!r} knows ({', '.join(known) or 'none'})"
            yield document.finding((*at, name), what, value, nearest(value, known, "correct it"))
