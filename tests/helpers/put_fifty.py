"""Run as a program: put fifty reports into the record at argv[1], and say so after each."""

from __future__ import annotations

import sys

from ledgers import AT, WORDS, by_words, claims, report
from servanda.store import open_record


def main() -> None:
    with open_record(sys.argv[1], resolver=by_words) as record:
        for number in range(50):
            one = report(f"{number:02}.txt", f"{WORDS} It was day {number}.")
            if not record.knows(one.id, "1"):
                record.put(one, claims(one), at=AT, reader="1")
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
