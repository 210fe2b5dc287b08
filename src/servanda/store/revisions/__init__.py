"""Revisions: how a record of an older schema becomes one of today's, with Alembic.

To add tables or columns after the first release:

1. Define them on `servanda.store.schema.metadata`, in `schema.py` or in a module of their own,
   and import that module in `servanda.store.all_tables`.
2. Where this is the second revision, write out the tables of the first one in `r0001_record.py`,
   which until then takes them from the metadata.
3. Write `versions/rNNNN_name.py`, NNNN one more than the last: `revision = "NNNN_name"`,
   `down_revision` the one before, and `upgrade()` with `alembic.op` (tables with
   `sqlite_strict=True`). Write the columns out there and never change a revision that was
   released: it says what the schema was, the tables say what it is.
4. Keep a record of the schema it makes: `python tests/helpers/keeping.py`.

Nothing else changes: the number in the last file's name is the schema's number, and tests prove
that a record that went through every revision has the schema of a new one. Revisions run on the
record's own connection, inside the one transaction that opens an older record: all of them are
done, or none. There is no way down: make a copy (`servanda backup`) before upgrading.
"""
