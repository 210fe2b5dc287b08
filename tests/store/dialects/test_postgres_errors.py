"""A server that fails or refuses while a record is used: said in our words, nothing half-written."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result
from sqlalchemy.engine import make_url

from keeping import LAST_KEPT, add_revision, restore
from ledgers import AT, WORDS, by_words, claims, report
from servanda.cli.main import main
from servanda.errors import RecordError
from servanda.store import Record, migrations, open_record
from servanda.store.dialects.postgres_errors import explain
from servers import MUST, Server, schema_of

pytestmark = pytest.mark.postgres

ROOM, MORE = "6m", "64m"
FILLER = 10_000  # words of a long report


def put(record: Record, name: str, more: str = "") -> bool:
    one = report(name, f"{WORDS} {name} {more}")
    return record.put(one, claims(one), at=AT, reader="1")


def servanda(*args: str) -> Result:
    return CliRunner().invoke(main, args)


def refused(done: Result, *said: str) -> None:
    """Assert that a command ended as one does whose record cannot be used, and said why."""
    assert done.exit_code == 4, done.stderr
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "Traceback" not in done.stderr
    one_line = " ".join(done.stderr.split())
    assert all(words in one_line for words in said), done.stderr


def optioned(url: str, *options: str, **change: str) -> str:
    """Add server settings, user or password to a record's URL."""
    found = make_url(url)
    kept = str(found.query.get("options", ""))
    found = found.update_query_dict({"options": " ".join((kept, *options)).strip()})
    return found.set(**change).render_as_string(hide_password=False)


@contextmanager
def role(server: Server, name: str, url: str, *, limit: int = -1) -> Iterator[str]:
    """Make a user who may do all in the schema at `url`; give the URL as theirs."""
    schema = schema_of(url)
    server.sql(
        f"CREATE ROLE {name} LOGIN PASSWORD 'secret' CONNECTION LIMIT {limit}",
        f"GRANT ALL ON SCHEMA {schema} TO {name}",
        f"GRANT ALL ON ALL TABLES IN SCHEMA {schema} TO {name}",
    )
    try:
        yield optioned(url, username=name, password="secret")
    finally:
        server.sql(f"DROP OWNED BY {name} CASCADE", f"DROP ROLE {name}")


@pytest.fixture
def small_disk(postgres: Server) -> Iterator[Path]:
    """Mount a file system with little room, and make a tablespace `little` on it."""
    if not postgres.ours:
        pytest.skip("the server that is named cannot see a disk that is mounted here")
    folder = Path(tempfile.mkdtemp(prefix="servanda-disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        folder.rmdir()
        if os.environ.get(MUST) and os.geteuid() == 0:
            pytest.skip(f"root may not mount a small disk here: {done.stderr.strip()}")
        pytest.skip(f"NOT TESTED, a full disk: only root may mount a small one ({done.stderr})")
    try:
        space = folder / "space"
        space.mkdir()
        if postgres.user is not None:
            for path in (folder, space):
                subprocess.run(["chown", postgres.user, path], check=True)
        folder.chmod(0o755)
        postgres.sql(f"CREATE TABLESPACE little LOCATION '{space}'")
        yield folder
    finally:
        postgres.sql("DROP TABLESPACE IF EXISTS little")
        subprocess.run(["umount", folder], check=True)
        folder.rmdir()


@pytest.fixture
def little(postgres: Server, small_disk: Path) -> Iterator[str]:
    """Name an empty place for a record whose tables lie on the small disk."""
    assert small_disk.exists()
    url = postgres.schema()
    yield optioned(url, "-cdefault_tablespace=little")
    postgres.drop(url)


def random_words(seed: int) -> str:
    """Make a text that no server can press together."""
    return " ".join(f"w{seed * FILLER + number:09x}" for number in range(FILLER))


def fill(record: Record) -> None:
    """Put reports until there is no room for one."""
    for number in range(99):
        put(record, f"{number:02}.txt", random_words(number))


@pytest.mark.costly
def test_a_full_disk_keeps_all_that_was_finished(little: str, small_disk: Path) -> None:
    with open_record(little, resolver=by_words) as record:
        assert put(record, "a.txt")
        with pytest.raises(RecordError, match="disk is full") as caught:
            fill(record)
        finished = record.counts().reports - 1
        assert "free some space" in caught.value.remedy
        assert caught.value.subject == record.url
        assert 0 < finished < 99
        assert record.check() == []
        more = ["mount", "-o", f"remount,size={MORE}", str(small_disk)]
        subprocess.run(more, check=True)
        assert put(record, f"{finished:02}.txt", random_words(finished))  # it goes on
        assert record.check() == []


@pytest.mark.costly
def test_a_copy_for_which_the_server_has_no_room(little: str, tmp_path: Path) -> None:
    source = f"sqlite:///{tmp_path / 'from.db'}"
    with open_record(source, resolver=by_words) as record:
        for number in range(20):
            put(record, f"{number:02}.txt", random_words(number))
    refused(servanda("db", "copy", source, little), "disk is full", "free some space", "postgresql")
    with open_record(little, create=False) as record:
        assert record.counts().reports == 0
        assert record.check() == []


def test_a_user_with_too_many_connections(postgres: Server, postgres_url: str) -> None:
    open_record(postgres_url).close()
    with role(postgres, "few", postgres_url, limit=1) as url:
        plain = make_url(url).set(drivername="postgresql")
        with psycopg.connect(plain.render_as_string(hide_password=False)):
            refused(servanda("show", "reports", "--record", url), "too many connections", "wait")
        gone(postgres, "few")
        assert servanda("show", "reports", "--record", url).exit_code == 0


def gone(postgres: Server, user: str) -> None:
    """Wait until the server has let go of a user's connections: closing one takes it a moment."""
    for _ in range(100):
        if postgres.sql(f"SELECT count(*) FROM pg_stat_activity WHERE usename = '{user}'")[0] == (
            0,
        ):
            return
        time.sleep(0.05)


def test_a_server_with_too_many_connections(postgres: Server, postgres_url: str) -> None:
    if not postgres.ours:
        pytest.skip("the connections of the server that is named are not ours to use up")
    (most,) = postgres.sql("SHOW max_connections")[0]
    held = []
    with role(postgres, "many", postgres_url) as url:
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        with suppress(psycopg.OperationalError):
            held.extend(psycopg.connect(plain) for _ in range(int(str(most))))
        with pytest.raises(RecordError, match="too many connections") as caught:
            open_record(url)
        for one in held:
            one.close()
        assert "wait" in caught.value.remedy


def test_a_statement_that_takes_too_long(postgres: Server, postgres_url: str) -> None:
    hurried = optioned(postgres_url, "-cstatement_timeout=200")
    with open_record(postgres_url, resolver=by_words) as record:
        put(record, "a.txt")
    schema = schema_of(postgres_url)
    with (
        open_record(hurried, resolver=by_words) as record,
        psycopg.connect(
            postgres.root.set(drivername="postgresql").render_as_string(hide_password=False)
        ) as other,
    ):
        other.execute(f"LOCK TABLE {schema}.edition IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(RecordError, match="cancelled it") as caught:
            record.view().reports()
        assert "statement_timeout" in caught.value.remedy
        with pytest.raises(RecordError, match="cancelled it"):
            put(record, "b.txt")
        refused(servanda("show", "reports", "--record", hurried), "cancelled it", "try again")
        other.rollback()
        assert [one.name for one in record.view().reports()] == ["a.txt"]
        assert put(record, "b.txt")
        assert record.check() == []


def test_a_transaction_that_idles_too_long(postgres_url: str) -> None:
    with open_record(postgres_url, resolver=by_words) as record:
        put(record, "a.txt")
        one = report("b.txt", WORDS + " Sorrel agreed.")
        with pytest.raises(RecordError, match="idle too long"):
            idle(record)
        assert record.counts().reports == 1
        assert record.put(one, claims(one), at=AT, reader="1")
        assert record.check() == []


def idle(record: Record) -> None:
    """Begin to write, and go on only after the server has lost its patience."""
    with record._store.writing() as connection:
        # Of this transaction alone: what a slow machine takes between two statements is not tried.
        connection.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 100")  # ms
        connection.exec_driver_sql("DELETE FROM evidence")
        time.sleep(1)
        connection.exec_driver_sql("DELETE FROM statement")


def test_a_server_that_may_only_be_read(postgres_url: str) -> None:
    with open_record(postgres_url, resolver=by_words) as record:
        put(record, "a.txt")
    standby = optioned(postgres_url, "-cdefault_transaction_read_only=on")
    with open_record(standby, resolver=by_words) as record:
        assert len(record.view().reports()) == 1
        with pytest.raises(RecordError, match="may only be read") as caught:
            put(record, "b.txt")
        assert "may be written to" in caught.value.remedy
    refused(servanda("forget", "a.txt", "--yes", "--record", standby), "may only be read")


def test_a_user_without_leave_to_write(postgres: Server, postgres_url: str) -> None:
    with open_record(postgres_url, resolver=by_words) as record:
        put(record, "a.txt")
    schema = schema_of(postgres_url)
    with role(postgres, "visitor", postgres_url) as url:
        postgres.sql(
            f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM visitor",
            f"REVOKE CREATE ON SCHEMA {schema} FROM visitor",
            f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO visitor",
        )
        assert servanda("show", "reports", "--record", url).exit_code == 0
        done = servanda("forget", "a.txt", "--yes", "--record", url)
        refused(done, "may not do this", "GRANT", "visitor")
        assert "secret" not in done.stderr
    with open_record(postgres_url) as record:
        assert record.counts().reports == 1
        assert record.check() == []


def test_a_user_without_leave_to_upgrade(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres.schema()
    restore(LAST_KEPT, url, postgres)
    folder = tmp_path / "revisions"
    shutil.copytree(migrations._FOLDER, folder)
    last = migrations.revisions()[-1]
    more = 'op.execute("ALTER TABLE text ADD COLUMN more text")'
    add_revision(folder, migrations.number(last) + 1, last, more)
    monkeypatch.setattr(migrations, "_FOLDER", folder)
    monkeypatch.setattr(migrations, "revisions", migrations.revisions.__wrapped__)
    before = postgres.sql(f"SELECT count(*) FROM pg_tables WHERE schemaname = '{schema_of(url)}'")
    with role(postgres, "late", url) as theirs:
        refused(servanda("show", "reports", "--record", theirs), "may not do this", "GRANT")
    after = postgres.sql(f"SELECT count(*) FROM pg_tables WHERE schemaname = '{schema_of(url)}'")
    assert after == before
    open_record(url).close()
    postgres.drop(url)


def test_a_database_of_another_encoding_and_of_somebody_else(
    postgres: Server, postgres_place: str
) -> None:
    postgres.sql(
        "DROP DATABASE IF EXISTS western",
        "CREATE DATABASE western ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0",
    )
    western = postgres.root.set(database="western").render_as_string(hide_password=False)
    for command in (("read", "."), ("show", "reports"), ("check",)):
        refused(servanda(*command, "--record", western), "LATIN1", "UTF8", "createdb")
    assert postgres.sql("SELECT count(*) FROM pg_class WHERE relname = 'meta'", database="western")
    name = schema_of(postgres_place)
    postgres.sql(f"CREATE TABLE {name}.cats (name text)", f"INSERT INTO {name}.cats VALUES ('Tom')")
    for command in (("read", "."), ("show", "reports"), ("db", "upgrade")):
        refused(
            servanda(*command, "--record", postgres_place), "not a servanda record", "name another"
        )
    assert postgres.sql(f"SELECT name FROM {name}.cats") == [("Tom",)]
    tables = f"SELECT count(*) FROM pg_tables WHERE schemaname = '{name}'"
    assert postgres.sql(tables) == [(1,)]
    postgres.sql("DROP DATABASE western")


def test_what_the_server_says_is_passed_on_where_we_know_no_better() -> None:
    url = make_url("postgresql+psycopg://me:geheim@host/db")
    said = explain("record", url, RuntimeError("Etwas mit geheim ging schief"))
    assert "Etwas mit *** ging schief" in said.reason
    assert said.remedy
    assert explain("record", url, None).remedy
