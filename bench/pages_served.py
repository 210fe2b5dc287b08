"""What each page of a desk, and each list of its REST interface, costs beside its bare queries.

    PYTHONPATH=src:.:tests/helpers python bench/pages_served.py RECORD [--only WORD] [--rounds 2] [--rest]

RECORD is the address of a record whose index is up to date. Each page is asked of the application within
this process, without a client, once before it counts: the processor's time of the whole answer as after a
change of the record, where the desk keeps no answer yet, the least of some rounds; then that of the same
queries sent again as they are and fetched, and nothing made of them; and `again` that of the answer where
the record did not change. What is left is ours,
the frame of every page (routing, rights, templates: what `/help` costs, which asks nothing) among it. A plan
scans where it goes through a large table without an end (`tests/helpers/query_plans.py`).
"""

from __future__ import annotations

import argparse
import asyncio
import re
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from questions import least
from sqlalchemy import Engine, create_engine

from query_plans import Asked, asked_of
from servanda.server.app import create_app
from servanda.server.desk import Desk
from servanda.server.kept_answers import KeptAnswers
from servanda.server.server_settings import ServerSettings
from servanda.store import Record, open_record

LARGE = frozenset(
    "text report edition block dating reading claim evidence statement entity entity_claim link signature "
    "blocking_key name_use state tenure tenure_mention office_mention phrase".split()
)
PAGES = (
    "/ /reports /reports?party=NO /reports/{report} /reports/{report}/brief /reports/{report}/origin "
    "/commitments /commitments?view=board /commitments?status=overdue /commitments?party=NO "
    "/commitments/{commitment} /why/{commitment} /timeline /timeline?zoom=decade /network /network?of=people "
    "/network?of=people&since={before}&until={day} /snapshot /snapshot?as_of={before}&beside={day} /people "
    "/people/{office} /wording /wording?assurances=true /wording?words=ferries /wording?words=rights+of+fishermen /sources /search?q=ferr* "
    "/search?q=minister /search?q=norway+ferries&kind=commitment /searches /review /review?kind=match /add /help"
).split()
REST = (
    "reports claims commitments consultations incidents due due?within=30d timeline offices snapshot "
    "search?q=minister drift?words=ferries wordings review agreement compliance decisions about"
).split()
MOST_QUERIES, MOST_TIMES, MOST_BYTES = 30, 3.0, 300_000


def names(record: Record, browser: TestClient, day: date) -> Mapping[str, str]:
    """Choose what the addresses name: a late report, a commitment, an office, a day and one a year before."""

    def first(path: str, beginning: str) -> str:
        found = re.search(rf'href="/{beginning}/([^"?#]+)"', browser.get(path).text)
        return found[1] if found else "none"

    return {
        "report": record.entities.newest_reports(3)[-1].id,
        "commitment": first("/commitments", "commitments"),
        "office": first("/people", "people"),
        "day": day.isoformat(),
        "before": (day - timedelta(days=365)).isoformat(),
    }


def asked(app: FastAPI, host: str, path: str) -> tuple[int, int]:
    """Ask an application, as a server would; return the status and the number of bytes."""
    address, _, query = path.partition("?")
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": address,
        "raw_path": address.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", host.encode())],
        "server": (host, 80),
    }
    told: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        told.append(message)

    asyncio.run(app(scope, receive, send))
    return told[0]["status"], sum(len(one.get("body", b"")) for one in told)


def bare(engine: Engine, asked: Asked) -> None:
    """Send queries again, and fetch their rows."""
    with closing(engine.raw_connection()) as connection, closing(connection.cursor()) as cursor:
        for query, given in asked.queries:
            cursor.execute(query, given)
            cursor.fetchall()


def measured(
    desk: Desk, engine: Engine, ask: Callable[[str], tuple[int, int]], path: str, rounds: int
) -> str:
    """Ask for a page, and write its line of the table."""
    ask(path)  # its modules are loaded, its template is compiled
    again = least(lambda: ask(path), rounds)

    def anew() -> tuple[int, int]:
        desk.kept = KeptAnswers()
        return ask(path)

    with asked_of(desk.record) as sent:
        status, size = anew()
    whole = least(anew, rounds)
    queries = least(lambda: bare(engine, sent), rounds)
    with engine.connect() as connection:
        scans = sent.scans(connection, LARGE)
    worst = " ".join(scans[0].split())[:60] if scans else ""
    marks = "".join(
        mark
        for mark, over in (
            ("q", len(sent.queries) > MOST_QUERIES),
            ("t", whole > MOST_TIMES * queries),
            ("b", size > MOST_BYTES),
            ("s", bool(scans)),
        )
        if over
    )
    return (
        f"| {path} | {status} | {len(sent.queries)} | {whole * 1000:.1f} | {queries * 1000:.1f} "
        f"| {whole / max(queries, 1e-6):.1f} | {again * 1000:.1f} | {size / 1000:.0f} | {worst} | {marks} |"
    )


def main() -> None:
    """Read the command line, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("record")
    parser.add_argument("--only", action="append", default=[], help="only addresses with this word")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--rest", action="store_true", help="the REST interface too")
    given = parser.parse_args()
    with open_record(given.record, create=False) as record:
        newest = record.entities.newest_reports(1)[0]
        when = record.view(among=[newest.id]).report(newest.id).dating.when
        day = (when.latest if when else None) or date(2001, 1, 10)
        made = ServerSettings(record.url, author="Ana", today=day)
        desk = Desk(record, made, now=lambda: datetime.now(UTC))
        app, host = create_app(desk), made.answers_to[0]
        browser = TestClient(app, base_url=f"http://{host}")
        engine = create_engine(record.url)
        called = names(record, browser, day)
        print(f"{record.counts().reports} reports, on {day}\n")
        print(
            "| page | | queries | ms | of bare SQL | times | ms again | kB | a plan that scans | over |"
        )
        print("|---|--:|--:|--:|--:|--:|--:|--:|---|---|")
        rest = [f"/api/v1/{one}" for one in REST] if given.rest else []
        for path in (*PAGES, *rest):
            if not given.only or any(word in path for word in given.only):
                print(
                    measured(
                        desk,
                        engine,
                        partial(asked, app, host),
                        path.format(**called),
                        given.rounds,
                    ),
                    flush=True,
                )
        engine.dispose()
        desk.close()


if __name__ == "__main__":
    main()
