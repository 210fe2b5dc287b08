"""Losses: each item that is missed and each claim too many falls under one head."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from eval.keyed_reports import KeyedReport, load
from eval.losses import losses, table

TEXT = (
    "Norwegian Foreign Minister Ida Holm met Chilean Foreign Minister Rosa Vidal in Oslo on May 5, 2031. "
    "Norway will build a pier in Chile by June 2032. Both had come to the harbour by train."
)
KEY = {
    "id": "a1",
    "is_relevant": True,
    "commitments": [
        {"anchor": "will build a pier", "parties": ["Norway"], "modality": "will"},
        {"anchor": "come to the harbour", "parties": ["Chile"], "modality": "will"},
    ],
    "consultations": [],
}


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeyedReport:
    monkeypatch.setenv("SERVANDA_PARSES", str(tmp_path / "parses"))
    (tmp_path / "open").mkdir()
    row = {"id": "a1", "text": TEXT, "group": "voa", "published": "2031-05-06"}
    (tmp_path / "open" / "input.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "open" / "keys.jsonl").write_text(json.dumps(KEY), encoding="utf-8")
    return load(tmp_path, ("open",))[0]


def test_items_and_claims_fall_under_one_head_each(report: KeyedReport) -> None:
    found = losses("commitment", report, report.rules)
    assert found == {"items": 2, "right by rule": 1, "missed: nothing told": 1}
    assert losses("consultation", report, report.rules) == {
        "items": 0,
        "extra: told nothing, rule": 1,
    }


def test_what_a_report_set_aside_loses_is_told_apart(report: KeyedReport) -> None:
    report.relevant = False
    assert losses("commitment", report, ())["missed: set aside"] == 2


def test_the_table_has_a_row_for_each_head(report: KeyedReport) -> None:
    shown = table([report], lambda one: one.rules)
    assert "missed: nothing told" in shown
    assert "consultation" in shown
