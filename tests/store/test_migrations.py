"""Records of every schema there was: they open, whole, and come out as new ones are."""

from __future__ import annotations

import gzip
import importlib.util
import shutil
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from keeping import KEPT, restore, schema_of, schemas
from ledgers import AT, by_words, claims, report
from servanda.errors import RecordError, RecordFormatError
from servanda.indexing.incremental_resolution import settle_record
from servanda.store import migrations, open_record
from servanda.store.session import Store
from servers import Server

AFTER_THE_FIRST = [
    *(pytest.param("db", number, id=f"sqlite-{number}") for number in schemas("db")[1:]),
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


def later(folder: Path, number: int, after: str, body: str) -> None:
    """Write a revision that only this test knows."""
    text = f"""
from alembic import op
revision = "{number:04}_later"
down_revision = "{after}"
def upgrade() -> None:
    {body}
"""
    (folder / "versions" / f"r{number:04}_later.py").write_text(text)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the revisions to where a test may add some; `later` ones count once this is asked."""
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


def test_a_record_of_the_first_schema_opens_whole(tmp_path: Path) -> None:
    """Four reports of the sample, one of them corrected later, one dated anew."""
    url = kept("schema1.db", tmp_path)
    with open_record(url, create=False) as record:
        assert record.check() == []
        counts = record.counts()
        assert (counts.reports, counts.retracted, counts.statements) == (4, 1, 149)
        assert sum(counts.claims.values()) == 56
        view = record.view()
        names = {one.name for one in view.reports()}
        assert names == {"auph01.txt", "delt03.md", "jpus01.txt", "jpus02.txt"}
        assert "a name was misspelt" in view.report("auph01.txt").text.content
        first, second = record.datings(view.report("jpus01").id)
        assert first.superseded == second.recorded
        assert second.dating.when is not None
        assert second.dating.when.earliest == date(2025, 3, 4)
        assert view.search("hayashi")
        one = report("new.txt")
        assert record.put(one, claims(one), at=AT, reader="2")
        assert record.check() == []


@pytest.mark.parametrize(("ending", "number"), AFTER_THE_FIRST)
def test_a_kept_record_opens_whole(
    ending: str, number: int, request: pytest.FixtureRequest
) -> None:
    """The same four reports, with three decisions, one of them taken back."""
    server = request.getfixturevalue("postgres") if ending == "sql" else None
    url: str = request.getfixturevalue("postgres_url" if server else "url")
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
        settle_record(record)
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
    later(folder, number + 1, last, 'op.execute("CREATE TABLE later (x TEXT) STRICT")')
    later(
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
    later(
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
