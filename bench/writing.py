"""What writing costs: reports put one by one, and many at once, on SQLite and on PostgreSQL.

    python bench/writing.py [--reports 600] [--url postgresql+psycopg://...]

The same made-up reports (`bench/synthetic.py`) go into new records, in turns. Printed are the processor
milliseconds of this side for a report, the milliseconds that passed, and how many times as fast many at once are.
Without `--url` a PostgreSQL server is started as for the tests, where there is one.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from synthetic import Made, reports

from servanda.store import Arrival, Record, open_record

AT = datetime(2026, 1, 1, tzinfo=UTC)
TOGETHER = 64  # as `servanda.pipeline` keeps them


def alone(record: Record, made: list[Made]) -> None:
    """Put reports one by one."""
    for report, claims in made:
        record.put(report, claims, at=AT, reader="bench")


def together(record: Record, made: list[Made]) -> None:
    """Put reports, some dozens in a transaction."""
    for start in range(0, len(made), TOGETHER):
        part = [Arrival(report, claims, AT) for report, claims in made[start : start + TOGETHER]]
        record.put_many(part, reader="bench")


def timed(
    url: str, made: list[Made], put: Callable[[Record, list[Made]], None]
) -> tuple[float, float]:
    """Return processor and elapsed seconds of putting reports, the first of which are not counted."""
    with open_record(url) as record:
        put(record, made[:TOGETHER])
        processor, elapsed = time.process_time(), time.perf_counter()
        put(record, made[TOGETHER:])
        return time.process_time() - processor, time.perf_counter() - elapsed


@contextmanager
def places(named: str | None) -> Iterator[dict[str, Callable[[], str]]]:
    """Give for each database what names a new record on it."""
    with tempfile.TemporaryDirectory() as folder:
        numbers = iter(range(1000))
        found: dict[str, Callable[[], str]] = {
            "SQLite": lambda: f"sqlite:///{Path(folder, f'{next(numbers)}.db')}"
        }
        sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "helpers"))
        from sqlalchemy.engine import make_url

        from servers import NoServerError, Server, server

        try:
            ours = Server(make_url(named)) if named else server()
        except NoServerError as error:
            print(f"PostgreSQL is left out: {error}")
            yield found
            return
        found["PostgreSQL"] = ours.schema
        try:
            yield found
        finally:
            if ours.ours:
                ours.remove()


def main() -> None:
    """Read the command line, measure in turns, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=600)
    parser.add_argument("--url")
    given = parser.parse_args()
    made = list(reports(given.reports + TOGETHER))
    with places(given.url) as found:
        for name, place in found.items():
            taken = {alone: [0.0, 0.0], together: [0.0, 0.0]}
            for put in (alone, together, together, alone):
                for kind, seconds in enumerate(timed(place(), made, put)):
                    taken[put][kind] += seconds / 2 / given.reports * 1000
            for put, (processor, elapsed) in taken.items():
                print(
                    f"{name}, {put.__name__}: {processor:.2f} ms of the processor a report, {elapsed:.2f} ms"
                )
            ratios = [taken[alone][kind] / taken[together][kind] for kind in (0, 1)]
            print(
                f"{name}, times as fast: {ratios[0]:.1f} by the processor, {ratios[1]:.1f} by the clock"
            )


if __name__ == "__main__":
    main()
