"""The keys kept beside the code: facts and short anchors, for reports that lie elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from eval.files import read_lines
from eval.keyed_reports import load, texts_folder

from eval import keyed_reports

KEYS = Path(keyed_reports.__file__).with_name("pool") / "keys.jsonl"
KINDS = (
    "consultations",
    "commitments",
    "force_structure",
    "incidents",
    "capabilities",
    "negatives",
)
LONGEST = 10  # words of an anchor


def test_keys_hold_facts_and_short_anchors() -> None:
    rows = read_lines(KEYS)
    assert len({row["id"] for row in rows}) == len(rows) > 600
    for row in rows:
        assert not {"text", "tenures", "quotes", "dates"} & set(row)
        for item in (item for kind in KINDS for item in row.get(kind, [])):
            for anchor in (item["anchor"], *item.get("also", [])):
                assert 0 < len(anchor.split()) <= LONGEST, (row["id"], anchor)


def test_every_anchor_stands_in_its_text() -> None:
    place = texts_folder() / "open" / "pool.jsonl"
    if not place.is_file():
        pytest.skip(f"no {place}: the texts are no part of the repository (SERVANDA_TEXTS)")
    texts = {row["id"]: " ".join(row["text"].split()) for row in read_lines(place)}
    for row in read_lines(KEYS):
        for item in (item for kind in KINDS for item in row.get(kind, [])):
            for anchor in (item["anchor"], *item.get("also", [])):
                assert " ".join(anchor.split()) in texts[row["id"]], (row["id"], anchor)


def test_they_are_read_with_the_texts_of_their_pool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "open").mkdir()
    text = "Chilean President Rosa Vidal met Peruvian President Luis Ocampo in Lima on Monday."
    row = {"id": "pool-1", "text": text, "group": "ukraine"}
    (tmp_path / "open" / "pool.jsonl").write_text(json.dumps(row), encoding="utf-8")
    keys = tmp_path / "keys.jsonl"
    keys.write_text(
        json.dumps(
            {
                "id": "pool-1",
                "consultations": [{"anchor": "met"}],
                "commitments": [{"anchor": "Lima"}, {"anchor": "Peruvian", "kind": "assurance"}],
            }
        ),
        encoding="utf-8",
    )
    monkeypatch.setattr(keyed_reports, "_POOL", keys)
    (report,) = load(tmp_path, ("pool",))
    assert (report.group, report.collection) == ("australia+ukraine", "pool")
    assert report.sentences_told("consultation") == {0}
    assert [item["anchor"] for item in report.items("commitment")] == ["Lima"]
    assert [item["anchor"] for item in report.items("assurance")] == ["Peruvian"]
    assert len(report.items("promise")) == 2
