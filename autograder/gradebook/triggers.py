"""What keeps a table append-only: the database itself refuses, whatever program asks."""

from collections.abc import Iterator

REFUSAL = "the gradebook is append-only"
_FUNCTION = "autograder_append_only"


def before_tables(dialect: str) -> Iterator[str]:
    """Yield what the triggers of `dialect` need once."""
    if dialect == "postgresql":
        yield (
            f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN RAISE EXCEPTION USING MESSAGE = '{REFUSAL}: ' || TG_TABLE_NAME; END $$"
        )


def refuse_changes(dialect: str, table: str, key: str = "id") -> Iterator[str]:
    """Yield the statements after which rows of `table` are added and never changed or removed.

    Nothing for a dialect whose triggers we do not know.
    """
    if dialect == "sqlite":
        stop = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}: {table}'); END"
        yield f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {stop}"
        yield f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {stop}"
        # INSERT OR REPLACE removes the old row without asking the trigger on DELETE.
        taken = f"WHEN NEW.{key} IN (SELECT {key} FROM {table})"  # noqa: S608 - our own names
        yield f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} {taken} {stop}"
    if dialect == "postgresql":
        yield (
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
        )


def allow_changes(dialect: str, table: str) -> Iterator[str]:
    """Yield what takes back `refuse_changes`, for a migration of the table."""
    if dialect == "sqlite":
        yield from (f"DROP TRIGGER {table}_no_{what}" for what in ("update", "delete", "replace"))
    if dialect == "postgresql":
        yield f"DROP TRIGGER {table}_append_only ON {table}"
