"""Claims judged by a key: which of those read from a source hold, with the rule and the confidence.

A claim holds when the scorer pairs it with an item of the key (`eval.pairing`). Claims on words
that a page prints twice and the key lists once are neither right nor wrong; they are left out.
"""

from __future__ import annotations

import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any
from unittest.mock import patch

from eval.matching import Located, fold
from eval.pairing import Item, pair
from eval.score import KINDS, as_commitment, repeats, respelled
from servanda.export import claims_jsonl
from servanda.model import Claim
from servanda.pipeline import read_paths
from servanda.store import open_record

__all__ = ["Judged", "judge", "judge_claims"]

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # when the record learns of it makes no difference here


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim of a report and whether it holds."""

    report: str
    claim: Claim
    holds: bool


def judge(key: Iterable[Item], source: Path, *, own: bool = False) -> list[Judged]:
    """Read the reports of a key from a folder or a JSON lines file, and judge every claim.

    With `own`, claims bear the number that their reader gave them, not the measured confidence.
    Reports of the source that have no key are not read. Raises RuntimeError where one of those
    that have is refused.
    """
    if own:  # what is measured must not be measured already
        with patch("servanda.extraction.reading.measured", lambda claim: claim):
            return judge(key, source)
    golds = {gold["id"]: gold for gold in key}
    with tempfile.TemporaryDirectory(prefix="servanda-judged-") as place:
        folder = Path(place)
        with open_record(f"sqlite:///{folder / 'record.db'}") as record:
            done = read_paths(_chosen(golds, source, folder), record, at=_EPOCH)
            if done.refused:
                message = f"{source}: {done.refused[0]}"
                raise RuntimeError(message)
            view = record.view()
            texts = {_stem(one.name): one.text.content for one in view.reports()}
            resolved = view.claims()
            claims = {one.claim.id: one.claim for one in resolved}
            rows = [json.loads(line) for line in claims_jsonl((), resolved)]
    return list(judge_claims(golds, rows, claims, texts))


def judge_claims(
    golds: dict[str, Item],
    rows: Iterable[Item],
    claims: dict[Any, Claim],
    texts: dict[str, str],
) -> Iterator[Judged]:
    """Judge claims as exported (`rows`, with the claims they come from by id) report by report."""
    told: defaultdict[str, list[Item]] = defaultdict(list)
    for row in rows:
        told[_stem(row["report"])].append(row)
    for report, gold in golds.items():
        if report not in texts:
            continue
        text = Located.of(texts[report])
        counted = [as_commitment(r) if r["kind"] == "assurance" else r for r in told[report]]
        for kind, where in KINDS.items():
            of_kind = [
                respelled(row, gold.get("aliases") or {}) for row in counted if row["kind"] == kind
            ]
            items = gold.get(where) or []
            twice = {fold(item["anchor"])[0].strip() for item in items if item.get("doubled")}
            right = {one.claim for one in pair(kind, items, of_kind, text)}
            for number, row in enumerate(of_kind):
                if number in right or not repeats(row, twice):
                    yield Judged(report, claims[row["id"]], number in right)


def _chosen(golds: dict[str, Item], source: Path, folder: Path) -> list[str | Path]:
    """Give the paths to read: the files of the keyed reports, or their rows in a file of its own."""
    if source.is_dir():
        return [one for one in sorted(source.iterdir()) if one.stem in golds]
    lines = source.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.strip() and json.loads(line).get("id") in golds]
    chosen = folder / "chosen.jsonl"
    chosen.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")
    return [chosen]


def _stem(name: str) -> str:
    return PurePosixPath(str(name)).stem
