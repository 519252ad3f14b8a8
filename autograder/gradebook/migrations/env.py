"""Alembic's entry: within the transaction and the lock that `schema.prepare` holds.

A developer asks what a new revision needs with `alembic.autogenerate.compare_metadata`.
"""

from alembic import context

from autograder.gradebook.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
