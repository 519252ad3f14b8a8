"""Grades and overrides: the form of files that bear `user_version` 2 and no stamp."""

import sqlalchemy as sa
from alembic import op

from autograder.gradebook.triggers import before_tables, refuse_changes

revision = "0001"
down_revision = None

_ROWS = {"sqlite_autoincrement": True}
_TEXTS = ("submission_id", "student_id", "assignment", "version")


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "grades",
        sa.Column("id", sa.Integer, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in _TEXTS),
        sa.Column("points", sa.Double),
        sa.Column("max_points", sa.Double, nullable=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("status", "digest", "suite_hash", "graded_at", "payload")
        ),
        **_ROWS,
    )
    op.create_table(
        "overrides",
        sa.Column("id", sa.Integer, primary_key=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("assignment", "submission_id", "target")
        ),
        sa.Column("points", sa.Double, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("reason", "by", "at")),
        sa.Column("blind", sa.Boolean, nullable=False),
        sa.Column("basis", sa.Text, nullable=False),
        **_ROWS,
    )
    dialect = op.get_context().dialect.name
    for statement in before_tables(dialect):
        op.execute(statement)
    for table in ("grades", "overrides"):
        op.create_index(f"{table}_by_submission", table, ["assignment", "submission_id"])
        for statement in refuse_changes(dialect, table):
            op.execute(statement)


def downgrade() -> None:
    """Refuse: a gradebook never goes back; restore the copy that lies beside the file."""
    raise NotImplementedError
