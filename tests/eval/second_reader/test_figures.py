"""Both readers are scored by a key, and what they say of each claim is counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from eval.keyed_reports import KeyedReport
from eval.second_reader.counts import COUNTS, Count, Sort, load, save
from eval.second_reader.figures import Read, counted, main, read_twice, tables

from servanda.extraction.confidence import measured
from servanda.model.second_opinion import Answer

from .conftest import PIER, RAMMED, TEXT, entry

MET = TEXT[: TEXT.index(" Norway will")]


def read(report: KeyedReport, **answered: list[dict[str, object]]) -> Read:
    identity = report.discourse.parsed.report.id
    answers = [
        Answer(identity, kind, "tiny", "p" * 12, json.dumps({"claims": claims}))
        for kind, claims in answered.items()
    ]
    return read_twice(report, [measured(one) for one in report.rules], answers)


def sorts(found: Read) -> dict[str, Sort]:
    return {f"{one.kind} {one.stated}": one.sort for one in counted([found])}


PROMISE = entry(PIER, obligors=["Norway"], action="build", modality="will", due="June 2032")
MEETING = entry(
    MET, event="met", form="meeting", status="held", participants=["Ida Holm", "Rosa Vidal"]
)
ACT = entry(RAMMED, act="rammed a Chilean tug", actor="Norway", target="Chile", when="Sunday")


def test_what_both_say_is_counted_as_agreement(report: KeyedReport) -> None:
    found = read(report, commitment=[PROMISE], consultation=[MEETING])
    sort = {one.kind: one for one in counted([found])}
    assert sort["commitment"].sort is Sort.AGREES
    assert sort["consultation"].sort is Sort.AGREES
    assert sort["commitment"].held == sort["commitment"].claims == 1
    stated = {one.kind: one.confidence for one in found.rules}
    assert sort["commitment"].stated == stated["commitment"]  # not what agreement made of it


def test_what_one_says_alone_is_counted_as_that(report: KeyedReport) -> None:
    without = read_twice(report, [], read(report).both and [])
    assert counted([without]) == []
    nothing = read(report)
    assert {one.sort for one in counted([nothing])} == {Sort.SILENT}
    identity = report.discourse.parsed.report.id
    answer = Answer(identity, "incident", "tiny", "p" * 12, json.dumps({"claims": [ACT]}))
    (alone,) = counted([read_twice(report, [], [answer])])
    assert (alone.kind, alone.sort, alone.stated) == ("incident", Sort.ALONE, 0.0)
    assert (alone.claims, alone.held) == (1, 1)


def test_what_differs_is_counted_as_that(report: KeyedReport) -> None:
    cells = PROMISE["cells"]
    assert isinstance(cells, dict)
    weighs = {**PROMISE, "cells": {**cells, "modality": "considering"}}
    found = {one.kind: one.sort for one in counted([read(report, commitment=[weighs])])}
    assert found["commitment"] is Sort.DIFFERS


def test_the_tables_name_each_reader_and_what_was_refused(report: KeyedReport) -> None:
    wrong = entry(PIER.replace("pier", "bridge"), obligors=["Norway"], action="build")
    printed = tables([read(report, commitment=[PROMISE, wrong], incident=[ACT])])
    assert "1 not_in_text" in printed
    assert "1 reports" in printed
    lines = {line.split()[0]: line.split() for line in printed.splitlines() if line.strip()}
    assert lines["incident"][1] == "1"
    assert lines["incident"][5:8] == ["1.000", "1.000", "1.000"]  # the model alone


def test_without_the_texts_nothing_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--texts", str(tmp_path)]) == 0
    assert "nothing was measured" in capsys.readouterr().out


def test_counts_are_kept_as_they_are(tmp_path: Path) -> None:
    made = [
        Count("voa", "tenure", Sort.AGREES, 0.97, 12, 11),
        Count("state", "incident", Sort.ALONE, 0.0, 3, 1),
    ]
    save(made, tmp_path / "counts.tsv")
    assert load(tmp_path / "counts.tsv") == made
    kept = load(COUNTS)
    assert all(0 <= one.held <= one.claims for one in kept)
    assert {one.sort for one in kept} == set(Sort)
