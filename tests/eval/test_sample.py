"""The bundled sample: each report has a key, and every anchor stands in the report's text."""

from __future__ import annotations

import codecs
import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from eval.files import read_lines
from eval.gate import Sample
from eval.matching import Located, anchors
from eval.score import KINDS

FOLDER = Sample().folder
KEY: dict[str, dict[str, Any]] = {row["id"]: row for row in read_lines(FOLDER / "key.jsonl")}


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    if data.startswith(codecs.BOM_UTF16_LE):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("windows-1252")


def _texts() -> dict[str, str]:
    """Give the words of each report, without servanda's own readers: they are what is judged."""
    texts: dict[str, str] = {}
    for path in sorted((FOLDER / "reports").iterdir()):
        text = _decoded(path)
        if path.suffix == ".jsonl":
            texts |= {row["id"]: row["text"] for row in map(json.loads, text.splitlines())}
        elif path.suffix == ".html":
            texts[path.stem] = html.unescape(re.sub(r"<[^>]+>", " ", text))
        else:
            texts[path.stem] = text
    return texts


TEXTS = _texts()


def test_every_report_has_a_key_and_every_key_a_report() -> None:
    assert set(KEY) == set(TEXTS)
    assert len(KEY) >= 16


@pytest.mark.parametrize("report", sorted(KEY))
def test_every_anchor_stands_in_the_report(report: str) -> None:
    text = Located.of(TEXTS[report])
    for where in KINDS.values():
        for item in KEY[report][where]:
            for anchor in anchors(item):
                assert text.all(anchor), anchor
                assert len(anchor.split()) <= 8


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_told_somewhere(kind: str) -> None:
    assert sum(len(gold[KINDS[kind]]) for gold in KEY.values()) >= 5


def test_a_page_about_football_says_nothing() -> None:
    irrelevant = [gold for gold in KEY.values() if not gold["is_relevant"]]
    assert irrelevant
    assert not any(gold[where] for gold in irrelevant for where in KINDS.values())


def test_the_ties_are_between_reports_of_the_sample() -> None:
    ties = read_lines(FOLDER / "chains.jsonl")
    named = {
        one for tie in ties for key in ("ids", "plan", "fulfilment") for one in tie.get(key, [])
    }
    assert named <= set(KEY)
    kinds = {tie["type"] for tie in ties}
    assert kinds >= {"near_duplicate", "plan_fulfilment", "schedule_moved", "gone_silent"}


def test_the_sample_is_as_messy_as_it_says() -> None:
    encodings = {
        path.name: path.read_bytes()[:2] == codecs.BOM_UTF16_LE
        for path in (FOLDER / "reports").iterdir()
    }
    assert sum(encodings.values()) == 1
    suffixes = {Path(name).suffix for name in encodings}
    assert suffixes == {".txt", ".html", ".md", ".jsonl"}
    half = len(TEXTS["jpus05"]) // 2
    assert TEXTS["jpus05"][:half] == TEXTS["jpus05"][half:]
