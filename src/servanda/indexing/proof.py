"""Proof of the index: it is derived anew in a copy, and must come to the same rows."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.indexing.update import Progress, update_index

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
    """Return where the index of `record` is not what its claims and decisions come to.

    Two copies are made in `folder` (the system's for temporary files, where left out), so there
    must be room for them; the record itself is only read. One copy is brought up to date; in the
    other, all that is derived is derived anew, with the statements of the reports that this
    version of the readers read. `on_progress` is called as `update_index` calls it.
    """
    from servanda.store import differences, open_record

    with tempfile.TemporaryDirectory(prefix="servanda-check-", dir=folder) as made:
        kept, anew = Path(made) / "kept.db", Path(made) / "anew.db"
        record.back_up(kept, prove=False)
        with open_record(f"sqlite:///{kept}") as one:
            one.back_up(anew, prove=False)
            update_index(one)
        with open_record(f"sqlite:///{anew}") as two:
            two.forget(reader)
            update_index(two, on_progress=on_progress)
        return differences(kept, anew)
