"""All that a gradebook holds of one assignment, into another gradebook."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, insert, select

from .rows import text_of
from .tables import AttemptRow, Base, GradeRow, ManifestRow, OverrideRow, RuleRow


def copy_rows(source: Connection, target: Connection, assignment: str) -> int | None:
    """Append the rows of `assignment` under new numbers; return how many grades there are.

    None if the target holds other grades of that assignment: nothing is written then.
    What was copied before is not copied twice.
    """
    wanted, there = (_grades(connection, assignment) for connection in (source, target))
    if there:
        same = [row["payload"] for row in wanted] == [row["payload"] for row in there]
        return len(there) if same else None
    _append(source, target, RuleRow, assignment)
    attempts = _append(source, target, AttemptRow, assignment)
    grades = {
        row["id"]: _insert(target, GradeRow, row | {"attempt_id": attempts[row["attempt_id"]]})
        for row in wanted
    }
    for row in _manifests(source, grades):
        target.execute(insert(ManifestRow).values(**row | {"grade_id": grades[row["grade_id"]]}))
    _append(source, target, OverrideRow, assignment)
    return len(grades)


def _append(
    source: Connection,
    target: Connection,
    table: type[RuleRow | AttemptRow | OverrideRow],
    assignment: str,
) -> dict[int, int]:
    """Copy the rows of one table; return the new number of each."""
    query = select(table).where(table.assignment == text_of(assignment)).order_by(table.id)
    rows = _rows(source.execute(query).mappings())
    return {row["id"]: _insert(target, table, row) for row in rows}


def _insert(target: Connection, table: type[Base], row: dict[str, Any]) -> int:
    key = table.__table__.c.id
    values = {name: value for name, value in row.items() if name != "id"}
    return int(target.execute(insert(table).values(**values).returning(key)).scalar_one())


def _grades(connection: Connection, assignment: str) -> list[dict[str, Any]]:
    mine = GradeRow.assignment == text_of(assignment)
    query = select(GradeRow).where(mine).order_by(GradeRow.id)
    return _rows(connection.execute(query).mappings())


def _manifests(source: Connection, grades: dict[int, int]) -> list[dict[str, Any]]:
    rows = _rows(source.execute(select(ManifestRow)).mappings())
    return [row for row in rows if row["grade_id"] in grades]


def _rows(found: Iterable[Any]) -> list[dict[str, Any]]:
    return [dict(row) for row in found]
