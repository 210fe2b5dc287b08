"""What questions cost of what was known, or recorded, by a day: processor seconds, queries, claims loaded.

    python bench/views_of_a_day.py URL [--make 8000] [--whole]

With `--make` a record of made-up reports (`bench/synthetic.py`) is made first where there is none, in
three parts recorded a month after each other. Each question is asked as its command asks it. With
`--whole` all claims in view answer, as they do where a view is narrowed otherwise.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from unittest.mock import patch

from sqlalchemy import Engine, create_engine, event, text
from synthetic import fill, reports

from servanda.indexing.update import update_index
from servanda.record_answers import explained
from servanda.record_questions import Moment, RecordQuestions
from servanda.store import Record, View, open_record

PARTS = (0.8, 0.15, 0.05)
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
MONTH = timedelta(days=30)


def make(url: str, count: int) -> None:
    """Make a record in parts, and bring its index up to date after each."""
    source = reports(count)
    for number, share in enumerate(PARTS):
        at = BEGAN + number * MONTH
        fill(url, islice(source, round(count * share)), at=at)
        with open_record(url) as record:
            update_index(record, at=at + timedelta(days=1))


def chosen(url: str) -> tuple[date, str, str]:
    """Choose the last day, a promise that several reports tell of, and a report of half a year before."""
    engine = create_engine(url)
    with engine.connect() as connection:
        last = connection.execute(
            text("SELECT max(earliest) FROM dating WHERE superseded IS NULL AND earliest = latest")
        ).scalar_one()
        day = last if isinstance(last, date) else date.fromisoformat(last)
        early = day - 6 * MONTH
        report = connection.execute(
            text(
                "SELECT report FROM dating WHERE superseded IS NULL AND latest <= :day "
                "ORDER BY earliest DESC, report LIMIT 1 OFFSET 20"
            ),
            {"day": early.isoformat() if isinstance(last, str) else early},
        ).scalar_one()
        promise = connection.execute(
            text(
                "SELECT entity.id FROM entity JOIN entity_claim ON entity_claim.entity = entity.key "
                "WHERE entity.kind = 'commitment' GROUP BY entity.id "
                "HAVING count(*) BETWEEN 3 AND 8 ORDER BY entity.id LIMIT 1"
            )
        ).scalar_one()
    engine.dispose()
    return day, promise, report


def asked(
    record: Record, moment: Moment, ask: Callable[[RecordQuestions], object], *, whole: bool
) -> tuple[float, int, int]:
    """Ask once; return processor seconds, queries, and claims that were loaded."""
    queries = loaded = 0
    plain = View.claims

    def counted(view: View, *args: object, **given: object) -> object:
        nonlocal loaded
        found = plain(view, *args, **given)  # type: ignore[arg-type]
        loaded += len(found)
        return found

    def query(*_: object) -> None:
        nonlocal queries
        queries += 1

    event.listen(Engine, "before_cursor_execute", query)
    with patch.object(View, "claims", counted):
        started = time.process_time()
        questions = RecordQuestions(record, moment, lambda _: None)
        if whole:
            questions.__dict__ |= {"index": None, "entities": None, "asking": None}
        ask(questions)
        took = time.process_time() - started
    event.remove(Engine, "before_cursor_execute", query)
    return took, queries, loaded


def main() -> None:
    """Read the command line, make the record where there is none, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url")
    parser.add_argument("--make", type=int)
    parser.add_argument("--whole", action="store_true")
    given = parser.parse_args()
    with open_record(given.url) as record:
        there = record.counts().reports
    if given.make and not there:
        make(given.url, given.make)
    day, promise, report = chosen(given.url)
    recorded = [BEGAN + number * MONTH + MONTH / 2 for number in range(2)]
    views = {
        "now": Moment(day),
        "known on the last day": Moment(day, known_by=day),
        "known a month before": Moment(day, known_by=day - MONTH),
        "known four months before": Moment(day, known_by=day - 4 * MONTH),
        "recorded before the last part": Moment(day, recorded_by=recorded[1]),
        "recorded before the last two": Moment(day, recorded_by=recorded[0]),
    }
    questions: dict[str, Callable[[RecordQuestions], object]] = {
        "why PROMISE": lambda one: explained(one, promise),
        "why REPORT": lambda one: explained(one, report),
        "brief": lambda one: one.brief(report),
        "due": lambda one: one.due(whole=False),
    }
    print("| view | question | s | queries | claims |\n|---|---|--:|--:|--:|")
    with open_record(given.url, create=False) as record:
        for name, moment in views.items():
            for what, ask in questions.items():
                took = [asked(record, moment, ask, whole=given.whole)]
                while len(took) < 3 and sum(one[0] for one in took) < 2:  # seconds
                    took.append(asked(record, moment, ask, whole=given.whole))
                seconds, queries, claims = min(took)
                print(f"| {name} | {what} | {seconds:.2f} | {queries} | {claims:,} |", flush=True)


if __name__ == "__main__":
    main()
