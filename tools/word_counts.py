"""Count how many promises each word stands in, for `servanda.resolution.content_words`.

Usage: tools/word_counts.py RECORD > src/servanda/resolution/data/counts.tsv

The record should hold a wide, public-domain corpus; the table that is kept was made from the
readouts, joint statements and fact sheets of the White House of 2021 and 2022. Counts are facts:
no text goes into the table. A word that stands in one promise alone is left out.
"""

from __future__ import annotations

import sys
from collections import Counter

from servanda.model import Commitment
from servanda.resolution.content_words import content
from servanda.store import open_record


def main(url: str) -> int:
    """Print the table for the record at `url`."""
    counts: Counter[str] = Counter()
    total = 0
    with open_record(url if "://" in url else f"sqlite:///{url}", create=False) as record:
        for one in record.view().claims("commitment"):
            body = one.claim.body
            if isinstance(body, Commitment):
                counts.update(content(f"{body.action} {body.object}"))
                total += 1
    print("# In how many promises a word (its stem) stands; made by tools/word_counts.py.")
    print(f"*\t{total}")
    for word, count in sorted(counts.items()):
        if count > 1:
            print(f"{word}\t{count}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
