"""Records of every released schema open whole; what was built before the first is refused."""

from __future__ import annotations

import gzip
import importlib.util
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from keeping import KEPT, add_revision, restore, schemas
from ledgers import AT, by_words, claims, report
from servanda.errors import RecordError, RecordFormatError
from servanda.indexing.update import update_index
from servanda.store import migrations, open_record
from servanda.store.session import Store
from servers import Server, schema_of

KEPT_RECORDS = [
    *(pytest.param("db", number, id=f"sqlite-{number}") for number in schemas("db")),
    *(
        pytest.param("sql", number, id=f"postgresql-{number}", marks=pytest.mark.postgres)
        for number in schemas("sql")
    ),
]
AT_FIRST = datetime(2026, 11, 22, 10, tzinfo=UTC)
SAID = ("edition", "block", "text", "report", "claim", "evidence", "statement", "dating", "reading")
JUDGED = ("decision", "undo")


def kept(name: str, tmp_path: Path) -> str:
    """Unpack a kept record; return its URL."""
    path = tmp_path / name
    path.write_bytes(gzip.decompress((KEPT / f"{name}.gz").read_bytes()))
    return f"sqlite:///{path}"


def rows(url: str, server: Server | None) -> dict[str, list[tuple[object, ...]]]:
    """Return what was read and said, bare: every row of its tables."""
    found = {}
    for table in (*SAID, *JUDGED):
        query = f"SELECT * FROM {table}"
        if server is None:
            file = sqlite3.connect(url.removeprefix("sqlite:///"))
            found[table] = sorted(file.execute(query).fetchall(), key=repr)
            file.close()
        else:
            found[table] = sorted(
                server.sql(f"SET search_path = {schema_of(url)}", query), key=repr
            )
    return found


def tables(url: str) -> list[tuple[str, ...]]:
    """Return all that SQLite knows of a record's schema."""
    file = sqlite3.connect(url.removeprefix("sqlite:///"))
    rows = file.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2, 3")
    found = rows.fetchall()
    file.close()
    return found


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the revisions to where a test may add some; added ones count from then on."""
    copy = tmp_path / "50% of revisions"
    shutil.copytree(migrations._FOLDER, copy)
    monkeypatch.setattr(migrations, "_FOLDER", copy)
    migrations.revisions.cache_clear()
    monkeypatch.setattr(migrations, "revisions", migrations.revisions.__wrapped__)
    return copy


def test_revisions_are_one_chain_named_by_their_numbers() -> None:
    before = None
    for place, name in enumerate(migrations.revisions(), 1):
        path = migrations._FOLDER / "versions" / f"r{name}.py"
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        assert (module.revision, module.down_revision) == (name, before)
        assert migrations.number(name) == place
        before = name


@pytest.mark.costly
@pytest.mark.parametrize(("ending", "number"), KEPT_RECORDS)
def test_a_kept_record_opens_whole(
    ending: str, number: int, request: pytest.FixtureRequest
) -> None:
    """Four reports, one corrected later, one dated anew; three decisions, one of them undone."""
    server = request.getfixturevalue("postgres") if ending == "sql" else None
    url: str = request.getfixturevalue("postgres_place" if server else "url")
    restore(number, url, server)
    before = rows(url, server)
    with open_record(url, create=False) as record:
        assert record.about().upgraded == migrations.revisions()[number:]
        assert record.check() == []
        assert rows(url, server) == before  # of what was read and said, nothing is touched
        counts, view = record.counts(), record.view()
        assert (counts.reports, counts.retracted) == (4, 1)
        assert "a name was misspelt" in view.report("auph01.txt").text.content
        assert [one.superseded is None for one in record.datings(view.report("jpus01").id)] == [
            False,
            True,
        ]
        undone = {one.word.action: one.undone is not None for one in record.words.all()}
        assert undone == {"accept": False, "reject": True, "amend": False}
        amended = [one for one in view.claims("commitment") if one.judged]
        assert sorted(one.judged[0].action for one in amended) == ["accept", "amend"]
        assert view.search("hayashi")
        early = record.view(recorded_by=AT_FIRST)
        assert "a name was misspelt" not in early.report("auph01.txt").text.content
        assert early.decisions() == ()
        update_index(record)
        assert record.entities.all()
        one = report("new.txt")
        assert record.put(one, claims(one), at=AT, reader="2")
        assert record.check() == []


@pytest.mark.parametrize("name", sorted(path.stem for path in KEPT.glob("*.db.gz")))
def test_an_upgraded_record_has_the_schema_of_a_new_one(name: str, tmp_path: Path) -> None:
    url, new = kept(name, tmp_path), f"sqlite:///{tmp_path / 'new.db'}"
    open_record(url).close()
    open_record(new).close()
    assert sorted(tables(url)) == sorted(tables(new))
    with Store(url).reading() as connection:
        assert migrations.pending(connection, url) == ()


def test_going_through_every_revision_gives_the_schema_of_a_new_one(tmp_path: Path) -> None:
    url, new = f"sqlite:///{tmp_path / 'through.db'}", f"sqlite:///{tmp_path / 'new.db'}"
    open_record(new).close()
    store = Store(new)
    engine = store.dialect.engine(store._engine.url.set(database=url[10:]), create=True)
    with engine.connect() as connection, connection.begin():
        store.dialect.begin(connection, write=True)
        migrations.run(connection, store.dialect, "head")
    engine.dispose()
    store.close()
    assert tables(url) == tables(new)


def test_an_older_record_is_brought_up_revision_by_revision_once(url: str, folder: Path) -> None:
    one = report("a.txt")
    with open_record(url, resolver=by_words) as record:
        record.put(one, claims(one), at=AT, reader="1")
    last = migrations.revisions()[-1]
    number = migrations.number(last)
    add_revision(folder, number + 1, last, 'op.execute("CREATE TABLE later (x TEXT) STRICT")')
    add_revision(
        folder, number + 2, f"{number + 1:04}_later", 'op.execute("INSERT INTO later VALUES (7)")'
    )
    for _ in range(2):
        with open_record(url, resolver=by_words) as record:
            assert record.view().reports() == (one,)
            assert record.check() == []
    file = sqlite3.connect(url.removeprefix("sqlite:///"))
    assert file.execute("SELECT x FROM later").fetchall() == [("7",)]
    file.close()
    for path in (folder / "versions").glob("*later*"):
        path.unlink()
    with pytest.raises(RecordFormatError, match=f"newer servanda.*schema {number + 2}"):
        open_record(url)


def test_a_revision_that_fails_leaves_the_record_as_it_was(url: str, folder: Path) -> None:
    open_record(url).close()
    before = tables(url)
    last = migrations.revisions()[-1]
    number = migrations.number(last) + 1
    add_revision(
        folder,
        number,
        last,
        'op.execute("CREATE TABLE half (x TEXT)"); op.execute("INSERT INTO nowhere VALUES (1)")',
    )
    with pytest.raises(RecordError):
        open_record(url)
    assert tables(url) == before
    (folder / "versions" / f"r{number:04}_later.py").unlink()
    with open_record(url) as record:
        assert record.check() == []


@pytest.mark.parametrize(
    ("format_", "schema", "reason"),
    [
        ("servanda record", "8", "before servanda's first schema (as schema 8)"),
        ("servanda", "9", "a newer servanda wrote it (schema 9; this one knows 6)"),
    ],
)
def test_a_record_of_another_build_is_refused_with_the_command_that_rebuilds_it(
    format_: str, schema: str, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "my record.db"
    open_record(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as file:
        file.execute("UPDATE meta SET value = ? WHERE key = 'format'", [format_])
        file.execute("UPDATE meta SET value = ? WHERE key = 'schema'", [schema])
    file.close()
    before = path.read_bytes()
    with pytest.raises(RecordFormatError) as caught:
        open_record(f"sqlite:///{path}")
    assert reason in caught.value.reason
    new = tmp_path / "my record-rebuilt.db"
    assert f"servanda db rebuild '{path}' '{new}'" in caught.value.remedy
    assert path.read_bytes() == before
