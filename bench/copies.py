"""Copies among very many documents: how well they are found, how fast, and in how much memory.

    python bench/copies.py CORPUS.jsonl [--documents N] [--seed N] [--only NAME]

CORPUS.jsonl has one text a line (`title`, `text`); `reprints.py` makes the documents of it. Each
finder runs in a process of its own: `servanda`, and `rensa` and `datasketch` where they are
installed (MinHash of 128 permutations over runs of four words, LSH at a Jaccard index of 0.5).
Printed are precision, recall and F1 over pairs of documents of one story, over all and among
readouts, documents a second of the process's own CPU time (making them is left out), and the
most memory it held, documents made as they are needed.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from reprints import Document, documents

from servanda.model import Basis, Block, BlockKind, Dating, Report, Text, When
from servanda.resolution.near_duplicates import copies_among, signature

_BATCH = 2000  # documents held at once
_PEERS = ("rensa", "datasketch")
_ALIKE = 0.5
_WORD = re.compile(r"\w+")


def report_of(document: Document) -> Report:
    """Make the report of a document, its headline marked."""
    content = f"{document.headline}\n\n{document.body}"
    edge = len(document.headline)
    blocks = (Block(0, edge, BlockKind.HEADLINE), Block(edge + 2, len(content), BlockKind.BODY))
    dating = Dating(When.on(document.published), Basis.STATED, ("made",))
    text = Text(document.name, content, blocks)
    return Report(document.name, document.name, "", "bench", text, dating, document.headline)


def by_servanda(batches: Iterator[list[Document]]) -> tuple[dict[str, str], float]:
    """Return the story that each document is put with, and the CPU time it took."""
    signatures, spent = [], 0.0
    for batch in batches:
        reports = [report_of(one) for one in batch]
        begun = time.process_time()
        signatures.extend(map(signature, reports))
        spent += time.process_time() - begun
    begun = time.process_time()
    found = copies_among(signatures)
    spent += time.process_time() - begun
    return {copy.report: copy.cluster for copy in found}, spent


def _shingles(body: str) -> list[str]:
    words = _WORD.findall(body.lower())
    return [" ".join(words[i : i + 4]) for i in range(max(1, len(words) - 3))]


def by_rensa(batches: Iterator[list[Document]]) -> tuple[dict[str, str], float]:
    """Do the same with rensa's MinHash and LSH."""
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=_ALIKE, num_perm=128, num_bands=32)
    hashes: list[Any] = []
    names: list[str] = []
    spent = 0.0
    for batch in batches:
        begun = time.process_time()
        for one in batch:
            made = RMinHash(num_perm=128, seed=1)
            made.update(_shingles(one.body))
            lsh.insert(len(hashes), made)
            hashes.append(made)
            names.append(one.name)
        spent += time.process_time() - begun
    begun = time.process_time()
    home = list(range(len(hashes)))
    for at, made in enumerate(hashes):
        for other in lsh.query(made):
            if other < at and made.jaccard(hashes[other]) >= _ALIKE:
                _join(home, at, other)
    spent += time.process_time() - begun
    return {name: str(_root(home, at)) for at, name in enumerate(names)}, spent


def by_datasketch(batches: Iterator[list[Document]]) -> tuple[dict[str, str], float]:
    """Do the same with datasketch's MinHash and LSH."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=_ALIKE, num_perm=128)
    hashes: list[Any] = []
    names: list[str] = []
    spent = 0.0
    home: list[int] = []
    for batch in batches:
        begun = time.process_time()
        for one in batch:
            made = MinHash(num_perm=128)
            made.update_batch([shingle.encode() for shingle in _shingles(one.body)])
            at = len(hashes)
            home.append(at)
            for other in lsh.query(made):
                if made.jaccard(hashes[other]) >= _ALIKE:
                    _join(home, at, other)
            lsh.insert(at, made)
            hashes.append(made)
            names.append(one.name)
        spent += time.process_time() - begun
    return {name: str(_root(home, at)) for at, name in enumerate(names)}, spent


_FINDERS: dict[str, Callable[[Iterator[list[Document]]], tuple[dict[str, str], float]]] = {
    "servanda": by_servanda,
    "rensa": by_rensa,
    "datasketch": by_datasketch,
}


def _root(home: list[int], at: int) -> int:
    while home[at] != at:
        home[at] = home[home[at]]
        at = home[at]
    return at


def _join(home: list[int], a: int, b: int) -> None:
    left, right = sorted((_root(home, a), _root(home, b)))
    home[right] = left


def scored(told: Sequence[tuple[int, str]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over pairs, from each document's true and found story."""
    true = _pairs(Counter(story for story, _ in told).values())
    found = _pairs(Counter(cluster for _, cluster in told).values())
    both = _pairs(Counter(told).values())
    precision, recall = both / max(1, found), both / max(1, true)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def measured(finder: str, corpus: Path, count: int, seed: int) -> dict[str, Any]:
    """Run one finder and return its figures."""
    rows = [json.loads(line) for line in corpus.read_text(encoding="utf-8").splitlines()]
    told: list[tuple[str, int, bool]] = []

    def batches() -> Iterator[list[Document]]:
        made = documents(rows, count, seed)
        while batch := list(islice(made, _BATCH)):
            told.extend((one.name, one.story, one.readout) for one in batch)
            yield batch

    clusters, spent = _FINDERS[finder](batches())
    every = [(story, clusters.get(name, name)) for name, story, _ in told]
    readouts = [(story, clusters.get(name, name)) for name, story, readout in told if readout]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "documents": len(told),
        "stories": len({story for _, story, _ in told}),
        "readouts": len(readouts),
        "all": scored(every),
        "among": scored(readouts),
        "speed": len(told) / spent,
        "memory": memory,
    }


def main() -> None:
    """Read the command line, run each finder in a process of its own, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=sorted(_FINDERS), help="this finder alone, as JSON")
    given = parser.parse_args()
    if given.only:
        print(json.dumps(measured(given.only, given.corpus, given.documents, given.seed)))
        return
    for finder in _FINDERS:
        try:
            version = importlib.metadata.version(finder)
        except importlib.metadata.PackageNotFoundError:
            print(f"{finder} is not installed")
            continue
        size = ["--documents", str(given.documents), "--seed", str(given.seed)]
        command = [sys.executable, __file__, str(given.corpus), "--only", finder, *size]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        got = json.loads(done.stdout)
        if finder == "servanda":
            print(
                f"{got['documents']} documents, {got['stories']} stories, {got['readouts']} readouts"
            )
        print(
            f"{finder} {version}: all P {got['all'][0]:.4f} R {got['all'][1]:.4f} F1 {got['all'][2]:.4f}; "
            f"readouts P {got['among'][0]:.4f} R {got['among'][1]:.4f} F1 {got['among'][2]:.4f}; "
            f"{got['speed']:,.0f} documents/CPU-s; {got['memory']:,.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()
