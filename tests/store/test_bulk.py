"""Reports put many at once: row for row what comes of putting them one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from ledgers import AT, WORDS, by_words, claims, report
from servanda.errors import EvidenceError, UndecodableError
from servanda.model import Evidence, Report
from servanda.store import Arrival, Record, open_record
from servanda.store.all_tables import metadata
from trying import tries

Row = tuple[Any, ...]


def rows(record: Record) -> dict[str, list[Row]]:
    """Read every row of every table, the numbers of rows and the instants too."""
    with record._store.reading() as connection:
        return {
            table.name: [
                tuple(row)
                for row in connection.execute(select(table).order_by(*table.primary_key.columns))
            ]
            for table in metadata.sorted_tables
        }


@pytest.fixture(params=("sqlite file", pytest.param("postgresql", marks=pytest.mark.postgres)))
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Record, Record]]:
    """Open two empty records of one kind."""
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres")
        urls = [server.schema(), server.schema()]
    else:
        urls = [f"sqlite:///{tmp_path / name}" for name in ("alone.db", "many.db")]
    with (
        open_record(urls[0], resolver=by_words) as one,
        open_record(urls[1], resolver=by_words) as two,
    ):
        yield one, two


def arrivals(given: Sequence[Report]) -> list[Arrival]:
    return [
        Arrival(one, claims(one), AT + timedelta(seconds=number))
        for number, one in enumerate(given)
    ]


def alone(record: Record, given: Sequence[Arrival]) -> None:
    for one in given:
        record.put(one.report, one.claims, at=one.at, reader="1")


OTHER = WORDS + " Sorrel agreed."
MIXED = (
    report("a.txt", wire="Wirelet", title="Barges"),
    report("b.txt"),  # the same text under another name
    report("a.txt", OTHER),  # takes the place of one that arrived with it
    report("c\tand\\d.txt", WORDS + " \\N was there,\n'quoted' and \"so\", with\ttabs: Ørsted."),
    report("b.txt"),  # the same again
    report("e.txt", day=None),
)


def test_many_at_once_are_row_for_row_what_each_alone_is(pair: tuple[Record, Record]) -> None:
    one, two = pair
    for record in pair:
        record.put(report("known.txt"), claims(report("known.txt")), at=AT, reader="1")
    given = arrivals([*MIXED[:3], report("known.txt", OTHER), *MIXED[3:]])
    alone(one, given)
    two.put_many(given, reader="1")
    assert rows(two) == rows(one)
    assert two.check() == []
    assert two.view().reports() == one.view().reports()


def test_texts_put_at_once_are_found_by_their_words(record: Record) -> None:
    record.put_many(arrivals(MIXED), reader="1")
    view = record.view()
    assert {hit.report for hit in view.search("quoted")} == {MIXED[3].name}
    assert {hit.report for hit in view.search("tabs")} == {MIXED[3].name}


@pytest.mark.costly
@settings(
    max_examples=tries(5),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from((WORDS, OTHER))), max_size=8),
    st.lists(st.integers(1, 4), min_size=8, max_size=8),
)
def test_it_is_all_one_how_arrivals_are_cut(names: list[tuple[str, str]], sizes: list[int]) -> None:
    given_ = arrivals([report(name, words) for name, words in names])
    found = []
    with open_record("sqlite://", resolver=by_words) as record:
        alone(record, given_)
        found.append(rows(record))
    with open_record("sqlite://", resolver=by_words) as record:
        rest = list(given_)
        for size in sizes:
            record.put_many(rest[:size], reader="1")
            rest = rest[size:]
        assert rest == []
        found.append(rows(record))
    assert found[0] == found[1]


def test_one_that_cannot_be_stored_keeps_back_all(record: Record) -> None:
    good, bad = report("good.txt"), report("bad.txt", WORDS + " \ud83d")
    before = rows(record)
    with pytest.raises(UndecodableError, match=r"bad\.txt"):
        record.put_many(arrivals([good, bad]), reader="1")
    assert rows(record) == before
    false = Evidence(good.id, 0, 5, "other")
    told = Arrival(good, (replace(claims(good)[0], evidence=(false,)),), AT)
    with pytest.raises(EvidenceError):
        record.put_many([told], reader="1")
    assert rows(record) == before


def test_the_clock_goes_on_behind_the_last_of_them(record: Record) -> None:
    same = [replace(one, at=AT) for one in arrivals(MIXED[:2])]
    record.put_many(same, reader="1")
    record.put_many([replace(arrivals(MIXED[5:])[0], at=AT)], reader="1")
    seen = [row[-2] for row in rows(record)["edition"]]
    assert seen == [AT, AT + timedelta(microseconds=1), AT + timedelta(microseconds=2)]


def test_a_dozen_statements_are_sent_for_all_of_them() -> None:
    """However many reports: no statement is sent for each of them."""

    def sent(count: int) -> int:
        given_ = [
            Arrival(one, claims(one), AT)
            for one in (report(f"{number}.txt", f"{WORDS} {number}") for number in range(count))
        ]
        statements: list[str] = []
        with open_record("sqlite://", resolver=by_words) as record:
            note = lambda *told: statements.append(told[2])  # noqa: E731
            event.listen(record._store.engine, "before_cursor_execute", note)
            record.put_many(given_, reader="1")
        return len(statements)

    assert sent(40) == sent(4) <= 20
