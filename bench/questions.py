"""What every question costs, beside the bare SQL for the rows that it answers with.

    python bench/questions.py sqlite:///indexed.db [--make 10000] [--rounds 7] [--only due]

Each question is asked as its command asks it, of an open record whose index is up to date: CPU time of
the process, the least of some rounds. The SQL beside it fetches the same rows and nothing else.
With `--make` a record of made-up reports (`bench/synthetic.py`) is made and indexed first where
there is none.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from sqlalchemy import Engine, create_engine, text
from synthetic import fill, reports

from servanda.cli.asking.why_command import steps
from servanda.cli.options import Filters, Settings
from servanda.cli.record_access import RecordAccess
from servanda.export import EXPORTS
from servanda.indexing.update import update_index
from servanda.record_answers import kind_rows
from servanda.store import Record, open_record

Ask = Callable[[RecordAccess], object]

STANDING = "state.kind IN ({kinds}) AND state.start <= :day AND state.until > :day"
SHORT = "SELECT state.owner, state.cells FROM state WHERE {where}"
WHOLE = (
    "SELECT state.owner, state.cells, entity.row FROM state "
    "JOIN entity ON entity.id = state.owner WHERE {where}"
)
CLAIMS = (
    "SELECT claim.*, evidence.start, evidence.end, evidence.exact FROM claim "
    "JOIN evidence ON evidence.claim = claim.key "
    "WHERE claim.key IN (SELECT claim FROM entity_claim WHERE entity IN "
    "(SELECT key FROM entity WHERE {where})) AND claim.superseded IS NULL"
)
TEXT = (
    "SELECT edition.*, text.content FROM edition JOIN report ON report.id = edition.report "
    "JOIN text ON text.sha256 = report.sha256 WHERE edition.superseded IS NULL"
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question as its command asks it, and the bare SQL for its rows."""

    name: str
    ask: Ask
    sql: tuple[str, ...]


def standing(*kinds: str, whole: bool = False, more: str = "") -> str:
    """Write the SQL for what is listed on a day."""
    named = ", ".join(f"'{kind}'" for kind in kinds)
    return (WHOLE if whole else SHORT).format(where=STANDING.format(kinds=named) + more)


def questions(day: date, entity: str, report: str) -> Iterator[Question]:
    """Go through the questions: of a day, of an entity, of a report."""
    yield Question(
        "show commitments", lambda access: access.board(whole=False), (standing("commitment"),)
    )
    waiting = (
        " AND state.status NOT IN ('done', 'revised', 'dropped') AND state.last < '9999-12-31'"
    )
    within = f" AND state.last <= '{day + timedelta(days=90)}'"
    due = partial(standing, "commitment", "awaited")
    yield Question("due", lambda access: access.due(whole=False), (due(more=waiting),))
    yield Question(
        "due --within 90d",
        lambda access: access.due(until=day + timedelta(days=90), whole=False),
        (due(more=waiting + within),),
    )
    entries = SHORT.format(
        where="state.kind IN ('consultation', 'dated deadline', 'dated incident', 'dated structure'){more}"
    )
    dated = (
        "SELECT edition.report, edition.name, edition.title, dating.dating FROM edition "
        "JOIN dating ON dating.report = edition.report "
        "WHERE edition.superseded IS NULL AND dating.superseded IS NULL{more}"
    )
    yield Question(
        "timeline",
        lambda access: access.timeline(),
        (entries.format(more=""), dated.format(more="")),
    )
    first = day - timedelta(days=30)
    months = f" AND state.first <= '{day}' AND state.last >= '{first}'"
    then = f" AND dating.earliest <= '{day}' AND dating.latest >= '{first}'"
    yield Question(
        "timeline of 30 days",
        lambda access: access.timeline(since=first, until=day),
        (entries.format(more=months), dated.format(more=then)),
    )
    yield Question(
        "picture",
        lambda access: access.picture(day, whole=False),
        (standing("commitment", "incident", "structure", "office"),),
    )
    claims = CLAIMS.format(where=f"id = '{entity}'")
    yield Question("why", lambda access: steps(access, entity), (claims,))
    yield Question(
        "why REPORT",
        lambda access: steps(access, report),
        (f"{TEXT} AND edition.report = '{report}'",),
    )
    of_report = f"SELECT * FROM claim WHERE report = '{report}' AND superseded IS NULL"
    told = CLAIMS.format(
        where="key IN (SELECT entity FROM entity_claim JOIN claim ON claim.key = entity_claim.claim "
        f"WHERE claim.report = '{report}')"
    )
    yield Question("brief", lambda access: access.brief(report), (of_report, told))
    yield Question(
        "show consultations",
        lambda access: kind_rows(access, "consultations"),
        (CLAIMS.format(where="kind = 'consultation'"),),
    )
    form = EXPORTS["commitments"].format("csv")
    assert form is not None
    yield Question(
        "export commitments",
        lambda access: list(form.pieces(access.scope(Filters()))),
        (standing("commitment", whole=True),),
    )


def least(work: Callable[[], object], rounds: int) -> float:
    """Return the CPU seconds that a work takes, the least of some rounds."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
        if sum(taken) > 20:  # seconds
            break
    return min(taken)


def bare(engine: Engine, sql: tuple[str, ...], day: date) -> int:
    """Fetch the rows by SQL alone; return how many there are."""
    with engine.connect() as connection:
        given = {"day": day.isoformat()}
        return sum(
            len(connection.execute(text(one), given if ":day" in one else {}).all()) for one in sql
        )


def chosen(engine: Engine) -> tuple[date, str, str]:
    """Choose a day near the end, an entity that several reports tell of, and a late report."""
    late = (
        "SELECT report, earliest FROM dating WHERE superseded IS NULL AND earliest IS NOT NULL "
        "ORDER BY earliest DESC, report LIMIT 1 OFFSET 20"
    )
    told = (
        "SELECT entity.id FROM entity JOIN entity_claim ON entity_claim.entity = entity.key "
        "WHERE entity.kind = 'commitment' GROUP BY entity.id "
        "HAVING count(*) BETWEEN 3 AND 8 ORDER BY entity.id LIMIT 1"
    )
    with engine.connect() as connection:
        report, day = connection.execute(text(late)).one()
        return date.fromisoformat(day), connection.execute(text(told)).scalar_one(), report


def compare(record: Record, engine: Engine, rounds: int, only: str | None) -> None:
    """Print what each question costs, as a table in Markdown."""
    day, entity, report = chosen(engine)
    settings = Settings(today=day)
    print("| question | rows | ms | bare SQL, ms | times |\n|---|---|---|---|---|")
    for one in questions(day, entity, report):
        if only is not None and only not in one.name:
            continue
        took = least(lambda one=one: one.ask(RecordAccess(record, settings)), rounds)  # type: ignore[misc]
        sql = least(lambda one=one: bare(engine, one.sql, day), rounds)  # type: ignore[misc]
        rows = bare(engine, one.sql, day)
        print(f"| {one.name} | {rows} | {took * 1000:.1f} | {sql * 1000:.1f} | {took / sql:.1f} |")


def main() -> None:
    """Read the command line, make the record where there is none, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url", help="a record whose index is up to date")
    parser.add_argument("--make", type=int, help="how many made-up reports to put into a new one")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", help="only the questions whose name has these words")
    given = parser.parse_args()
    if given.make:
        with open_record(given.url) as record:
            there = record.counts().reports
        if there == 0:
            fill(given.url, reports(given.make))
    with open_record(given.url, create=False) as record:
        if record.index.stale():
            update_index(record)
        engine = create_engine(given.url)
        compare(record, engine, given.rounds, given.only)
        engine.dispose()


if __name__ == "__main__":
    main()
