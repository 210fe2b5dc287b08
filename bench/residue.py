"""How well the marked body of pages matches the true one, in words.

    python bench/residue.py FOLDER KEYS.json [--worst N]

FOLDER holds pages as plain text (`NAME.txt`), KEYS.json the true body of each as spans of
characters: `{"NAME.txt": [[start, end], ...]}`. Marked are body, headings within it and list
items. Printed are precision and recall in words, over all pages and as the mean of the pages.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from pathlib import Path

from servanda.cleaning.assembly import make_report
from servanda.errors import InputError
from servanda.model.report import BlockKind
from servanda.sources import open_path

_WORD = re.compile(r"\w+")
_MARKED = {BlockKind.BODY, BlockKind.HEADING, BlockKind.LIST_ITEM}


def _inside(content: str, spans: list[tuple[int, int]]) -> set[int]:
    starts = set()
    for start, end in spans:
        starts.update(m.start() for m in _WORD.finditer(content, start, end))
    return starts


def main() -> None:
    """Read the command line, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("keys", type=Path)
    parser.add_argument("--worst", type=int, default=0, help="name the N worst pages")
    given = parser.parse_args()
    keys = json.loads(given.keys.read_text(encoding="utf-8"))
    rows: list[tuple[float, float, str]] = []
    hit = marked_all = true_all = 0
    begun = time.perf_counter()
    for item in open_path(given.folder):
        if isinstance(item, InputError) or item.name not in keys:
            continue
        text = make_report(item).text
        spans = [(b.start, b.end) for b in text.blocks if b.kind in _MARKED]
        marked = _inside(text.content, spans)
        true = _inside(text.content, [(s, e) for s, e in keys[item.name]])
        both = len(marked & true)
        hit, marked_all, true_all = hit + both, marked_all + len(marked), true_all + len(true)
        rows.append((both / max(1, len(marked)), both / max(1, len(true)), item.name))
    taken = time.perf_counter() - begun
    count = max(1, len(rows))
    print(f"pages {len(rows)}, {len(rows) / taken:.0f} a second")
    print(
        f"all words: precision {hit / max(1, marked_all):.3f}, recall {hit / max(1, true_all):.3f}"
    )
    mean = [sum(row[i] for row in rows) / count for i in (0, 1)]
    print(f"mean page: precision {mean[0]:.3f}, recall {mean[1]:.3f}")
    for precision, recall, name in sorted(rows, key=lambda r: r[0] + r[1])[: given.worst]:
        print(f"  {precision:.2f} {recall:.2f} {name}")


if __name__ == "__main__":
    main()
