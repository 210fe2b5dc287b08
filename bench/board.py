"""What it costs to look at what a record keeps ready, beside the bare SQL for the same rows.

    python bench/board.py sqlite:///settled.db [--make 100000]

The board of commitments, as `servanda show commitments` takes it from the record, and the picture of
days at the beginning, in the middle and at the end of what the record tells, as `servanda picture
--as-of` does: each short, as a table shows it, and whole, as JSON writes it. With `--make` a record
of made-up reports (`bench/synthetic.py`) is made and settled first where there is none.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from statistics import median

from sqlalchemy import Engine, create_engine, text
from synthetic import fill, reports

from servanda.analysis.kept_board import is_settled, kept_board
from servanda.analysis.kept_snapshot import kept_picture
from servanda.indexing.incremental_resolution import settle_record
from servanda.store import Record, open_record

Look = Callable[[], object]

ROUNDS = 15
STANDING = "state.kind = :kind AND state.start <= :day AND state.until > :day"
ORDER = "ORDER BY state.last, state.first, state.owner"
SHORT = text(f"SELECT state.owner, state.cells FROM state WHERE {STANDING} {ORDER}")  # noqa: S608
WHOLE = text(
    "SELECT state.owner, state.cells, entity.row FROM state JOIN entity ON entity.id = state.owner"  # noqa: S608
    f" WHERE {STANDING} {ORDER}"
)
KINDS = ("incident", "structure", "office")


def timed(*works: Look) -> list[float]:
    """Return the CPU seconds that each work took, the least of some rounds in turns."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, times in zip(works, taken, strict=True):
            start = time.process_time()
            work()
            times.append(time.process_time() - start)
    return [min(times) for times in taken]


def bare(engine: Engine, day: date, kinds: tuple[str, ...], *, whole: bool) -> int:
    """Fetch the rows by SQL alone."""
    iso, count = day.isoformat(), 0
    with engine.connect() as connection:
        query = WHOLE if whole else SHORT
        count += len(connection.execute(query, {"kind": "commitment", "day": iso}).all())
        for kind in kinds:
            count += len(connection.execute(SHORT, {"kind": kind, "day": iso}).all())
    return count


def days(engine: Engine) -> list[date]:
    """Choose days at the beginning, in the middle and at the end of what the record tells."""
    query = text("SELECT min(earliest), max(earliest) FROM dating WHERE superseded IS NULL")
    with engine.connect() as connection:
        first, last = (date.fromisoformat(one) for one in connection.execute(query).one())
    return [first + (last - first) * part // 4 for part in (1, 2, 3, 4)]


def looks(record: Record, engine: Engine, day: date) -> Iterator[tuple[str, Look, Look]]:
    """Name what is looked at, with our way to it and the bare one."""
    for whole in (False, True):
        kind = "whole" if whole else "short"
        yield (
            f"board, {kind}",
            partial(kept_board, record, day, whole=whole),
            partial(bare, engine, day, (), whole=whole),
        )
        yield (
            f"picture, {kind}",
            partial(kept_picture, record, day, whole=whole),
            partial(bare, engine, day, KINDS, whole=whole),
        )


def compare(record: Record, engine: Engine) -> None:
    """Print what each look costs, and the ratios."""
    ratios: dict[str, list[float]] = {}
    for day in days(engine):
        for name, ours, sql in looks(record, engine, day):
            took, least = timed(ours, sql)
            ratios.setdefault(name, []).append(took / least)
            print(
                f"{day} {name}: {sql()} rows, {took * 1000:.1f} ms, "
                f"bare SQL {least * 1000:.1f} ms, {took / least:.2f} times"
            )
    for name, found in ratios.items():
        print(f"{name}: median {median(found):.2f}, most {max(found):.2f} times its bare SQL")


def main() -> None:
    """Read the command line, make the record where there is none, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("url", help="a record that is settled")
    parser.add_argument("--make", type=int, help="how many made-up reports to put into a new one")
    given = parser.parse_args()
    if given.make:
        with open_record(given.url) as record:
            there = record.counts().reports
        if there == 0:
            fill(given.url, reports(given.make))
    with open_record(given.url, create=False) as record:
        if not is_settled(record):
            settle_record(record)
        engine = create_engine(given.url)
        compare(record, engine)
        engine.dispose()


if __name__ == "__main__":
    main()
