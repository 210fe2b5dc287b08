"""Run as a program: put readings into the record at argv[1]; standard input is a pickled plan.

A plan is a list of steps in their order: a reading, and whether the index is brought up to date behind it,
as a call of `servanda read` does at its end.
"""

from __future__ import annotations

import pickle
import sys
from datetime import UTC, datetime

from servanda.pipeline import READER, Reading, redate
from servanda.store import open_record


def main() -> None:
    plan: list[tuple[Reading, bool]] = pickle.load(sys.stdin.buffer)  # noqa: S301 - our own test's
    with open_record(sys.argv[1], create=False) as record:
        for one, last_of_call in plan:
            record.put(one.report, one.claims, at=datetime.now(tz=UTC), reader=READER)
            if last_of_call:
                redate(record, at=datetime.now(tz=UTC))


if __name__ == "__main__":
    main()
