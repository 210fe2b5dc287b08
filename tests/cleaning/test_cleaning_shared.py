"""On the development reports, where they are at hand: what the key points at is never residue."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from servanda.cleaning.assembly import make_report
from servanda.model import RawItem, Report
from servanda.sources import open_path

SHARED = Path(os.environ.get("SERVANDA_SHARED", Path(__file__).parents[3] / "shared"))
SETS = {"reports": "keys/gold.jsonl", "whitehouse/texts": "whitehouse/gold.jsonl"}
pytestmark = pytest.mark.skipif(
    not (SHARED / "keys").is_dir(), reason="the development reports are not here (SERVANDA_SHARED)"
)


def _reports(folder: str) -> list[Report]:
    items = list(open_path(SHARED / folder))
    assert all(isinstance(item, RawItem) for item in items)
    return [make_report(item) for item in items if isinstance(item, RawItem)]


def _anchors(key: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for kind, rows in key.items():
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, dict):
                for words in [row.get("anchor"), *(row.get("also") or [])]:
                    if words:
                        yield kind, words


@pytest.mark.parametrize("folder", SETS)
def test_what_the_key_points_at_is_read(folder: str) -> None:
    lines = (SHARED / SETS[folder]).read_text(encoding="utf-8").splitlines()
    keys = {key["id"]: key for key in map(json.loads, lines)}
    lost = []
    for made in _reports(folder):
        text = made.text.content.replace("’", "'").replace("“", '"').replace("”", '"')
        read = {i for b in made.text.blocks if b.kind.is_report for i in range(b.start, b.end)}
        for kind, words in _anchors(keys.get(Path(made.name).stem, {})):
            plain = words.replace("’", "'").replace("“", '"').replace("”", '"')
            at = text.find(plain)
            if at >= 0 and kind != "dates" and at not in read:
                lost.append((made.name, kind, words))
    assert lost == []


def test_readouts_are_body_nearly_throughout() -> None:
    for made in _reports("whitehouse/texts"):
        read = sum(b.end - b.start for b in made.text.blocks if b.kind.is_report)
        assert read > 0.97 * len("".join(made.text.content.split()))
        assert made.language == "en"
        assert made.relevant


def test_every_word_stands_in_one_block() -> None:
    for made in [*_reports("reports"), *_reports("whitehouse/texts")]:
        at = 0
        for block in made.text.blocks:
            assert not made.text.content[at : block.start].strip()
            at = block.end
        assert not made.text.content[at:].strip()
