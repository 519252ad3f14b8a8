"""Attempts, manifests and rules; each stored grade finds its attempt and its manifest."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from autograder.gradebook.triggers import allow_changes, refuse_changes

revision = "0002"
down_revision = "0001"

_ROWS = {"sqlite_autoincrement": True}
_ATTEMPT_TEXTS = ("assignment", "submission_id", "student_id")
_KEYS = {"rules": "id", "attempts": "id", "manifests": "grade_id", "grades": "id"}


def upgrade() -> None:
    """Add the tables, fill them from the grades, and tie the grades to their attempts."""
    dialect = op.get_context().dialect.name
    for statement in allow_changes(dialect, "grades"):
        op.execute(statement)
    _add_tables()
    with op.batch_alter_table("grades") as batch:
        batch.add_column(sa.Column("attempt_id", sa.Integer))
    _fill()
    with op.batch_alter_table("grades", table_kwargs=_ROWS) as batch:
        batch.alter_column("attempt_id", nullable=False)
        batch.create_foreign_key("grades_attempt", "attempts", ["attempt_id"], ["id"])
    op.create_index("grades_by_attempt", "grades", ["attempt_id"])
    for table, key in _KEYS.items():
        for statement in refuse_changes(dialect, table, key):
            op.execute(statement)
    if dialect == "sqlite":
        op.execute("PRAGMA user_version=3")


def _add_tables() -> None:
    op.create_table(
        "rules",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("assignment", "counts", "at")),
        **_ROWS,
    )
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in _ATTEMPT_TEXTS),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("submitted_at", sa.Text),
        sa.UniqueConstraint("assignment", "submission_id", "number", name="attempts_number"),
        **_ROWS,
    )
    op.create_table(
        "manifests",
        sa.Column(
            "grade_id",
            sa.Integer,
            sa.ForeignKey("grades.id", name="manifests_grade"),
            primary_key=True,
            autoincrement=False,
        ),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("autograder", "sandbox")),
        sa.Column("isolated", sa.Boolean, nullable=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("images", "rubric_hash", "seed_id", "python", "numpy")
        ),
        sa.Column("seconds", sa.Double, nullable=False),
    )


def _fill() -> None:
    """Give each grade its attempt: other files than those of the grade before are another one."""
    connection = op.get_bind()
    grades, attempts, manifests = (_reflected(name) for name in ("grades", "attempts", "manifests"))
    last: dict[tuple[str, str], tuple[int, str, int]] = {}
    for row in connection.execute(sa.select(grades).order_by(grades.c.id)).mappings().all():
        owner = row["assignment"], row["submission_id"]
        number, digest, attempt_id = last.get(owner, (0, "", 0))
        whole = _whole(row["payload"])
        is_unread = row["status"] == "error" and not row["digest"]  # our fault: no hand-in
        if not number or (row["digest"] != digest and not is_unread):
            number += 1
            values = {name: row[name] for name in (*_ATTEMPT_TEXTS, "digest")}
            values |= {"number": number, "submitted_at": whole.get("submitted_at")}
            opened = sa.insert(attempts).values(**values).returning(attempts.c.id)
            attempt_id = connection.execute(opened).scalar_one()
            last[owner] = number, row["digest"], attempt_id
        here = grades.c.id == row["id"]
        connection.execute(sa.update(grades).where(here).values(attempt_id=attempt_id))
        if isinstance(whole.get("manifest"), dict):
            values = _manifest(whole["manifest"])
            connection.execute(sa.insert(manifests).values(grade_id=row["id"], **values))


def _reflected(name: str) -> sa.Table:
    return sa.Table(name, sa.MetaData(), autoload_with=op.get_bind(), resolve_fks=False)


def _whole(payload: str) -> dict[str, Any]:
    # A row that is no grade is named when it is read; it must not stop the others here.
    try:
        found = json.loads(payload)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _manifest(found: dict[str, Any]) -> dict[str, Any]:
    texts = ("autograder", "sandbox", "rubric_hash", "seed_id", "python", "numpy")
    return {
        **{name: str(found.get(name, "")) for name in texts},
        "isolated": bool(found.get("isolated")),
        "images": json.dumps(found.get("images", [])),
        "seconds": float(found.get("seconds") or 0),
    }


def downgrade() -> None:
    """Refuse: a gradebook never goes back; restore the copy that lies beside the file."""
    raise NotImplementedError
