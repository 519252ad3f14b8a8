"""Draw docs/gradebook-schema.svg from the gradebook's tables; `--check` fails if it is stale."""

import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path

from sqlalchemy import Column, Table

from autograder.gradebook.tables import Base

PICTURE = Path(__file__).parents[1] / "docs" / "gradebook-schema.svg"
PLACES = {
    "attempts": (20, 20),
    "grades": (300, 20),
    "manifests": (580, 20),
    "overrides": (20, 230),
    "rules": (580, 290),
}
"""Left and top of each table."""
WIDTH, ROW, HEAD = 220, 18, 24
STYLE = (
    "text{font:12px monospace;fill:#1b1f24}.name{font-weight:bold}.type{fill:#57606a}"
    ".box{fill:#fff;stroke:#57606a}.head{fill:#ddf4ff;stroke:#57606a}"
    ".tie{fill:none;stroke:#0969da;stroke-width:1.5}.note{fill:#57606a}"
)
NOTE = "rows are only ever added: triggers refuse UPDATE, DELETE and TRUNCATE"


def drawing() -> str:
    """Return the picture as SVG: a box for each table, a line for each foreign key."""
    tables = Base.metadata.tables
    parts = [part for name in sorted(tables) for part in _box(tables[name])]
    ties = [tie for name in sorted(tables) for tie in _ties(tables[name])]
    height = max(_bottom(table) for table in tables.values()) + 40
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 820 {height}" role="img">'
    title = "<title>The tables of the gradebook</title>"
    ground = f'<rect width="820" height="{height}" fill="#fff"/>'
    note = f'<text class="note" x="20" y="{height - 14}">{NOTE}</text>'
    whole = [head, title, f"<style>{STYLE}</style>", ground, *ties, *parts, note, "</svg>"]
    return "\n".join(whole) + "\n"


def _box(table: Table) -> Iterator[str]:
    left, top = PLACES[table.name]
    yield f'<rect class="head" x="{left}" y="{top}" width="{WIDTH}" height="{HEAD}"/>'
    yield f'<text class="name" x="{left + 8}" y="{top + 16}">{table.name}</text>'
    high = len(table.columns) * ROW + 6
    yield f'<rect class="box" x="{left}" y="{top + HEAD}" width="{WIDTH}" height="{high}"/>'
    for column in table.columns:
        y = _middle(column) + 4
        yield f'<text x="{left + 8}" y="{y}">{escape(column.name)}</text>'
        kind = escape(_kind(column))
        yield f'<text class="type" x="{left + WIDTH - 8}" y="{y}" text-anchor="end">{kind}</text>'


def _kind(column: Column[object]) -> str:
    marks = ["key"] if column.primary_key else []
    marks += [str(column.type).lower(), *(["or null"] if column.nullable else [])]
    return " ".join(marks)


def _middle(column: Column[object]) -> int:
    _, top = PLACES[column.table.name]
    return top + HEAD + list(column.table.columns).index(column) * ROW + ROW // 2 + 3


def _bottom(table: Table) -> int:
    return PLACES[table.name][1] + HEAD + len(table.columns) * ROW + 6


def _ties(table: Table) -> Iterator[str]:
    """Draw each foreign key from its column to the key that it names."""
    for column in table.columns:
        for tie in column.foreign_keys:
            here, there = PLACES[table.name][0], PLACES[tie.column.table.name][0] + WIDTH
            middle = (here + there) // 2
            path = f"M{here} {_middle(column)} H{middle} V{_middle(tie.column)} H{there}"
            yield f'<path class="tie" d="{path}"/>'


def main() -> int:
    """Write the picture, or say that it is stale."""
    if "--check" not in sys.argv[1:]:
        PICTURE.write_text(drawing(), encoding="utf-8")
        return 0
    if PICTURE.is_file() and PICTURE.read_text(encoding="utf-8") == drawing():
        return 0
    print(f"{PICTURE.name} is stale: run scripts/gradebook_schema.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
