"""How an older gradebook becomes one of today: Alembic's revisions, run by `schema.prepare`."""
