"""What a hostile input costs: measured in a worker, kept as lines that the tables are made of."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hostile_inputs import Hostile
from servanda.errors import InputError
from servanda.model import RawItem
from servanda.pipeline import read_items

__all__ = ["Cost", "kept", "measured", "write_row"]

HUNDRED = 100_000
ITEMS = 50  # of a feed or of rows, read after one another


@dataclass(frozen=True, slots=True)
class Cost:
    """What one input took, and what came of it."""

    id: str
    size: int
    seconds: float
    megabytes: float
    outcome: str

    @property
    def rate(self) -> float:
        """Seconds per 100 kB; what is shorter than 10 kB counts as that."""
        return self.seconds * HUNDRED / max(self.size, HUNDRED // 10)


def measured(hostile: Hostile, size: int, folder: str) -> Iterator[Cost]:
    """Yield the cost of one input; done in a worker."""
    with contextlib.suppress(OSError):  # only Linux forgets the most that it saw
        Path("/proc/self/clear_refs").write_text("5")
    length = len(hostile.data(size))
    begun = time.process_time()
    found = hostile.items(size, Path(folder))
    if hostile.id.startswith("text-") or hostile.id == "ordinary":
        found = [hostile.item(size)]  # said to be English, so that it is parsed
    read = [
        *(one for one in found if isinstance(one, InputError)),
        *read_items([one for one in found if isinstance(one, RawItem)][:ITEMS]),
    ]
    taken = time.process_time() - begun
    refused = [one for one in read if isinstance(one, InputError)]
    if any("defect" in one.remedy for one in refused):
        outcome = "defect"
    elif refused:
        outcome = "refused" if len(refused) == len(read) else "some refused"
    elif not any(one.report.relevant for one in read if not isinstance(one, InputError)):
        outcome = "set aside"
    else:
        outcome = "read"
    yield Cost(hostile.id, length, taken, _most(), outcome)


def _most() -> float:
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) * 1024 / 1_000_000 if found else 0.0


def write_row(path: Path, cost: Cost, known: dict[str, Cost]) -> None:
    """Keep the line of an input that was measured anew."""
    if cost.id not in known:
        with path.open("a", encoding="utf-8") as rows:
            told = f"{cost.seconds:.3f}\t{cost.megabytes:.0f}\t{cost.outcome}"
            rows.write(f"{cost.id}\t{cost.size}\t{told}\n")


def kept(path: Path | None, size: int) -> dict[str, Cost]:
    """Read the lines of an earlier run with the same size."""
    if path is None or not path.exists():
        return {}
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    costs = (Cost(r[0], int(r[1]), float(r[2]), float(r[3]), r[4]) for r in rows)
    return {one.id: one for one in costs if one.size < 3 * size}
