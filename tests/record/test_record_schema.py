"""The tables: common SQL for every database, and a seam for later steps."""

from __future__ import annotations

import ast
import sqlite3
from pathlib import Path

import pytest
from ledgers import AT, by_words, claims, report
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Connection
from sqlalchemy.schema import CreateIndex, CreateTable

import servanda.record
from servanda.errors import RecordFormatError
from servanda.record import migrations, open_record, schema
from servanda.record.dialect import Dialect


def test_the_tables_are_postgresql_as_well() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in schema.metadata.sorted_tables:
        made = str(CreateTable(table).compile(dialect=dialect))
        assert "STRICT" not in made
        for index in table.indexes:
            written = str(CreateIndex(index).compile(dialect=dialect))
            assert ("WHERE superseded IS NULL" in written) is ("_standing_" in str(index.name))


def test_sql_of_one_database_is_kept_in_one_module() -> None:
    """Only `sqlite` writes SQL as text; only it knows PRAGMA, FTS5 and the row number."""
    folder = Path(servanda.record.__file__).parent
    for path in sorted(folder.glob("*.py")):
        if path.name == "sqlite.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert "exec_driver_sql" not in names, path.name
        words = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
        assert not [w for w in words if isinstance(w, str) and ("PRAGMA" in w or "MATCH" in w)]


def test_an_older_record_is_brought_up_step_by_step_once(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = report("a.txt")
    with open_record(url, resolver=by_words) as record:
        record.put(one, claims(one), at=AT, reader="1")
    done: list[int] = []

    def step(number: int) -> migrations.Step:
        def run(connection: Connection, dialect: Dialect) -> None:
            del dialect
            connection.exec_driver_sql(f"CREATE TABLE later{number} (x TEXT) STRICT")
            done.append(number)

        return migrations.Step(number, f"step {number}", run)

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step(2), step(3)))
    monkeypatch.setattr(schema, "SCHEMA_VERSION", 3)
    for _ in range(2):
        with open_record(url, resolver=by_words) as record:
            assert record.view().reports() == (one,)
            assert record.check() == []
        assert done == [2, 3]
    monkeypatch.undo()
    with pytest.raises(RecordFormatError, match="newer"):
        open_record(url)


def test_a_step_that_fails_leaves_the_record_as_it_was(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_record(url).close()

    def run(connection: Connection, dialect: Dialect) -> None:
        del dialect
        connection.exec_driver_sql("CREATE TABLE half (x TEXT) STRICT")
        connection.exec_driver_sql("INSERT INTO nowhere VALUES (1)")

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, migrations.Step(2, "x", run)))
    monkeypatch.setattr(schema, "SCHEMA_VERSION", 2)
    with pytest.raises(RecordFormatError):
        open_record(url)
    monkeypatch.undo()
    with open_record(url) as record:
        assert record.check() == []
    other = sqlite3.connect(url.removeprefix("sqlite:///"))
    assert other.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").fetchone() == (
        0,
    )
    other.close()
