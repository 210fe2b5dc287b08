"""Run with the servanda whose schema is to be kept: make a record as every such kept one is made.

    python make.py URL SAMPLE

Four reports of the sample folder are read; one of them is corrected the day after, one is dated
anew, and a person decides on three claims, one of which is taken back, as far as that servanda
knew how. A SQLite record is kept as its file; one on a server, made in a schema `kept_record`, as
what `pg_dump --inserts --rows-per-insert=100 --no-owner --no-privileges --schema=kept_record`
writes, without what it says to psql and what makes the schema. Both are gzipped.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from servanda.model import Basis, Dating, When
from servanda.pipeline import read_paths
from servanda.store import open_record

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
DAY = timedelta(days=1)
NAMES = ("auph01.txt", "jpus01.txt", "jpus02.txt", "delt03.md")


def main() -> None:
    """Make the record at the URL that is named."""
    url, sample = sys.argv[1], Path(sys.argv[2])
    with open_record(url) as record, tempfile.TemporaryDirectory() as folder:
        read_paths([str(sample / name) for name in NAMES], record, at=AT)
        corrected = Path(folder) / NAMES[0]
        words = (sample / NAMES[0]).read_text(encoding="utf-8")
        corrected.write_text(f"{words}\nCorrection: a name was misspelt.\n", encoding="utf-8")
        read_paths([str(corrected)], record, at=AT + DAY)
        when = When.on(date(2025, 3, 4), basis=Basis.STATED)
        dated = Dating(when, when.basis, ("told by its publisher",))
        record.redate(record.view().report("jpus01").id, dated, at=AT + 2 * DAY)
        if hasattr(record, "words"):
            decide(record)
        problems = record.check()
    if problems:
        raise SystemExit(f"it is not sound: {problems}")


def decide(record: object) -> None:
    """Accept a claim, reject one, amend one, and take the rejection back."""
    from servanda.model import Action, Concern, Decision, Undo

    at = AT + 3 * DAY
    promises = [one.claim.id for one in record.view().claims(kind="commitment")]  # type: ignore[attr-defined]
    words = record.words  # type: ignore[attr-defined]
    for action, target, about in (
        (Action.ACCEPT, promises[0], {}),
        (Action.REJECT, promises[1], {}),
        (Action.AMEND, promises[2], {"field": "due", "value": "2031"}),
    ):
        said = Decision.make(action, Concern.CLAIM, [target], author="Ada", at=at, **about)
        word = words.keep(said, at=at)
        if action is Action.REJECT:
            words.undo(word.id, Undo("Bo", at + DAY, "it is there"), at=at + DAY)


if __name__ == "__main__":
    main()
