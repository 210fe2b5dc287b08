"""What every input of the hostile lists (`tests/hostile`) costs, and what came of it.

    PYTHONPATH=src:.:tests/helpers python bench/hostile.py [--size 100000] [--only PART] [--rows OUT.tsv] [--table SECURITY.md]
    PYTHONPATH=src:.:tests/helpers python bench/hostile.py --grown --rows OUT.tsv [--longest 100000] [--table SECURITY.md]

Each input is made `--size` bytes long and read as a file is: opened, prepared, parsed, read. That is done
in a worker with the memory that a worker is promised to need at most, beside an ordinary text of the same
length in the same run. Seconds are of the processor, per 100 kB; memory is the most that the worker held.
`--rows` keeps a line for each input and takes those that are there already as measured; `--table` renews
the table in a document, between its two marks.

`--grown` takes from those rows the input of each sort that cost most, makes it 1 kB, 10 kB, 100 kB, 300 kB and 1 MB
long, and an ordinary text beside it, and writes the other table: what a kilobyte costs at each length, with the
memory that a report may take where nobody says otherwise.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from hostile_costs import Cost, kept, write_row
from hostile_inputs import Hostile, files, ordinary, pages, texts
from servanda.workers import Budget, Lost, Worker

MEGABYTES = 600
SECONDS = 300.0
HUNDRED = 100_000
BEGIN, END = "<!-- hostile inputs: made by bench/hostile.py -->", "<!-- end of hostile inputs -->"
GROWN_BEGIN = "<!-- grown hostile inputs: made by bench/hostile.py -->"
GROWN_END = "<!-- end of grown hostile inputs -->"
LENGTHS = (1_000, 10_000, 100_000, 300_000, 1_000_000)


def all_costs(
    inputs: list[Hostile], size: int, known: dict[str, Cost], megabytes: int = MEGABYTES
) -> Iterator[Cost]:
    """Measure inputs one by one; an input over which the worker is lost has that as its outcome."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Worker(Budget(SECONDS, megabytes), "servanda.pipeline:warm_up") as worker,
    ):
        if len(known) < len(inputs):  # what is loaded with the first is not counted
            measured_apart(worker, ordinary(3_000), 3_000, folder)
        for one in inputs:
            if one.id in known:
                yield known[one.id]
                continue
            cost = measured_apart(worker, one, size, folder)
            print(f"{cost.id:40} {cost.rate:7.2f} s {cost.megabytes:6.0f} MB  {cost.outcome}")
            yield Cost(cost.id, cost.size, cost.seconds, cost.megabytes, cost.outcome)


def measured_apart(worker: Worker, one: Hostile, size: int, folder: str) -> Cost:
    """Measure an input in the worker, or alone in a new one where that is lost, as reading does."""
    lost = ""
    for _ in range(2):
        try:
            return cast(
                "Cost", next(iter(list(worker.do("hostile_costs:measured", one, size, folder))))
            )
        except Lost as error:
            lost = str(error)
    return Cost(one.id, size, SECONDS, MEGABYTES, f"lost: {lost}")


def table(costs: list[Cost], size: int) -> str:
    """Write the table of a document: what came of each sort of input, and the dearest of each."""
    usual = next(one for one in costs if one.id == "ordinary")
    head = f"{len(costs) - 1} inputs of {size:,} bytes each, on one machine, which others used too"
    ordinary_took = f"{usual.rate:.1f} s per 100 kB and {usual.megabytes:.0f} MB"
    lines = [
        f"{head}. An ordinary text of that length took {ordinary_took}.",
        "",
        "| sort | inputs | what came of them | s per 100 kB: median | most | of | MB: most | of |",
        "|---|--:|---|--:|--:|---|--:|---|",
    ]
    for sort, own in _sorts(costs).items():
        slow = max(own, key=lambda one: one.rate)
        large = max(own, key=lambda one: one.megabytes)
        middle = sorted(one.rate for one in own)[len(own) // 2]
        outcomes = Counter(one.outcome for one in own).most_common()
        came = ", ".join(f"{number} {outcome}" for outcome, number in outcomes)
        lines.append(
            f"| {sort} | {len(own)} | {came} | {middle:.2f} | {slow.rate:.1f} | `{slow.id}` | {large.megabytes:.0f} | `{large.id}` |"
        )
    return "\n".join(lines) + "\n"


def _sorts(costs: list[Cost]) -> dict[str, list[Cost]]:
    """Part inputs by what they are: texts, pages, feeds, rows, other files."""
    found: dict[str, list[Cost]] = {}
    for one in costs:
        sort, _, rest = one.id.partition("-")
        if sort == "file":
            first = rest.split("-")[0]
            sort = {"feed": "feed", "rows": "JSON lines", "list": "JSON"}.get(first, "other file")
        if one.id != "ordinary":
            found.setdefault(sort, []).append(one)
    return found


def worst(known: dict[str, Cost]) -> list[str]:
    """Return, of each sort, the input that cost most, the ordinary text before them."""
    found = (max(own, key=lambda one: one.rate) for own in _sorts(list(known.values())).values())
    return ["ordinary", *(one.id for one in found)]


def grown(
    inputs: list[Hostile], rows: Path, folder: Path, lengths: list[int]
) -> dict[str, list[Cost]]:
    """Measure inputs at each length; what was measured before is taken from `rows`, a file for each length."""
    found: dict[str, list[Cost]] = {one.id: [] for one in inputs}
    for length in lengths:
        path = folder / f"{rows.stem}-{length}{rows.suffix}"
        sized = [ordinary(length) if one.id == "ordinary" else one for one in inputs]
        for cost in all_costs(sized, length, kept(path, length), Budget().megabytes):
            found[cost.id].append(cost)
            write_row(path, cost, kept(path, length))
    return found


def grown_table(costs: dict[str, list[Cost]], lengths: list[int]) -> str:
    """Write what a kilobyte costs at each length, and what came of the longest."""
    head = " | ".join(f"{length // 1000:,} kB" for length in lengths)
    lines = [
        f"| input | {head} | MB: most | what came of it |",
        "|---|" + "--:|" * (len(lengths) + 1) + "---|",
    ]
    for name, own in costs.items():
        cells = " | ".join(map(_per_kilobyte, own))
        most = max((one.megabytes for one in own if not _is_lost(one)), default=0.0)
        outcomes = ", ".join(dict.fromkeys(one.outcome for one in own))
        lines.append(f"| `{name}` | {cells} | {most:.0f} | {outcomes} |")
    return "\n".join(lines) + "\n"


def _is_lost(cost: Cost) -> bool:
    return cost.outcome.startswith("lost")


def _per_kilobyte(cost: Cost) -> str:
    """Write milliseconds of the processor for each kilobyte; a dash where the worker was lost."""
    return "–" if _is_lost(cost) else f"{cost.seconds / max(cost.size, 1) * 1e6:.1f}"


def renew(path: Path, begin: str, end: str, written: str) -> None:
    """Put a table into a document, between its two marks."""
    before, _, rest = path.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    path.write_text(f"{before}{begin}\n\n{written}\n{end}{after}", encoding="utf-8")


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=HUNDRED)
    parser.add_argument("--only", default="", help="inputs whose name holds this")
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--table", type=Path)
    parser.add_argument(
        "--grown", action="store_true", help="the worst of each sort, from 1 kB to 1 MB"
    )
    parser.add_argument("--longest", type=int, default=LENGTHS[-1], help="of --grown, in bytes")
    given = parser.parse_args()
    known = kept(given.rows, given.size)
    everything = [*texts(), *pages(), *files()]
    if given.grown:
        by_id = {one.id: one for one in [ordinary(given.size), *everything]}
        inputs = [by_id[name] for name in worst(known) if name in by_id]
        lengths = [length for length in LENGTHS if length <= given.longest]
        written = grown_table(grown(inputs, given.rows, given.rows.parent, lengths), lengths)
        print(written)
        if given.table is not None:
            renew(given.table, GROWN_BEGIN, GROWN_END, written)
        return
    inputs = [ordinary(given.size), *(o for o in everything if given.only in o.id)]
    costs: list[Cost] = []
    for cost in all_costs(inputs, given.size, known):
        costs.append(cost)
        if given.rows is not None:
            write_row(given.rows, cost, known)
    written = table(costs, given.size)
    print(written)
    if given.table is not None:
        renew(given.table, BEGIN, END, written)


if __name__ == "__main__":
    main()
