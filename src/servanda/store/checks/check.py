"""Check a whole record: every span, every reference, every hash."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from servanda.errors import RecordFormatError
from servanda.store import schema
from servanda.store.checks.check_decisions import DECISIONS
from servanda.store.checks.check_index import INDEX
from servanda.store.checks.check_readings import READINGS
from servanda.store.checks.check_tables import TABLES
from servanda.store.problem import Problem
from servanda.store.session import Store

__all__ = ["check"]


def check(store: Store) -> list[Problem]:
    """Return all that is wrong with the record, sorted; an empty list where it is sound."""
    found: list[Problem] = []
    with store.reading() as connection:
        defects = store.dialect.defects(connection)
        found.extend(Problem("database", why) for why in defects)
        for proof in (*READINGS, *TABLES, *DECISIONS, *INDEX):
            try:
                found.extend(proof(connection))
            except RecordFormatError as error:  # a cell that cannot be read at all
                found.append(Problem(error.subject, error.reason))
            except (
                DBAPIError
            ):  # bytes that are no text stop the query; where they stand was said above
                if not defects:
                    raise
        texts = connection.execute(select(func.count()).select_from(schema.text)).scalar_one()
        indexed = store.dialect.indexed(connection)
    if texts != indexed:
        found.append(Problem("search", f"{indexed} of {texts} texts are in the index"))
    return sorted(set(found))
