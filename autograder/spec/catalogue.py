"""mistakes.toml -> `Catalogue`: typical mistakes, other conventions, equivalent mutants."""

from collections.abc import Iterator
from pathlib import Path

from autograder.errors import SpecError
from autograder.model import Assignment, Catalogue, Edit, Equivalent, Mistake, Variant

from .catalogue_findings import MISTAKES_FILE, catalogue_findings, form_findings
from .document import Document, parse_values, read_document, shape_findings
from .lines import KeyPath
from .shapes import CatalogueValues, MistakeTable, VariantTable


def load_catalogue(assignment: Assignment) -> Catalogue:
    """Read mistakes.toml and hold it against the assignment; empty if there is no such file.

    Raises:
        SpecError: names the file, the line and the key, what was expected and
            found, and what to do.
    """
    document, catalogue = open_catalogue(assignment.folder)
    if document is not None:
        for finding in catalogue_findings(document, catalogue, assignment):
            raise SpecError(finding)
    return catalogue


def open_catalogue(folder: Path) -> tuple[Document | None, Catalogue]:
    """Read the folder's mistakes.toml by itself. Raises SpecError for what is no such file."""
    file = folder / MISTAKES_FILE
    if not file.is_file():
        return None, Catalogue()
    document = read_document(file)
    values = parse_values(document, CatalogueValues)
    for finding in form_findings(document, values):
        raise SpecError(finding)
    return document, _catalogue(document, values)


def file_findings(folder: Path) -> Iterator[str]:
    """Find what is wrong with the folder's mistakes.toml by itself; raises SpecError if no TOML."""
    file = folder / MISTAKES_FILE
    if file.is_file():
        document = read_document(file)
        found = list(shape_findings(document, CatalogueValues))
        yield from found
        if not found:
            yield from form_findings(document, parse_values(document, CatalogueValues))


def _catalogue(document: Document, values: CatalogueValues) -> Catalogue:
    return Catalogue(
        mistakes=tuple(
            Mistake(
                **table.model_dump(include={"id", "fails", "max_loss", "says"}),
                edits=_edits(document, ("mistake", index), table),
                when=tuple(table.when.items()),
                place=document.place(("mistake", index)),
            )
            for index, table in enumerate(values.mistake)
        ),
        variants=tuple(
            Variant(
                **table.model_dump(exclude={"edit", "file", "find", "replace"}),
                edits=_edits(document, ("variant", index), table),
                place=document.place(("variant", index)),
            )
            for index, table in enumerate(values.variant)
        ),
        equivalents=tuple(
            Equivalent(**table.model_dump(), place=document.place(("equivalent", index)))
            for index, table in enumerate(values.equivalent)
        ),
    )


def _edits(document: Document, at: KeyPath, table: MistakeTable | VariantTable) -> tuple[Edit, ...]:
    in_table = bool(table.edit)
    return tuple(
        Edit(
            **edit.model_dump(),
            place=document.place((*at, "edit", index, "find") if in_table else (*at, "find")),
        )
        for index, edit in enumerate(table.edits())
    )
