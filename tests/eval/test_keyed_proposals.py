"""What people keyed becomes proposals; what is made false passes nothing."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from eval.keyed_proposals import FALSE, main, proposals_of
from eval.keyed_reports import KeyedReport, load

from eval import keyed_proposals
from servanda.second_reader.gate import Gate

TEXT = (
    "Norwegian Foreign Minister Ida Holm met Chilean Foreign Minister Rosa Vidal in Oslo on May 5, 2031. "
    "Norway will build a pier in Chile by June 2032. A Norwegian trawler rammed a Chilean tug on Sunday."
)
KEY = {
    "id": "a1",
    "is_relevant": True,
    "commitments": [
        {"anchor": "will build a pier", "parties": ["Norway"], "modality": "will"},
        {"anchor": "an old friendship", "parties": ["Norway"], "kind": "assurance"},
    ],
    "consultations": [
        {
            "anchor": "met",
            "kind": "meeting",
            "status": "held",
            "participants": ["Ida Holm", "Rosa Vidal"],
        }
    ],
    "incidents": [{"anchor": "rammed a Chilean tug"}],
}


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeyedReport:
    monkeypatch.setenv("SERVANDA_PARSES", str(tmp_path / "parses"))
    (tmp_path / "open").mkdir()
    row = {"id": "a1", "text": TEXT, "group": "voa", "published": "2031-05-06"}
    (tmp_path / "open" / "input.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "open" / "keys.jsonl").write_text(json.dumps(KEY), encoding="utf-8")
    return load(tmp_path, ("open",))[0]


def test_each_item_is_proposed_with_its_sentence_and_passes(report: KeyedReport) -> None:
    found = list(proposals_of(report))
    assert [one.kind for one in found] == ["commitment", "consultation", "incident"]
    assert found[0].quotations[0].exact == "Norway will build a pier in Chile by June 2032."
    weighed = Gate(report.discourse.parsed).weigh(found, "a key")
    assert [one.refusal for one in weighed] == [None, None, None]


@pytest.mark.parametrize("name", FALSE)
def test_what_is_made_false_is_refused(report: KeyedReport, name: str) -> None:
    rng = random.Random(3)  # noqa: S311 - the same each time
    false = [FALSE[name](one, rng) for one in proposals_of(report)]
    weighed = Gate(report.discourse.parsed).weigh(false, "a key")
    assert [one.claim for one in weighed] == [None, None, None]


def test_figures_are_printed(
    report: KeyedReport,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(keyed_proposals, "texts_folder", lambda: tmp_path)
    assert main(1) == 0
    told = capsys.readouterr().out
    assert "commitment: 1 items\n      1  100.0%  passes" in told
    assert "0  a day worked out" in told
