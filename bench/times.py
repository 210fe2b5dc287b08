"""Time expressions and the dating of reports: speed, flatness, and scores where texts are at hand.

    python bench/times.py [--shared FOLDER]

Printed are sentences a second of the process's own CPU time, the cost of a character from 1 kB to
10 MB (flat means linear), and, where FOLDER (default: the setting SERVANDA_SHARED, else ../shared)
holds them, the TempEval-3 scores on `time/*.jsonl`, beside those of the peers that can be imported,
and the dating of `whitehouse/` releases with their dates withheld.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

from peers_times import PEERS, compare, sentences_in

from servanda.cleaning.assembly import make_report
from servanda.dating.by_own_words import date_report
from servanda.model import RawItem
from servanda.timex.expressions import times
from servanda.timex.finding import find

_STORY = (
    "Ministers of both states agreed on Thursday to build a pier by March 2031, officials said. "
    "The plan, first put forward late last year, had been due in fiscal 2029. "
    "They will meet again early next month. Boats carry grain and salt across the sound. "
)
_ROUGH = (
    "a",
    "1",
    "1,",
    "two ",
    "the last ",
    "May ",
    "May 3. ",
    "The same day ",
    "\n",
    " ",
    "-",
    "é",
)
_SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
_DAY = date(2031, 3, 10)
_PATIENCE = 20  # seconds: a size that would take longer is left out


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds that `work` takes."""
    begun = time.process_time()
    work()
    return max(time.process_time() - begun, 1e-9)


def speed(texts: list[str]) -> str:
    """Write sentences a CPU-second, found and resolved."""
    sentences = sum(sentences_in(text) for text in texts)
    taken = cpu(lambda: [times(text, _DAY) for text in texts])
    return f"{sentences} sentences, {sentences / taken:,.0f} a CPU-second"


def flatness() -> None:
    """Print nanoseconds a character by size of the text, for a story and for rough texts."""
    times(_STORY)  # what is loaded once is not counted
    print("nanoseconds a character at " + ", ".join(f"{size:,}" for size in _SIZES))
    for unit in (_STORY, *_ROUGH):
        cost: list[float] = []
        for size in _SIZES:
            if cost and cost[-1] * size > _PATIENCE * 1e9:
                break
            text = (unit * (size // len(unit) + 1))[:size]
            cost.append(cpu(lambda text=text: times(text, _DAY)) / size * 1e9)  # type: ignore[misc]
        print(f"  {unit[:12]!r:16}" + "".join(f"{one:9,.0f}" for one in cost))


def dating(path: Path) -> None:
    """Print how releases are dated with date and address withheld."""
    if not path.is_file():
        return
    exact = right = held = dated = closed = 0
    widths: list[int] = []
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for row in rows:
        data = row["text"].encode("utf-8")
        report = make_report(
            RawItem(row["id"], data, "text/plain", row["id"], {"title": row["title"]})
        )
        when = date_report(report.text, find(report.text.content)).when
        if when is None:
            continue
        day = date.fromisoformat(row["published"])
        dated += 1
        held += when.holds(day)
        exact += when.is_day
        right += when.is_day and when.holds(day)
        if when.width is not None:
            closed += 1
            widths.append(when.width)
    print(
        f"dating {len(rows)} releases, each alone: {dated} cut at all, {closed} on both sides, "
        f"truth held in {held} ({held / max(dated, 1):.1%}), one day claimed for {exact}, right {right}, "
        f"median width {median(widths) if widths else 0:.0f} days, "
        f"within a month {sum(w <= 31 for w in widths)}, within a year {sum(w <= 366 for w in widths)}"
    )


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = os.environ.get("SERVANDA_SHARED", "../shared")
    parser.add_argument("--shared", type=Path, default=Path(default))
    folder: Path = parser.parse_args().shared
    print(f"story: {speed([_STORY * 500])}")
    flatness()
    compare(folder, list(PEERS))
    dating(folder / "whitehouse" / "corpus_2021_2022.jsonl")


if __name__ == "__main__":
    main()
