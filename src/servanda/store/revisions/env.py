"""What Alembic runs: the revisions, on the connection it is given, in the transaction begun there."""

from __future__ import annotations

from alembic import context

from servanda.store.all_tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="alembic_version",
)
context.run_migrations()
