"""Proof of what a record keeps ready: a copy is worked out anew, and must come to the same."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.dating.incremental import redate_record
from servanda.indexing.incremental_resolution import Progress, settle_record

if TYPE_CHECKING:
    from servanda.store import Problem, Record

__all__ = ["prove_ready"]


def prove_ready(
    record: Record,
    *,
    reader: str,
    folder: Path | None = None,
    on_progress: Progress | None = None,
) -> list[Problem]:
    """Say where what `record` keeps ready is not what its reports come to; empty where all is.

    Two copies are made in `folder` (the system's for temporary files, where left out), so there
    must be room for them; the record itself is only read. What it has learnt since it was last
    settled is settled in the one copy first; in the other, dates and entities are worked out from
    nothing, and the statements of the reports that this version of the readers read. `on_progress` is told of settling, as `settle_record` tells it.
    """
    from servanda.store import differences, open_record

    with tempfile.TemporaryDirectory(prefix="servanda-check-", dir=folder) as made:
        kept, anew = Path(made) / "kept.db", Path(made) / "anew.db"
        record.back_up(kept, prove=False)
        with open_record(f"sqlite:///{kept}") as one:
            one.back_up(anew, prove=False)
            _work_out(one, None)
        with open_record(f"sqlite:///{anew}") as two:
            two.forget(reader)
            _work_out(two, on_progress)
        return differences(kept, anew)


def _work_out(record: Record, on_progress: Progress | None) -> None:
    last = record.about().last
    if last is not None:  # else there is nothing in it
        redate_record(record, at=last)
        settle_record(record, on_progress)
