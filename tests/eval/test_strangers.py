"""Strangers and training: what is missing or damaged is named, and nothing is changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from eval.keyed_reports import GROUPS, MissingTextsError, complete, load, plain_claims
from eval.strangers import result_of

from eval import strangers, train

TEXT = (
    "Norwegian Foreign Minister Ida Holm met Chilean Foreign Minister Rosa Vidal in Oslo on May 5, 2031. "
    "Norway will build a pier in Chile by June 2032. Both had come to the harbour by train."
)
KEY = {
    "id": "a1",
    "is_relevant": True,
    "pub_date": None,
    "tenures": [],
    "dates": [],
    "commitments": [
        {
            "anchor": "will build a pier",
            "parties": ["Norway"],
            "modality": "will",
            "due": "2032-06-30",
        }
    ],
    "consultations": [
        {
            "anchor": "met Chilean Foreign Minister",
            "kind": "meeting",
            "participants": ["Ida Holm", "Rosa Vidal"],
            "date": "2031-05-05",
            "status": "held",
        }
    ],
}


def folder(place: Path) -> Path:
    (place / "open").mkdir()
    row = {"id": "a1", "text": TEXT, "group": "voa", "published": "2031-05-06"}
    (place / "open" / "input.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (place / "open" / "keys.jsonl").write_text(json.dumps(KEY), encoding="utf-8")
    return place


@pytest.fixture(autouse=True)
def _parses(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERVANDA_PARSES", str(tmp_path_factory.mktemp("parses")))


def test_a_kept_parse_gives_the_same_claims(tmp_path: Path) -> None:
    place = folder(tmp_path)
    first, again = (load(place, ("open",))[0] for _ in range(2))
    assert plain_claims(first, first.rules) == plain_claims(again, again.rules)
    assert [t.text for t in first.mentions("consultation")[0][1]] == ["met"]


def test_claims_are_scored_as_the_scorer_does(tmp_path: Path) -> None:
    reports = load(folder(tmp_path), ("open",))
    found = result_of(reports, lambda report: report.rules)
    assert (found.kinds["commitment"].pairs, found.kinds["consultation"].pairs) == (1, 1)
    assert found.broken == 0


DAMAGE = {
    "absent": "keys.jsonl",
    "torn": "keys.jsonl",
    "unkeyed": "no text of a1",
    "nameless": "keys.jsonl: damaged, record 1 has no id",
    "shapeless": "key of a1: damaged, commitments is no list of items with anchors",
    "wordless": "no text of a1",
    "one group": "pool.jsonl",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_missing_texts_are_named_and_nothing_is_changed(
    damage: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    place = folder(tmp_path)
    keys, texts = place / "open" / "keys.jsonl", place / "open" / "input.jsonl"
    if damage == "absent":
        keys.unlink()
    elif damage == "torn":
        keys.write_text('{"id": "a1", ', encoding="utf-8")
    elif damage == "unkeyed":
        texts.write_text('{"id": "b2", "text": ""}', encoding="utf-8")
    elif damage == "nameless":
        keys.write_text('{"dates": []}', encoding="utf-8")
    elif damage == "shapeless":
        keys.write_text('{"id": "a1", "commitments": [{"parties": []}]}', encoding="utf-8")
    elif damage == "wordless":
        texts.write_text('{"id": "a1", "text": 7, "group": "voa"}', encoding="utf-8")
    monkeypatch.setattr(train, "MODEL", tmp_path / "detector.npz")
    monkeypatch.setattr(train, "CARD", tmp_path / "card.md")
    monkeypatch.setattr(train, "COUNTS", tmp_path / "calibration.tsv")
    monkeypatch.setattr(train, "TABLE", tmp_path / "confidence.tsv")
    assert train.main(["--texts", str(place)]) == 1
    said = capsys.readouterr().err
    assert "nothing was changed" in said
    assert DAMAGE[damage] in said
    assert [one.name for one in tmp_path.iterdir()] == ["open"]
    if damage != "one group":
        with pytest.raises(MissingTextsError):
            load(place, ("open",))


def test_a_group_without_reports_and_a_kind_without_items_are_named(tmp_path: Path) -> None:
    reports = load(folder(tmp_path), ("open",))
    with pytest.raises(MissingTextsError, match="no report of the group state"):
        complete(reports, ["promise"])
    everywhere = [replace(reports[0], group=group) for group in GROUPS for _ in range(2)]
    complete(everywhere, ["promise", "consultation"])
    with pytest.raises(MissingTextsError, match="0 items of incident without voa and state"):
        complete(everywhere, ["incident"])


def test_without_texts_strangers_say_so_and_pass(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert strangers.main(["--rules", "--texts", str(tmp_path / "nowhere")]) == 0
    assert capsys.readouterr().out.startswith("skipped: ")
