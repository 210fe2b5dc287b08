"""A keyed report of invented people, and what a model might have answered about it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from eval.keyed_reports import KeyedReport, load

TEXT = (
    "Norwegian Foreign Minister Ida Holm met Chilean Foreign Minister Rosa Vidal in Oslo on May 5, 2031. "
    "Norway will build a long and sturdy pier for the fishing fleet of Chile by June 2032, Holm said. "
    "A Norwegian trawler rammed a Chilean tug on Sunday."
)
KEY = {
    "id": "a1",
    "is_relevant": True,
    "commitments": [
        {"anchor": "will build a long and sturdy pier", "parties": ["Norway"], "modality": "will"}
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
RAMMED = "A Norwegian trawler rammed a Chilean tug on Sunday."
PIER = TEXT[TEXT.index("Norway will") : TEXT.index(" A Norwegian trawler")]


def entry(quoted: str, **cells: object) -> dict[str, object]:
    return {"quotations": [{"exact": quoted, "before": None, "after": None}], "cells": cells}


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeyedReport:
    monkeypatch.setenv("SERVANDA_PARSES", str(tmp_path / "parses"))
    (tmp_path / "open").mkdir()
    row = {"id": "a1", "text": TEXT, "group": "voa", "published": "2031-05-06"}
    (tmp_path / "open" / "input.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (tmp_path / "open" / "keys.jsonl").write_text(json.dumps(KEY), encoding="utf-8")
    return replace(load(tmp_path, ("open",))[0], relevant=True)
