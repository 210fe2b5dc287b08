"""Confidence among strangers: a group is judged by effects that have not seen it; shares by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from eval.fitting import holds_among_strangers, with_unsure
from eval.judged import Judged
from eval.left_out_confidence import left_out, stated, sure_of, with_groups

from eval import calibration, counts, left_out_confidence
from servanda.extraction.confidence import Effects
from servanda.model import Claim, Evidence, Quote


def _judged(report: str, *, holds: bool) -> Judged:
    evidence = (Evidence(report, 0, 5, "never"),)
    claim = Claim.make(
        report, Quote(None, "never"), evidence, rule="quote.sentence", confidence=0.8
    )
    return Judged(report, claim, holds)


def test_a_group_is_stated_by_effects_fitted_without_it() -> None:
    judged = {
        ("north", "first"): [_judged(f"n{n}", holds=True) for n in range(60)],
        ("south", "first"): [_judged(f"s{n}", holds=False) for n in range(60)],
    }
    counted = with_groups(counts.Counted((), {}), judged, "invented")
    assert {one.set for one in counted.counts} == {"open-north-first", "open-south-first"}
    found = left_out(counted, judged)
    assert all(one.claim.confidence < 0.2 for group, one in found if group == "north")
    assert all(one.claim.confidence > 0.8 for group, one in found if group == "south")
    again = with_groups(counted, judged, "invented")
    assert sorted(map(repr, again.counts)) == sorted(map(repr, counted.counts))


@pytest.mark.parametrize(
    ("stated", "held", "sure"), [(10, 9, True), (10, 8, False), (7, 7, False), (0, 0, False)]
)
def test_a_kind_is_sure_where_enough_of_it_held(stated: int, held: int, sure: bool) -> None:
    assert holds_among_strangers(stated, held) is sure


def test_kinds_that_did_not_hold_elsewhere_are_named_unsure() -> None:
    counted = with_groups(
        counts.Counted((), {}),
        {
            ("north", "first"): [_judged(f"n{n}", holds=True) for n in range(90)],
            ("south", "first"): [_judged(f"s{n}", holds=n > 40) for n in range(60)],
        },
        "invented",
    )
    assert with_unsure(counted.counts).unsure == {"quote"}
    held = [one for one in counted.counts if one.set == "open-north-first"]
    twice = [*held, *(replace(one, set="open-south-first") for one in held)]
    assert with_unsure(twice).unsure == frozenset()


def test_stated_confidence_replaces_the_readers_own_number() -> None:
    (one,) = stated([_judged("r", holds=True)], Effects(0.0, 0.0, {}, {}, {}))
    assert one.claim.confidence == 0.5
    assert one.holds


def test_shares_of_sure_claims_by_hand() -> None:
    rows = [("quote", 0.95, True), ("quote", 0.9, False), ("quote", 0.89, False)]
    table = sure_of([*rows, ("date", 0.899, True)])
    assert [line.split() for line in table.splitlines()[1:]] == [
        ["date", "1", "1", "1.000"],
        ["quote", "2", "1", "0.500"],
        ["all", "3", "2", "0.667"],
    ]


def test_without_texts_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(left_out_confidence, "TABLE", tmp_path / "confidence.tsv")
    before = counts.COUNTS.read_bytes(), calibration.TABLE.read_bytes()
    assert left_out_confidence.main(["--write", "--texts", str(tmp_path / "nowhere")]) == 1
    assert "nothing was changed" in capsys.readouterr().err
    assert before == (counts.COUNTS.read_bytes(), calibration.TABLE.read_bytes())
