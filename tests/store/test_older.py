"""Records of any build, read with plain SQL on both databases; what is none is refused."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from ledgers import AT, DAY, WORDS, by_words, claims, report
from servanda.errors import RecordError, RecordFormatError
from servanda.model import Action, Basis, Concern, Dating, Decision, When
from servanda.store import OlderRecord, open_record, same_place
from servanda.store.older import _published
from servanda.store.session import Store


def older(url: str) -> None:
    """Make a record, its tables then changed to those of a build that is not this one's."""
    with open_record(url, resolver=by_words) as record:
        for name in ("a.txt", "b.txt", "a.txt"):
            more = " Tarn agreed." if record.counts().reports == 2 else ""
            one = report(name, f"{WORDS}{more}")
            record.put(one, claims(one), at=AT, reader="1")
        target = record.view().claims("commitment")[0].claim.id
        word = Decision.make(Action.ACCEPT, Concern.CLAIM, [target], author="Ada", at=AT)
        record.words.add(word, at=AT)
    store = Store(url)
    with store.writing() as connection:
        for statement in (
            "UPDATE meta SET value = 'servanda record' WHERE key = 'format'",
            "UPDATE meta SET value = '5' WHERE key = 'schema'",
            "ALTER TABLE edition DROP COLUMN publisher",
            "ALTER TABLE decision DROP COLUMN blind",
            "DROP TABLE alembic_version",
            "DROP TABLE grade",
            "DROP TABLE undo",
        ):
            connection.execute(text(statement))
    store.close()


def test_texts_and_words_of_another_build(shared_url: str) -> None:
    older(shared_url)
    with pytest.raises(RecordFormatError, match="servanda db rebuild"):
        open_record(shared_url)
    with OlderRecord(shared_url) as record:
        assert record.count() == (2, 1)
        found = list(record.reports())
        assert [one.name for one in found] == ["b.txt", "a.txt"]
        assert found[1].text == f"{WORDS} Tarn agreed."
        assert {one.publisher for one in found} == {None}
        (word,) = record.words()
        assert isinstance(word, tuple)
        assert (word[0].author, word[0].at, word[1]) == ("Ada", AT, None)


@pytest.mark.parametrize(
    ("dating", "published"),
    [
        ('{"reasons":["the source states it was published on 2031-05-02"]}', "2031-05-02"),
        ('{"conflicts":["the source states “yesterday”: no day left"]}', "yesterday"),
        ('{"reasons":["a date line says “May 2, 2031”"]}', None),
        ('{"reasons":null}', None),
        ("{}", None),
        ("[]", None),
        ("{", None),
        (None, None),
    ],
)
def test_the_date_that_a_source_stated(dating: str | None, published: str | None) -> None:
    assert _published(dating) == published


def test_what_is_no_record_is_refused(tmp_path: Path) -> None:
    nothing, folder, words = tmp_path / "no.db", tmp_path, tmp_path / "words.db"
    words.write_text("no database at all, but some words\n" * 20)
    cats = tmp_path / "cats.db"
    with sqlite3.connect(cats) as file:
        file.execute("CREATE TABLE cats (name TEXT)")
    file.close()
    meta = tmp_path / "meta.db"
    with sqlite3.connect(meta) as file:
        file.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    file.close()
    half = tmp_path / "half.db"
    with sqlite3.connect(half) as file:
        file.execute("CREATE TABLE meta (key TEXT, value TEXT)")
        file.execute("INSERT INTO meta VALUES ('format', 'servanda record')")
    file.close()
    for path, reason in (
        (nothing, "there is no record"),
        (folder, "this is a folder"),
        (words, "not a servanda record"),
        (cats, "not a servanda record"),
        (meta, "not a servanda record"),
        (half, "it has no table 'edition'"),
    ):
        with pytest.raises(RecordError, match=reason):
            OlderRecord(f"sqlite:///{path}")
    assert not nothing.exists()


def test_a_record_of_today_is_read_as_well(url: str) -> None:
    with open_record(url, resolver=by_words) as record:
        one = report("a.txt")
        record.put(one, claims(one), at=AT, reader="1")
        when = When.on(DAY, basis=Basis.STATED)
        record.redate(one.id, Dating(when, when.basis, ("stated by its publisher",)), at=AT)
    with OlderRecord(url) as older_record:
        assert [found.name for found in older_record.reports()] == ["a.txt"]


def test_the_same_place_under_two_names(tmp_path: Path) -> None:
    one = f"sqlite:///{tmp_path / 'a.db'}"
    assert same_place(one, f"sqlite:///{tmp_path / 'b' / '..' / 'a.db'}")
    assert not same_place(one, f"sqlite:///{tmp_path / 'b.db'}")
    server = "postgresql+psycopg://ada@host/records"
    assert same_place(server, "postgresql://bo@host/records")
    assert not same_place(server, f"{server}?options=-csearch_path%3Dother")
