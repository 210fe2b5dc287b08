"""Reading speed beside bare spaCy: both read the same texts in one run.

    python bench/speed.py [PATH...] [--rounds N] [--copies N]

PATH is what `servanda read` takes; without one, the bundled sample. The two take turns, the best
round of each counts, and the last line is the ratio of their rates. "Bare" is `nlp.pipe` with every
component of the language model; servanda's part is everything from the path to the kept record.
"""

from __future__ import annotations

import argparse
import platform
import tempfile
import time
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path

from servanda.errors import InputError
from servanda.record import open_record
from servanda.sources import open_path
from servanda.text import make_report
from servanda.text.spacy_model import DEFAULT_MODEL, load_model


def texts_of(paths: list[str]) -> list[str]:
    """Return the texts that reading these paths would read."""
    items = [item for path in paths for item in open_path(path)]
    return [make_report(item).text.content for item in items if not isinstance(item, InputError)]


def bare(texts: list[str]) -> float:
    """Parse the texts with all of spaCy's components; return the seconds it took."""
    import importlib

    model = importlib.import_module(DEFAULT_MODEL).load()
    list(model.pipe(texts[:2]))
    started = time.perf_counter()
    for _ in model.pipe(texts):
        pass
    return time.perf_counter() - started


def whole(paths: list[str], copies: int) -> float:
    """Read the paths into a new record, `copies` times; return the seconds it took."""
    from servanda.pipeline import read_paths

    load_model()
    seconds = 0.0
    for _ in range(copies):
        with (
            tempfile.TemporaryDirectory() as folder,
            open_record(f"sqlite:///{Path(folder) / 'bench.db'}") as record,
        ):
            started = time.perf_counter()
            read_paths(paths, record, at=datetime(2025, 1, 1, tzinfo=UTC))
            seconds += time.perf_counter() - started
    return seconds


def main() -> None:
    """Measure, and print a table with the ratio under it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--copies", type=int, default=2, help="how often a round reads them all")
    given = parser.parse_args()
    with as_file(files("servanda") / "sample" / "reports") as sample:
        paths = given.paths or [str(sample)]
        texts = texts_of(paths)
        words = sum(len(text.split()) for text in texts)
        print(
            f"{len(texts)} reports of {words / len(texts):.0f} words, Python {platform.python_version()}"
        )
        rounds: dict[str, list[float]] = {"bare spaCy": [], "servanda": []}
        for _ in range(given.rounds):
            rounds["bare spaCy"].append(bare(texts * given.copies))
            rounds["servanda"].append(whole(paths, given.copies))
    count = len(texts) * given.copies
    rates = {name: count / min(seconds) for name, seconds in rounds.items()}
    for name, rate in rates.items():
        print(
            f"{name:<12}{rate:8.1f} reports a second   {rate * words / len(texts):8.0f} words a second"
        )
    print(f"ratio       {rates['servanda'] / rates['bare spaCy']:8.2f}")


if __name__ == "__main__":
    main()
