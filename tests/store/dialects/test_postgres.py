"""What can be wrong with a server: each has its own error, with a way out, and does no harm."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy.engine import URL, make_url

from ledgers import AT, WORDS, by_words, claims, report
from servanda.errors import RecordBusyError, RecordError, RecordFormatError
from servanda.store import Record, migrations, open_record, writer
from servanda.store.session import Store
from servers import Server, server
from trying import tries

pytestmark = pytest.mark.postgres
PROGRAM = Path(__file__).parents[2] / "helpers" / "put_fifty.py"


def put(record: Record, name: str) -> bool:
    one = report(name, f"{WORDS} {name}")
    return record.put(one, claims(one), at=AT, reader="1")


def written(url: URL) -> str:
    return url.render_as_string(hide_password=False)


@pytest.fixture
def own() -> Iterator[Server]:
    """Start a server of the test's own, to be stopped and killed."""
    found = server()
    if not found.ours:
        pytest.skip("the server that is named is not ours to stop")
    yield found
    found.remove()


def test_a_server_ends_with_whoever_made_it() -> None:
    code = "import servers, time; print(servers.server().data, flush=True); time.sleep(60)"
    paths = os.pathsep.join(path for path in sys.path if path)
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths, "SERVANDA_TEST_POSTGRES": ""},
    ) as maker:
        assert maker.stdout is not None
        data = Path(maker.stdout.readline().strip())
        pid = int((data / "postmaster.pid").read_text().split()[0])
        maker.kill()
    until = time.monotonic() + 20.0
    while data.parent.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not data.parent.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.parametrize(
    ("change", "reason", "remedy"),
    [
        ({"database": "nowhere"}, "no database 'nowhere'", "createdb nowhere"),
        ({"username": "nobody_of_that_name"}, "asks for a password|no user", "user|PASSWORD"),
        ({"username": "ada", "password": "geheim"}, "user and password", "check both"),
        ({"query": {"host": "/nowhere/at/all"}}, "no server answers", "start it"),
        ({"host": "no-such-host.invalid", "query": {}}, "no host of that name", "host"),
        ({"host": "127.0.0.1", "port": 9, "query": {}}, "no server answers", "host and port"),
        ({"query": {"host": "/run", "colour": "red"}}, "option", "take it out"),
        ({"query": {"host": "/run", "timeout": "soon"}}, "timeout", "timeout=60"),
    ],
)
def test_a_wrong_address_is_named(
    postgres: Server, change: dict[str, object], reason: str, remedy: str
) -> None:
    if change.get("username") == "ada":
        postgres.sql("DROP ROLE IF EXISTS ada", "CREATE ROLE ada LOGIN PASSWORD 'other'")
    url = postgres.root._replace(**{"query": postgres.root.query, **change})  # type: ignore[arg-type]
    with pytest.raises(RecordError, match=reason) as caught:
        open_record(written(url))
    assert re.search(remedy, caught.value.remedy)
    assert "geheim" not in str(caught.value)
    assert "Background" not in str(caught.value)


@pytest.mark.parametrize("where", ["password", "query"])
def test_a_password_is_never_shown(postgres: Server, where: str) -> None:
    postgres.sql(
        "DROP SCHEMA IF EXISTS bert CASCADE",
        "DROP ROLE IF EXISTS bert",
        "CREATE ROLE bert LOGIN PASSWORD 'ge heim'",
        "CREATE SCHEMA bert AUTHORIZATION bert",
    )
    url = postgres.root.set(username="bert")
    url = (
        url.set(password="ge heim")
        if where == "password"
        else url.update_query_dict({"password": "ge heim"})
    )
    with open_record(written(url), resolver=by_words) as record:
        assert put(record, "a.txt")
        shown = record.url + repr(record.about())
    assert "***" in shown
    assert "heim" not in shown.replace("%20", " ")
    wrong = url.set(password="gehorsam").difference_update_query(["password"])
    with pytest.raises(RecordError, match="user and password") as caught:
        open_record(written(wrong))
    assert "gehorsam" not in str(caught.value)


def test_somebody_elses_schema_is_left_alone(postgres: Server, postgres_place: str) -> None:
    name = str(make_url(postgres_place).query["options"]).rpartition("=")[2]
    for table in ("cats (name text)", "meta (key text, value text)"):
        postgres.sql(f"CREATE TABLE {name}.{table}")
        with pytest.raises(RecordFormatError, match="not a servanda record"):
            open_record(postgres_place)
        postgres.sql(f"DROP TABLE {name}.{table.split()[0]}")
    with pytest.raises(RecordFormatError, match="no record in it yet"):
        open_record(postgres_place, create=False)
    assert postgres.sql(f"SELECT count(*) FROM pg_tables WHERE schemaname = '{name}'") == [(0,)]


def test_a_schema_that_is_not_there_is_named(postgres: Server) -> None:
    url = postgres.root.update_query_dict({"options": "-csearch_path=not_there"})
    with pytest.raises(RecordError, match=r"search path.*CREATE SCHEMA"):
        open_record(written(url))


def test_a_record_of_a_newer_servanda_is_refused(postgres: Server, postgres_url: str) -> None:
    open_record(postgres_url).close()
    name = str(make_url(postgres_url).query["options"]).rpartition("=")[2]
    postgres.sql(f"UPDATE {name}.meta SET value = '99' WHERE key = 'schema'")
    with pytest.raises(RecordFormatError, match=r"newer servanda.*schema 99.*rebuild"):
        open_record(postgres_url)


def test_a_database_in_another_encoding_is_refused(postgres: Server) -> None:
    postgres.sql(
        "DROP DATABASE IF EXISTS latin",
        "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0",
    )
    with pytest.raises(RecordError, match=r"LATIN1.*UTF8"):
        open_record(written(postgres.root.set(database="latin")))


def test_who_may_only_read_can_read(postgres: Server, postgres_url: str) -> None:
    name = str(make_url(postgres_url).query["options"]).rpartition("=")[2]
    with open_record(postgres_url, resolver=by_words) as record:
        put(record, "a.txt")
    postgres.sql(
        "DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'guest') THEN "
        "DROP OWNED BY guest; DROP ROLE guest; END IF; END $$",
        "CREATE ROLE guest LOGIN PASSWORD 'g'",
        f"GRANT USAGE ON SCHEMA {name} TO guest",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA {name} TO guest",
    )
    url = make_url(postgres_url).set(username="guest", password="g")
    with open_record(written(url), resolver=by_words) as record:
        assert len(record.view().claims()) == len(claims(report("a.txt")))
        assert record.view().search("barges")
        assert record.check() == []
        with pytest.raises(RecordError, match=r"may not do this.*GRANT"):
            put(record, "b.txt")
    other = postgres.schema()
    owned = make_url(other).set(username="guest", password="g")
    with pytest.raises(RecordError, match=r"CREATE SCHEMA|may not"):
        open_record(written(owned))
    postgres.drop(other)


def test_a_writer_waits_its_turn_and_says_who_writes(postgres_url: str) -> None:
    with open_record(postgres_url, resolver=by_words) as one:
        put(one, "a.txt")
        hurried = f"{postgres_url}&timeout=0.1"
        with open_record(hurried, resolver=by_words) as two:
            with one._store.writing():
                with pytest.raises(RecordBusyError, match="another process"):
                    put(two, "b.txt")
                assert len(two.view().reports()) == 1
            assert put(two, "b.txt")


@pytest.mark.costly
def test_several_processes_make_one_record(postgres_place: str) -> None:
    """As many as a team has, all at once, on a record that none of them has made yet."""
    command = [sys.executable, str(PROGRAM), postgres_place]
    many = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(3)]
    assert [one.wait() for one in many] == [0] * 3
    with open_record(postgres_place, resolver=by_words) as record:
        together = record.view()
        assert record.check() == []
        with open_record("sqlite://", resolver=by_words) as alone:
            for number in range(50):
                one = report(f"{number:02}.txt", f"{WORDS} It was day {number}.")
                alone.put(one, claims(one), at=AT, reader="1")
            assert together.claims() == alone.view().claims()
            assert together.reports() == alone.view().reports()
            assert [s.id for s in together.statements()] == [
                s.id for s in alone.view().statements()
            ]
            assert record.counts() == alone.counts()


@pytest.mark.parametrize("how", ["stop", "kill"])
def test_a_server_that_goes_and_comes_back(own: Server, how: str) -> None:
    url = own.schema()
    with open_record(url, resolver=by_words) as record:
        put(record, "a.txt")
        view = record.view()
        with pytest.raises(RecordError, match=r"went away|shutting down|starting") as caught:
            broken_off(record, own.stop if how == "stop" else own.kill)
        assert "try again" in caught.value.remedy
        with pytest.raises(RecordError):
            put(record, "b.txt")
        own.start()
        assert [one.name for one in view.reports()] == ["a.txt"]
        assert put(record, "b.txt")  # the same open record goes on
        assert record.check() == []
        assert record.counts().reports == 2


def broken_off(record: Record, end: Callable[[], None]) -> None:
    """Put a report, and let the server go before it is kept."""
    store, one = record._store, report("b.txt", WORDS + " Sorrel agreed.")
    with store.writing() as connection:
        told = claims(one)
        writer.put_report(
            connection, store.dialect, one, told, at=AT, reader="1", resolver=by_words
        )
        end()
        connection.exec_driver_sql("SELECT 1")


@pytest.mark.costly
def test_upgrading_through_every_revision_gives_the_schema_of_a_new_record(
    postgres: Server,
) -> None:
    new, through = postgres.schema(), postgres.schema()
    open_record(new).close()
    store = Store(new)
    engine = store.dialect.engine(make_url(through), create=True)
    with engine.connect() as connection, connection.begin():
        store.dialect.begin(connection, write=True)
        migrations.run(connection, store.dialect, "head")
    engine.dispose()
    store.close()
    assert described(postgres, through) == described(postgres, new)
    for url in (new, through):
        postgres.drop(url)


def described(postgres: Server, url: str) -> list[tuple[object, ...]]:
    """Describe columns, constraints and indexes of a schema, its name left out."""
    name = str(make_url(url).query["options"]).rpartition("=")[2]
    columns = (
        "SELECT table_name, column_name, ordinal_position, data_type, collation_name, is_nullable, "
        f"replace(column_default, '{name}', '') FROM information_schema.columns "
        f"WHERE table_schema = '{name}' ORDER BY 1, 3"
    )
    indexes = (
        f"SELECT tablename, indexname, replace(indexdef, '{name}', '') FROM pg_indexes "
        f"WHERE schemaname = '{name}' ORDER BY 1, 2"
    )
    constraints = (
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        f"WHERE connamespace = '{name}'::regnamespace ORDER BY 1, 2"
    )
    rows = [row for query in (columns, indexes, constraints) for row in postgres.sql(query)]
    return [tuple(str(cell).replace(f"{name}.", "") for cell in row) for row in rows]


@pytest.mark.costly
def test_a_very_long_text_is_found_by_all_its_words(postgres_url: str) -> None:
    words = " ".join(f"word{number:06}" for number in range(120_000))
    one = report("long.txt", f"{words} {'x' * 5000} end")
    with open_record(postgres_url, resolver=by_words) as record:
        record.put(one, (), at=AT, reader="1")
        for query in ("word000000 word119999", '"word119999 ' + "x" * 5000 + '"', "word1199*"):
            assert [hit.report for hit in record.view().search(query)] == ["long.txt"]
        assert record.view().search("x" * 4999) == ()
        assert record.check() == []


ALPHABET = "aAbßéÉêñçøØžŽšйЙёאكاπΣσς漢字かな0129٣ -—'’._\n\t!*\u0301\u200d🚢"
TEXTS = st.lists(st.text(ALPHABET, min_size=1, max_size=8), min_size=1, max_size=6)


@pytest.mark.costly
@settings(
    max_examples=tries(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(TEXTS, min_size=1, max_size=3), st.data())
def test_search_answers_as_on_sqlite(
    pair: tuple[Record, Record], texts: list[list[str]], data: st.DataObject
) -> None:
    for number, words in enumerate(texts):
        one = report(f"{number}.txt", " ".join(words))
        for record in pair:
            record.put(one, (), at=AT, reader="1")
    asked = data.draw(st.sampled_from([word for words in texts for word in words]))
    query = data.draw(st.sampled_from([asked, f'"{asked}"', f"{asked[:2]}*", asked.upper()]))
    if any(each.isalnum() for each in query):
        mine, theirs = (answers(record, query) for record in pair)
        assert mine == theirs


def answers(record: Record, query: str) -> object:
    from servanda.errors import UsageError

    try:
        found = record.view().search(query)
    except UsageError as error:
        return error.reason
    return [(hit.report, hit.start, hit.end, hit.snippet) for hit in found]


@pytest.fixture
def pair(postgres_url: str) -> Iterator[tuple[Record, Record]]:
    with (
        open_record("sqlite://", resolver=by_words) as one,
        open_record(postgres_url, resolver=by_words) as two,
    ):
        yield one, two


def test_pages_found_through_an_index_are_cheap_unless_the_server_is_told_otherwise(
    postgres_url: str,
) -> None:
    told = make_url(postgres_url)
    options = f"{told.query['options']} -crandom_page_cost=3"
    for url, cost in (
        (postgres_url, "1.1"),
        (written(told.update_query_dict({"options": options})), "3"),
    ):
        store = Store(url)
        with store.reading() as connection:
            assert connection.exec_driver_sql("SHOW random_page_cost").scalar_one() == cost
        store.close()


def test_what_is_in_a_table_is_counted_anew_when_it_has_doubled(postgres_url: str) -> None:
    store = Store(postgres_url)
    grow = "INSERT INTO text (sha256, content) SELECT gen_random_uuid(), repeat('x', 400) FROM generate_series(1, {})"

    def known(table: str) -> int:
        with store.writing() as connection:
            store.dialect.look_at_sizes(connection)
            query = f"SELECT reltuples FROM pg_class WHERE oid = '{table}'::regclass"
            return int(connection.exec_driver_sql(query).scalar_one())

    def add(count: int) -> int:
        with store.writing() as connection:
            connection.exec_driver_sql(grow.format(count))
        return known("text")

    assert known("text") == -1  # never counted
    assert [add(2000), add(1000), add(2000)] == [2000, 2000, 5000]
    assert known("claim") == -1  # it is empty
    store.close()
