"""A copy is the whole record, all its history; a backup is one of a record in use."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from ledgers import AT, LATER, WORDS, by_words, claims, report
from servanda.errors import NotFoundError, RecordError
from servanda.model import Dating
from servanda.model.decision import Action, Concern, Decision
from servanda.store import Record, open_record
from servanda.store.all_tables import metadata
from servanda.store.session import Store

PROGRAM = Path(__file__).parents[1] / "helpers" / "put_fifty.py"


def live(url: str) -> None:
    """Give a record a history: reports, a correction, another date, a retraction, a decision."""
    with open_record(url, resolver=by_words) as record:
        for name in ("a.txt", "b.txt", "c.txt"):
            one = report(name, f"{WORDS} {name}")
            record.put(one, claims(one), at=AT, reader="1")
        changed = report("a.txt", WORDS + " Sorrel agreed.")
        record.put(changed, claims(changed), at=LATER, reader="2")
        record.redate(changed.id, Dating(), at=LATER)
        record.retract("c.txt", at=LATER)
        target = claims(changed)[1].id
        word = Decision.make(Action.REJECT, Concern.CLAIM, [target], author="Ada", at=LATER)
        record.words.add(word, at=LATER)


def rows(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table."""
    store = Store(url, create=False)
    try:
        with store.reading() as connection:
            return {
                table.name: sorted(map(tuple, connection.execute(select(table)).all()), key=repr)
                for table in metadata.sorted_tables
            }
    finally:
        store.close()


@pytest.mark.costly
def test_a_copy_has_every_row_with_its_number(shared_url: str, tmp_path: Path) -> None:
    live(shared_url)
    other = f"sqlite:///{tmp_path / 'other.db'}"
    with open_record(shared_url) as record:
        told: list[tuple[int, int, str]] = []
        copied = record.copy_to(other, lambda *args: told.append(args))
    assert copied.problems == ()
    assert rows(other) == rows(shared_url)
    assert sum(copied.rows.values()) == told[-1][0] == told[-1][1]


@pytest.mark.costly
@pytest.mark.postgres
def test_a_copy_goes_to_the_other_database_and_back(
    url: str, postgres_url: str, tmp_path: Path
) -> None:
    live(url)
    back = f"sqlite:///{tmp_path / 'back.db'}"
    with open_record(url) as record:
        assert record.copy_to(postgres_url).problems == ()
    with open_record(postgres_url, resolver=by_words) as record:
        assert record.copy_to(back).problems == ()
    assert rows(back) == rows(url) == rows(postgres_url)
    goes_on(postgres_url)
    goes_on(back)
    assert rows(back) == rows(postgres_url)


def goes_on(url: str) -> None:
    """Go on reading in a copy: numbers follow, words are found, the clock goes on."""
    with open_record(url, resolver=by_words) as record:
        assert {hit.report for hit in record.view().search("barges sorrel")} >= {"a.txt", "b.txt"}
        one = report("new.txt", WORDS + " A heron flew.")
        assert record.put(one, claims(one), at=AT, reader="1")
        assert record.check() == []
        assert {hit.report for hit in record.view().search("heron")} == {"new.txt"}


@pytest.mark.costly
def test_views_of_a_copy_are_those_of_the_record(shared_url: str, tmp_path: Path) -> None:
    live(shared_url)
    other = f"sqlite:///{tmp_path / 'other.db'}"
    with open_record(shared_url, resolver=by_words) as record:
        record.copy_to(other)
        with open_record(other, resolver=by_words) as copy:
            for then in (None, AT, AT + timedelta(microseconds=1), LATER):
                mine, theirs = record.view(recorded_by=then), copy.view(recorded_by=then)
                assert mine.claims() == theirs.claims()
                assert mine.statements() == theirs.statements()
                assert mine.decisions() == theirs.decisions()


def test_a_target_that_holds_anything_is_left_alone(shared_url: str, tmp_path: Path) -> None:
    source, before = f"sqlite:///{tmp_path / 'source.db'}", None
    live(source)
    with open_record(shared_url, resolver=by_words) as record:
        one = report("mine.txt")
        record.put(one, claims(one), at=AT, reader="1")
    before = rows(shared_url)
    with open_record(source) as record:
        with pytest.raises(RecordError, match="not empty"):
            record.copy_to(shared_url)
        with pytest.raises(RecordError, match="not empty"):
            record.copy_to(source)
    assert rows(shared_url) == before


@pytest.mark.costly
def test_a_copy_that_breaks_off_leaves_nothing(
    shared_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = f"sqlite:///{tmp_path / 'source.db'}"
    live(source)

    def stop(done: int, total: int, name: str) -> None:
        if name == "claim":
            raise KeyboardInterrupt

    with open_record(source) as record:
        with pytest.raises(KeyboardInterrupt):
            record.copy_to(shared_url, stop)
        assert record.copy_to(shared_url).problems == ()
    assert rows(shared_url) == rows(source)


def test_a_backup_is_a_record(shared_url: str, tmp_path: Path) -> None:
    live(shared_url)
    path = tmp_path / "backup.db"
    with open_record(shared_url) as record:
        assert record.back_up(path).problems == ()
        with pytest.raises(RecordError, match="a file of that name"):
            record.back_up(path)
        with pytest.raises(RecordError, match="no folder"):
            record.back_up(tmp_path / "no" / "backup.db")
    assert rows(f"sqlite:///{path}") == rows(shared_url)
    assert not [p.name for p in tmp_path.iterdir() if ".part" in p.name]


def test_a_backup_of_a_record_in_memory(tmp_path: Path) -> None:
    with open_record("sqlite://", resolver=by_words) as record:
        one = report("a.txt")
        record.put(one, claims(one), at=AT, reader="1")
        record.back_up(tmp_path / "kept.db")
        assert record.put(report("b.txt", "More."), (), at=AT, reader="1")
    with open_record(f"sqlite:///{tmp_path / 'kept.db'}", create=False) as record:
        assert record.counts().reports == 1


@pytest.mark.costly
def test_backups_of_a_record_in_use_are_sound(shared_url: str, tmp_path: Path) -> None:
    open_record(shared_url).close()
    with subprocess.Popen(
        [sys.executable, str(PROGRAM), shared_url], stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        program.stdout.readline()
        counts = []
        with open_record(shared_url) as record:
            for number in range(4):
                copied = record.back_up(tmp_path / f"{number}.db")
                assert copied.problems == ()
                counts.append(copied.rows["report"])
        program.stdout.read()
        assert program.wait() == 0
    assert counts == sorted(counts)
    with open_record(f"sqlite:///{tmp_path / '0.db'}") as record:
        names = [one.name for one in record.view().reports()]
    assert names == [f"{number:02}.txt" for number in range(counts[0])]


def test_a_retracted_report_takes_with_it_what_rested_on_it(record: Record) -> None:
    for name in ("a.txt", "b.txt"):
        one = report(name, f"{WORDS} {name}")
        record.put(one, claims(one), at=AT, reader="1")
    before = record.view(recorded_by=LATER - timedelta(days=0.5))
    held = before.claims(), before.statements()
    assert record.retract("a.txt", at=LATER).name == "a.txt"
    now = record.view()
    assert [one.name for one in now.reports()] == ["b.txt"]
    assert {one.claim.report for one in now.claims()} == {now.report("b.txt").id}
    assert {hit.report for hit in now.search("barges")} == {"b.txt"}
    assert record.counts().retracted == 1
    assert record.index.stale() == 1
    again = record.view(recorded_by=LATER - timedelta(days=0.5))
    assert again.claims() == held[0]
    assert [s.id for s in again.statements()] == [s.id for s in held[1]]
    assert {hit.report for hit in again.search("barges")} == {"a.txt", "b.txt"}
    assert record.check() == []
    for name in ("a.txt", "c.txt"):
        with pytest.raises(NotFoundError):
            record.retract(name, at=LATER)
    one = report("a.txt", f"{WORDS} a.txt")
    assert record.put(one, claims(one), at=LATER, reader="1")
    assert len(record.view().reports()) == 2
    assert record.check() == []


def test_what_a_record_is_besides_what_it_holds(shared_url: str) -> None:
    live(shared_url)
    with open_record(shared_url) as record:
        about = record.about()
    assert about.database.split()[0] in ("SQLite", "PostgreSQL")
    assert about.size > 10_000
    assert (about.first, about.upgraded) == (AT, ())
    assert about.last is not None
    assert LATER < about.last < LATER + timedelta(seconds=1)
