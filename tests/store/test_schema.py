"""The tables: common SQL for every database, and one place for what only one knows."""

from __future__ import annotations

import ast
from pathlib import Path

from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

import servanda.store
from servanda.store.all_tables import metadata


def test_the_tables_are_postgresql_as_well() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in metadata.sorted_tables:
        made = str(CreateTable(table).compile(dialect=dialect))
        assert "STRICT" not in made
        for index in table.indexes:
            written = str(CreateIndex(index).compile(dialect=dialect))
            assert ("WHERE superseded IS NULL" in written) is ("_standing_" in str(index.name))


def test_sql_of_one_database_is_kept_in_one_module() -> None:
    """Only `sqlite` runs SQL as text; only it knows PRAGMA, FTS5 and the row number."""
    folder = Path(servanda.store.__file__).parent
    for path in sorted(folder.rglob("*.py")):
        if path.name == "sqlite.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert "exec_driver_sql" not in names, path.name
        words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        assert not [w for w in words if isinstance(w, str) and ("PRAGMA" in w or "MATCH" in w)]
