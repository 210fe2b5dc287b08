"""How well reports without a date are dated: each alone, and in a record that knows half of them.

    python bench/dating.py [CORPUS] [--sample 200] [--seed 3]

CORPUS holds rows of JSON with "text" and "published"; left out, it is the White House corpus in the
folder that SERVANDA_SHARED names (../shared). Dates, addresses and titles are withheld: a report
is its text. First each report is dated alone, then all are read into one record, a fixed random
half of them with their dates. Shares are of the reports whose dates are withheld; an interval open
on one side counts as endless.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from servanda.model import Basis, Dating, RawItem, When
from servanda.pipeline import READER, Reading, read_items, redate
from servanda.store import open_record

_AT = datetime(2000, 1, 1, tzinfo=UTC)
_ENDLESS = 10**6
_SIZES = (("day", 1), ("month", 31), ("half a year", 183), ("year", 366))


def read(rows: Sequence[Mapping[str, str]]) -> list[Reading]:
    """Read the bare texts; what cannot be read is left out."""
    items = [
        RawItem(f"{n:04}", row["text"].encode(), "text/plain", f"{n:04}", {"encoding": "utf-8"})
        for n, row in enumerate(rows)
    ]
    return [one for one in read_items(items) if isinstance(one, Reading)]


def together(
    readings: Sequence[Reading], truth: Mapping[str, date], known: set[str]
) -> dict[str, Dating]:
    """Put all into one record, the `known` with their dates, and date the others again."""
    with open_record("sqlite://") as record:
        for one in readings:
            report = one.report
            if report.name in known:
                day = When.on(truth[report.name], basis=Basis.STATED)
                report = replace(report, dating=Dating(day, Basis.STATED, ("given",)))
            record.put(report, one.claims, at=_AT, reader=READER)
        redate(record, at=_AT)
        return {report.name: report.dating for report in record.view().reports()}


def table(title: str, truth: Mapping[str, date], found: Mapping[str, Dating]) -> None:
    """Print what was claimed and how much of it is right."""
    whens = {name: dating.when for name, dating in found.items()}
    dated = {name: when for name, when in whens.items() if when is not None}
    days = [name for name, when in dated.items() if when.is_day]
    right = sum(dated[name].holds(truth[name]) for name in days)
    held = sum(when.holds(truth[name]) for name, when in dated.items())
    widths = [(when.width if when else None) or _ENDLESS for when in whens.values()]
    print(f"{title} ({len(whens)} reports)")
    print(f"  exact day claimed{len(days):6}, right {right} ({_share(right, len(days))})")
    print(f"  dated at all     {len(dated):6}, truth held {held} ({_share(held, len(dated))})")
    for name, width in _SIZES:
        few = sum(w <= width for w in widths)
        print(f"  within a {name:12}{_share(few, len(widths)):>7}")
    middle = statistics.median(widths)
    print(f"  median width     {'endless' if middle == _ENDLESS else f'{middle:.0f} days'}")
    closed = [w for w in widths if w < _ENDLESS]
    if closed:
        print(
            f"  mean width       {statistics.mean(closed):.0f} days, of those closed on both sides"
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "none"


def main() -> None:
    """Print both tables, and the second for the same reports alone."""
    shared = Path(os.environ.get("SERVANDA_SHARED", "../shared"))
    parser = argparse.ArgumentParser(description=__doc__)
    default = shared / "whitehouse" / "corpus_2021_2022.jsonl"
    parser.add_argument("corpus", type=Path, nargs="?", default=default)
    parser.add_argument("--sample", type=int, default=0, help="reports drawn; 0 for all")
    parser.add_argument("--seed", type=int, default=3)
    chosen = parser.parse_args()
    rows = [json.loads(line) for line in chosen.corpus.read_text("utf-8").splitlines() if line]
    drawn = random.Random(chosen.seed)  # noqa: S311 - the same draw each time, no secret
    if chosen.sample:
        rows = drawn.sample(rows, min(chosen.sample, len(rows)))
    truth = {f"{n:04}": date.fromisoformat(row["published"][:10]) for n, row in enumerate(rows)}
    readings = read(rows)
    alone = {one.report.name: one.report.dating for one in readings}
    names = sorted(alone)
    known = set(drawn.sample(names, len(names) // 2))
    found = together(readings, truth, known)
    hidden = [name for name in names if name not in known]
    table("Each report alone", truth, alone)
    table("The half without dates, alone", truth, {name: alone[name] for name in hidden})
    table(
        "The same, in one record with the other half dated",
        truth,
        {name: found[name] for name in hidden},
    )


if __name__ == "__main__":
    main()
