"""What Alembic runs: the revisions, on the connection and in the transaction it is given."""

from __future__ import annotations

from alembic import context

from servanda.store.all_tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="alembic_version",
)
context.run_migrations()
