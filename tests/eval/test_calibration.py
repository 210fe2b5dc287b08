"""Calibration: judged claims, counts kept, effects fitted, reliability measured by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eval import calibration, counts, fitting, judged, reliability
from servanda.model import Claim, Evidence, Quote

TEXT = 'Envoy Ada Brandt said "we will come". Leo Marsh said "never". It rained.'


def _claim(words: str, confidence: float = 0.8, rule: str = "quote.sentence") -> Claim:
    start = TEXT.index(words)
    evidence = (Evidence("r", start, start + len(words), words),)
    return Claim.make("r", Quote(None, words), evidence, rule=rule, confidence=confidence)


def _row(claim: Claim) -> dict[str, object]:
    first = claim.evidence[0]
    spans = [{"start": first.start, "end": first.end, "exact": first.exact}]
    return {"kind": "quote", "id": claim.id, "report": "r.txt", "evidence": spans, "speaker": None}


def _judged(confidence: float, *, holds: bool) -> judged.Judged:
    return judged.Judged("r", _claim("never", confidence), holds)


def _count(
    rule: str, claims: int, held: int, *, look: str = "first", fold: int = 0
) -> counts.Count:
    return counts.Count("s", look, fold, "quote", rule, (), 0.8, claims, held)


def test_a_claim_holds_where_the_key_has_its_words() -> None:
    claims = [_claim("we will come"), _claim("It rained")]
    key = {"r": {"id": "r", "quotes": [{"anchor": "we will come", "speaker": "Ada Brandt"}]}}
    rows, by_id = [_row(one) for one in claims], {one.id: one for one in claims}
    found = list(judged.judge_claims(key, rows, by_id, {"r": TEXT}))
    assert [(one.claim.evidence[0].exact, one.holds) for one in found] == [
        ("we will come", True),
        ("It rained", False),
    ]
    twice = {"r": {"id": "r", "quotes": [{"anchor": "It rained", "speaker": "x", "doubled": True}]}}
    spare = [_claim("It rained"), _claim("rained")]
    rows, by_id = [_row(one) for one in spare], {one.id: one for one in spare}
    assert [one.holds for one in judged.judge_claims(twice, rows, by_id, {"r": TEXT})] == [True]


def test_reliability_by_hand() -> None:
    claims = [_judged(0.9, holds=True) for _ in range(8)] + [
        _judged(0.9, holds=False),
        _judged(0.9, holds=False),
    ]
    (one,) = reliability.bins(claims)
    assert (one.claims, one.held) == (10, 8)
    low, high = one.interval()
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    found = reliability.measure(claims)
    assert found.error == pytest.approx(0.1)
    assert found.brier == pytest.approx((8 * 0.01 + 2 * 0.81) / 10)
    assert "calibration error 0.100" in reliability.render(claims, rules=True)
    with pytest.raises(ValueError, match="no claims"):
        reliability.measure([])


def test_effects_follow_the_counts_and_draw_rare_rules_to_their_kind() -> None:
    many = [_count("often", 400, 200, fold=n) for n in range(5)]
    many += [_count("well", 400, 380, fold=n) for n in range(5)]
    found = fitting.fit([*many, _count("once", 1, 0)])
    assert found.confidence("quote", "often", (), 0.8) == pytest.approx(0.5, abs=0.03)
    assert found.confidence("quote", "well", (), 0.8) == pytest.approx(0.95, abs=0.03)
    rare, unknown = (found.confidence("quote", name, (), 0.8) for name in ("once", "never"))
    assert 0 < unknown - rare < 0.1


def test_a_rule_of_few_judged_claims_is_never_stated_as_sure() -> None:
    counted = [_count("often", 400, 396, fold=n) for n in range(5)]
    found = fitting.fit([*counted, _count("seldom", 19, 19), _count("just", 20, 20)])
    often, just, seldom, never = (
        found.confidence("quote", name, (), 0.8) for name in ("often", "just", "seldom", "never")
    )
    assert often > 0.95
    assert just > 0.95
    assert (seldom, never) == (0.89, 0.89)


def test_what_was_seen_before_does_not_flatter() -> None:
    seen = [_count("a", 500, 490, look="seen"), _count("b", 500, 400, look="seen")]
    first = [_count("a", 100, 90), _count("b", 100, 60)]
    found = fitting.fit([*seen, *first])
    mean = (found.confidence("quote", "a", (), 0.8) + found.confidence("quote", "b", (), 0.8)) / 2
    assert mean == pytest.approx(0.75, abs=0.05)


def test_counts_survive_the_file(tmp_path: Path) -> None:
    claims = [judged.Judged(name, _claim("never"), holds=name == "r") for name in "rq"]
    path = tmp_path / "counts.tsv"
    before = counts.Counted.load(path).with_set("one", "first", claims, "first, a key")
    before.save(path)
    after = counts.Counted.load(path)
    assert set(after.counts) == set(before.counts)
    assert after.sources == {"one": "first, a key"}
    assert sum(one.claims for one in after.with_set("one", "seen", claims, "again").counts) == 2


def test_the_held_half_is_never_counted(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = str(root / "eval" / "whitehouse" / "keys.jsonl")
    before = counts.COUNTS.read_bytes()
    assert calibration.main(["count", "x", "seen", key, key]) == 2
    assert calibration.main(["count", "x", "seen", key, key, "--half", "held"]) == 2
    assert "held out" in capsys.readouterr().err
    assert counts.COUNTS.read_bytes() == before


def test_the_table_is_what_the_counts_give() -> None:
    counted = counts.Counted.load()
    assert {one.look for one in counted.counts} == set(counts.LOOKS)
    again = calibration.table(counted, fitting.with_unsure(counted.counts))
    written = calibration.TABLE.read_text(encoding="utf-8")

    def numbers(text: str) -> dict[tuple[str, ...], float]:
        rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
        return {tuple(row[:3]): float(row[3]) for row in rows}

    assert written.splitlines()[:3] == again.splitlines()[:3]  # the fingerprint of the counts too
    assert numbers(written) == pytest.approx(numbers(again), abs=2e-4)


@pytest.mark.slow
def test_the_sample_is_read_and_judged(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = root / "src" / "servanda" / "sample"
    done = calibration.main(["report", str(sample / "key.jsonl"), str(sample / "reports")])
    told = capsys.readouterr().out
    assert done == 0
    found = re.search(r"claims (\d+) · hold (0\.\d+) · .*calibration error (0\.\d+)", told)
    assert found is not None
    assert int(found[1]) > 100
    assert float(found[2]) > 0.8
