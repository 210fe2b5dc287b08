"""The scorer on claims made by hand, and beside the shared scorer on claims made from its key."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from eval.files import read_lines, read_texts
from eval.matching import Located
from eval.score import KINDS, main, score

TEXT = (
    "Envoy Ada Brandt met Leo Marsh on Friday. Norland will open a depot by June 2031. It rained."
)


def _evidence(*words: str) -> list[dict[str, Any]]:
    return [
        {"start": TEXT.index(one), "end": TEXT.index(one) + len(one), "exact": one} for one in words
    ]


KEY: list[dict[str, Any]] = [
    {
        "id": "n1",
        "pub_date": "2031-03-08",
        "is_relevant": True,
        "aliases": {"Ada Brandt": ["Brandt A."]},
        "tenures": [
            {
                "person": "Ada Brandt",
                "office": "Envoy",
                "country": "NO",
                "since": None,
                "anchor": "Envoy Ada",
            }
        ],
        "commitments": [
            {
                "parties": ["NO"],
                "action": "open",
                "object": "depot",
                "due": "2031-06-30",
                "modality": "will",
                "anchor": "open a depot",
            }
        ],
        "dates": [{"anchor": "on Friday", "iso_value": "2031-03-07", "doubled": True}],
    }
]
REPORT = {"kind": "report", "report": "n1.txt", "relevant": True, "published": {"edtf": "2031-03"}}
TENURE = {
    "kind": "tenure",
    "report": "n1.txt",
    "person": "Brandt A.",
    "office": "envoy",
    "party": "NO",
    "evidence": _evidence("Envoy Ada Brandt"),
}
COMMITMENT = {
    "kind": "commitment",
    "report": "n1.txt",
    "obligors": ["NO"],
    "modality": "plans",
    "due": {"earliest": None, "latest": "2031-06-30", "edtf": "../2031-06-30"},
    "evidence": _evidence("Norland will open a depot by June 2031."),
}


def _score(*claims: dict[str, Any]) -> Any:
    return score(KEY, claims, {"n1": TEXT}, misses=True)


def test_what_is_right_is_counted_and_each_field_on_its_own() -> None:
    result = _score(REPORT, TENURE, COMMITMENT)
    assert result.kinds["tenure"].f1 == 1.0
    assert result.kinds["commitment"].accuracy() == {
        "obligors": 1.0,
        "due": 1.0,
        "modality": 0.0,
        "assurance": 1.0,
    }
    assert result.remarks == ["miss  n1 date: on Friday"]
    assert (result.judged, result.judged_right) == (1, 1)
    assert result.dating.figures() == {"published.close": 0.0, "published.enclosing": 1.0}


def test_a_claim_in_another_sentence_is_an_extra_and_the_item_a_miss() -> None:
    stray = {**COMMITMENT, "evidence": _evidence("It rained.")}
    tally = _score(stray).kinds["commitment"]
    assert (tally.pairs, tally.precision, tally.recall) == (0, 0.0, 0.0)


def test_an_item_is_paired_once() -> None:
    tally = _score(COMMITMENT, COMMITMENT).kinds["commitment"]
    assert (tally.precision, tally.recall) == (0.5, 1.0)


def test_an_assurance_stands_among_the_commitments() -> None:
    claim = {**COMMITMENT, "kind": "assurance", "parties": ["NO"]}
    assert _score(claim).kinds["commitment"].accuracy()["assurance"] == 0.0


def test_words_printed_twice_by_the_page_may_be_claimed_twice() -> None:
    claim = {"kind": "date", "report": "n1", "value": "2031-03-07"}
    once = {**claim, "evidence": _evidence("on Friday")}
    tally = _score(once, once).kinds["date"]
    assert (tally.claims, tally.f1) == (1, 1.0)


def test_evidence_must_hold_to_the_character() -> None:
    moved = [{"start": 1, "end": 10, "exact": "Envoy Ada"}]
    result = _score({**TENURE, "evidence": moved}, COMMITMENT)
    assert (result.evidence, result.broken) == (2, 1)


def test_a_report_that_was_not_read_counts_as_undated() -> None:
    assert _score().dating.reports == 1
    assert _score().figures()["published.enclosing"] == 0.0


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = {name: tmp_path / name for name in ("key", "claims", "texts")}
    texts = [{"report": "n1.txt", "text": TEXT}]
    for name, rows in (("key", KEY), ("claims", [REPORT, TENURE]), ("texts", texts)):
        paths[name].write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    arguments = [part for name, path in paths.items() for part in (f"--{name}", str(path))]
    assert main([*arguments, "--misses"]) == 0
    printed = capsys.readouterr().out
    assert "miss  n1 commitment: open a depot" in printed
    assert "macro F1" in printed


def _claims_from(key: list[dict[str, Any]], texts: dict[str, str]) -> list[dict[str, Any]]:
    """Turn a key into claims that are right, wrong, missing and superfluous by turns."""
    claims: list[dict[str, Any]] = []
    for gold in key:
        text = Located.of(texts[gold["id"]])
        when = {"earliest": gold["pub_date"], "latest": gold["pub_date"], "edtf": gold["pub_date"]}
        claims.append({"kind": "report", "report": gold["id"], "published": when, "relevant": True})
        for kind, where in KINDS.items():
            for number, item in enumerate(gold.get(where) or []):
                if number % 5 == 4:
                    continue
                start, end = text.all(item["anchor"])[0]
                claim: dict[str, Any] = {
                    "kind": kind,
                    "report": gold["id"],
                    "person": item.get("person"),
                    "office": item.get("office"),
                    "party": item.get("country"),
                    "obligors": item.get("parties"),
                    "modality": "will" if number % 3 else item.get("modality"),
                    "participants": [{"name": name} for name in item.get("participants") or []][:2],
                    "status": item.get("status"),
                    "form": item["kind"] if number % 2 and "kind" in item else "meeting",
                    "sort": item.get("kind"),
                    "speaker": item.get("speaker"),
                    "quantity": item.get("quantity"),
                    "value": item.get("iso_value"),
                    "when": item.get("date") if number % 2 else item.get("iso_value"),
                    "due": item.get("due"),
                    "evidence": [{"start": start, "end": end, "exact": text.raw[start:end]}],
                }
                if item.get("kind") == "assurance":
                    claim |= {"kind": "assurance", "parties": item["parties"]}
                claims.append(claim)
                if number % 4 == 3:
                    claims.append(
                        {**claim, "evidence": [{"start": 0, "end": 9, "exact": text.raw[:9]}]}
                    )
    return claims


@pytest.mark.parametrize(
    ("key", "folder"), [("keys", "reports"), ("whitehouse", "whitehouse/texts")]
)
def test_the_figures_are_those_of_the_shared_scorer(
    shared: Path, tmp_path: Path, key: str, folder: str
) -> None:
    gold, texts = read_lines(shared / key / "gold.jsonl"), read_texts(shared / folder)
    claims = _claims_from(gold, texts)
    ours = score(gold, claims, texts)
    listed, figures = tmp_path / "claims.jsonl", tmp_path / "figures.json"
    listed.write_text("".join(json.dumps(c) + "\n" for c in claims), encoding="utf-8")
    scorer = str(shared / "score" / "score_claims.py")
    places = ["--gold", str(shared / key / "gold.jsonl"), "--texts", str(shared / folder)]
    command = [sys.executable, scorer, *places, "--claims", str(listed), "--json", str(figures)]
    subprocess.run(command, check=True, capture_output=True)
    theirs = json.loads(figures.read_text())
    for kind, tally in ours.kinds.items():
        other = theirs[kind]
        assert (tally.items, tally.claims) == (other["gold"], other["claims"]), kind
        assert [tally.precision, tally.recall, tally.f1] == pytest.approx(
            [other["precision"], other["recall"], other["f1"]]
        ), kind
        assert tally.accuracy() == pytest.approx(other["fields"]), kind
    assert [ours.macro, ours.micro] == pytest.approx([theirs["macro_f1"], theirs["micro_f1"]])
    assert ours.dating.close == theirs["published"]["within 1 day"]
    assert 0 < ours.macro < 1  # the comparison would be idle on claims that are all right
