"""What can be wrong with a database: each has its own error, with a way out, and does no harm."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from ledgers import AT, WORDS, by_words, claims, report
from servanda.errors import RecordBusyError, RecordError, RecordFormatError
from servanda.store import Record, open_record
from servanda.store.session import Store


def fill(url: str, *names: str) -> None:
    with open_record(url, resolver=by_words) as record:
        for name in names:
            one = report(name)
            record.put(one, claims(one), at=AT, reader="1")


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def test_a_record_is_not_made_unless_asked(url: str) -> None:
    with pytest.raises(RecordError, match=r"no record.*servanda read"):
        open_record(url, create=False)
    assert not file_of(url).exists()


def test_an_empty_file_is_a_record_to_be(url: str) -> None:
    file_of(url).touch()
    with pytest.raises(RecordFormatError, match=r"no record in it yet.*just making it"):
        open_record(url, create=False)
    fill(url, "a.txt")
    with open_record(url, create=False) as record:
        assert record.counts().reports == 1


@pytest.mark.parametrize("data", [b"not a database at all, only words" * 99, b"\x00" * 5000])
def test_a_file_that_is_no_database_is_left_alone(url: str, data: bytes) -> None:
    file_of(url).write_bytes(data)
    with pytest.raises(RecordFormatError, match="not a servanda record"):
        open_record(url)
    assert file_of(url).read_bytes() == data


@pytest.mark.parametrize(
    "table", ["cats (name)", "meta (colour)", "meta (key, value)", "report (id)"]
)
def test_somebody_elses_database_is_left_alone(url: str, table: str) -> None:
    other = sqlite3.connect(file_of(url))
    other.execute(f"CREATE TABLE {table}")
    other.close()
    before = file_of(url).read_bytes()
    with pytest.raises(RecordFormatError):
        open_record(url)
    assert file_of(url).read_bytes() == before


def test_a_record_of_a_newer_servanda_is_refused(url: str) -> None:
    fill(url, "a.txt")
    other = sqlite3.connect(file_of(url))
    other.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    other.commit()
    other.close()
    with pytest.raises(RecordFormatError, match=r"newer servanda.*schema 99.*rebuild"):
        open_record(url)


@pytest.mark.parametrize(
    "damage",
    [
        "DROP TABLE evidence",
        "DELETE FROM dating",
        "UPDATE dating SET dating = '{'",
        "UPDATE dating SET dating = '[]'",
        "UPDATE edition SET dating = '{'",
        "UPDATE block SET kind = 'rumour'",
        'UPDATE claim SET body = \'{"kind":"date"}\'',
        "UPDATE statement SET recorded = 'soon'",
    ],
)
def test_damage_is_an_error_of_ours_wherever_it_is_met(url: str, damage: str) -> None:
    fill(url, "a.txt")
    other = sqlite3.connect(file_of(url))
    other.execute(damage)
    other.commit()
    other.close()
    one = report("a.txt")
    with open_record(url, resolver=by_words) as record:
        view = record.view()
        acts = (
            view.claims,
            view.reports,
            view.statements,
            lambda: view.search("tarn"),
            lambda: record.put(one, claims(one), at=AT, reader="2"),
        )
        errors = [error for act in acts if (error := raised(act)) is not None]
    assert errors
    assert all(error.remedy for error in errors)


def raised(act: Callable[[], object]) -> RecordFormatError | None:
    """Do it, and return our error if there is one; any other goes through."""
    try:
        act()
    except RecordFormatError as error:
        return error
    return None


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("no://such kind", "not"),
        ("", "not the URL of a record"),
        ("oracle://x/y", "not kept in"),
        ("mysql://me:geheim@host/db", "not kept in"),
        ("sqlite:////no/such/folder/x.db", "no folder"),
        ("sqlite:////", "folder"),
        ("sqlite:///x.db?timeout=soon", "timeout"),
        ("sqlite:///x.db?timeout=nan", "timeout"),
        ("sqlite:///x.db?timeout=-1", "timeout"),
        ("sqlite:///x.db?timeout=1&timeout=2", "timeout"),
        ("sqlite://host/x.db", "no host"),
        ("sqlite://me:geheim@/x.db", "no user"),
        ("sqlite:///x\0.db", "not the URL of a record"),
        ("sqlite:///\ud800.db", "not the URL of a record"),
        (f"sqlite:///{'x' * 5_000}.db", "too long"),
        ("sqlite:///file:x.db?uri=maybe", "maybe"),
        ("postgresql://me:geheim@a,b/x?port=1,2,3", "ports"),
        ("postgresql:///x?host=/nowhere&port=soon", "port"),
    ],
)
def test_a_wrong_url_is_named(
    wrong: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RecordError, match=reason) as caught:
        open_record(wrong)
    assert caught.value.remedy
    assert "geheim" not in str(caught.value)
    assert not list(tmp_path.iterdir())


def test_a_locked_record_can_be_read_and_says_who_writes(url: str) -> None:
    fill(url, "a.txt")
    other = sqlite3.connect(file_of(url), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    one = report("b.txt", WORDS + " Sorrel agreed.")
    with open_record(f"{url}?timeout=0.05", resolver=by_words) as record:
        assert len(record.view().reports()) == 1
        with pytest.raises(RecordBusyError, match="another process"):
            record.put(one, claims(one), at=AT, reader="1")
        other.execute("ROLLBACK")
        assert record.put(one, claims(one), at=AT, reader="1")
    other.close()


def test_two_may_open_a_new_record_at_once(url: str) -> None:
    with open_record(url, resolver=by_words) as one, open_record(url, resolver=by_words) as two:
        first, second = report("a.txt"), report("b.txt")
        one.put(first, claims(first), at=AT, reader="1")
        two.put(second, claims(second), at=AT, reader="1")
        assert len(one.view().reports()) == len(two.view().reports()) == 2


def test_a_read_only_record_can_be_read(url: str) -> None:
    fill(url, "a.txt")
    only = f"sqlite:///file:{file_of(url)}?mode=ro&uri=true"
    one = report("b.txt", WORDS + " Sorrel agreed.")
    with open_record(only, resolver=by_words) as record:
        assert record.view().report("a.txt") == report("a.txt")
        assert record.check() == []
        with pytest.raises(RecordError, match="may only be read"):
            record.put(one, claims(one), at=AT, reader="1")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do anything")
def test_a_file_without_leave_to_write_can_be_read(url: str) -> None:
    fill(url, "a.txt")
    file_of(url).chmod(0o444)
    one = report("b.txt", WORDS + " Sorrel agreed.")
    with open_record(url, resolver=by_words) as record:
        assert len(record.view().reports()) == 1
        with pytest.raises(RecordError, match="may only be read"):
            record.put(one, claims(one), at=AT, reader="1")


def test_a_record_in_a_folder_without_leave_to_write_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / '50% odd #1.db'}"
    fill(url, "a.txt")
    monkeypatch.setattr("servanda.store.dialects.sqlite._may_write", lambda path: not path.exists())
    one = report("b.txt", WORDS + " Sorrel agreed.")
    with open_record(url, resolver=by_words) as record:
        assert len(record.view().reports()) == 1
        with pytest.raises(RecordError, match="may only be read"):
            record.put(one, claims(one), at=AT, reader="1")
    assert [path.name for path in tmp_path.iterdir()] == ["50% odd #1.db"]


def test_a_full_disk_keeps_all_that_was_finished(url: str) -> None:
    fill(url, "a.txt")
    store = Store(url)
    with Record(store, by_words) as record:
        with store.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")
        big = report("big.txt", WORDS + " Sorrel agreed." * 5000)
        with pytest.raises(RecordError, match="disk is full") as caught:
            record.put(big, claims(big), at=AT, reader="1")
        assert "finished" in caught.value.remedy
        assert [r.name for r in record.view().reports()] == ["a.txt"]
        assert record.check() == []
    with open_record(url, resolver=by_words) as record:
        assert record.put(big, claims(big), at=AT, reader="1")


def test_the_file_is_a_strict_wal_database_with_its_mark(url: str) -> None:
    fill(url, "a.txt")
    other = sqlite3.connect(file_of(url))
    assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert other.execute("PRAGMA application_id").fetchone()[0].to_bytes(4, "big") == b"srvd"
    rows = other.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
    strict = {name: flag for name, flag in rows if not name.startswith("sqlite_")}
    assert set(strict.values()) == {1}
    other.close()


def test_the_url_hides_a_password_and_names_the_file(url: str) -> None:
    with open_record(url) as record:
        assert record.url == url
        record.close()
