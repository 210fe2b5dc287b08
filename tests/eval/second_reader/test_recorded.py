"""Answers are kept short, and are whole again with the text; the ones that are kept hold no long words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from eval.keyed_reports import KeyedReport
from eval.second_reader.recorded import (
    ANSWERS,
    MODEL,
    ShortenedError,
    answers_of,
    load_rows,
    main,
    recorded,
    shortened,
    whole,
)
from hypothesis import given
from hypothesis import strategies as st

from eval.second_reader import recorded as module
from servanda.model.second_opinion import Answer
from servanda.second_reader.answer import proposals_of
from servanda.second_reader.reading_task import KINDS

from .conftest import PIER, TEXT, entry

WORDS = TEXT.split(" ")


def longest(value: Any) -> int:
    """Count the words of the longest text in a value."""
    if isinstance(value, dict):
        return max(map(longest, value.values()), default=0)
    if isinstance(value, list):
        return max(map(longest, value), default=0)
    return len(value.split()) if isinstance(value, str) else 0


@given(st.integers(0, len(WORDS) - 1), st.integers(1, len(WORDS)))
def test_what_is_shortened_is_whole_again(start: int, count: int) -> None:
    text = " ".join(WORDS[start : start + count])
    short = shortened({"cells": [text]}, TEXT)
    assert longest(short) <= 8
    assert whole(short, TEXT) == {"cells": [text]}


def test_words_that_the_text_does_not_hold_once_are_not_kept() -> None:
    twice = "one two three four five six seven eight nine"
    with pytest.raises(ShortenedError):
        shortened(f"{twice} ten", TEXT)
    changed = f"{PIER[:-6]} wrote."
    with pytest.raises(ShortenedError):
        shortened(changed, TEXT)
    assert shortened(twice, f"{twice}. {twice}.") != twice  # the same words, wherever they stand


def test_names_in_a_row_are_kept_backwards() -> None:
    names = ["Norland", "the Grey Isles", "Sudmark", "the League of Ports", "Holm"]
    short = shortened({"parties": names, "place": "Holmby"}, TEXT)
    assert short == {"parties": {"backwards": names[::-1]}, "place": "Holmby"}
    assert whole(short, TEXT) == {"parties": names, "place": "Holmby"}
    assert shortened({"parties": names[:2]}, TEXT) == {"parties": names[:2]}


def test_answers_come_back_as_they_were(report: KeyedReport) -> None:
    read = report.discourse.parsed.report
    claims = [entry(PIER, obligors=["Norway"], action="build", modality="will", due=None)]
    content = json.dumps({"claims": claims})
    given_ = Answer(read.id, "commitment", "any", "p" * 12, content)
    rows = recorded([report], [given_, Answer("r-0", "commitment", "any", "p" * 12, content)])
    assert len(rows) == 1
    assert longest(rows) <= 8
    (back,) = answers_of([report], json.loads(json.dumps(rows)))["a1"]
    assert (back.kind, back.prompt, back.model) == ("commitment", "p" * 12, MODEL)
    (proposal,), _ = proposals_of(back)
    assert proposal.quotations[0].exact == PIER
    assert proposal.cells == {"obligors": ["Norway"], "action": "build", "modality": "will"}


def test_another_text_is_refused(report: KeyedReport) -> None:
    row = {"id": "a1", "text": "0" * 16, "kind": "tenure", "prompt": "p" * 12, "claims": []}
    with pytest.raises(ShortenedError, match="a1: its text is another"):
        answers_of([report], [row])
    assert answers_of([report], [{**row, "id": "other"}]) == {}


def test_batch_files_are_taken_in(
    report: KeyedReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ANSWERS", tmp_path / "kept.jsonl")
    body = {"choices": [{"message": {"content": json.dumps({"claims": [entry(PIER)]})}}]}
    name = f"{report.discourse.parsed.report.id}.commitment.{'a' * 12}"
    answered = tmp_path / "answers.jsonl"
    answered.write_text(json.dumps({"custom_id": name, "response": {"body": body}}))
    assert main([str(answered), "--texts", str(tmp_path)]) == 0
    (row,) = map(json.loads, (tmp_path / "kept.jsonl").read_text().splitlines())
    assert row["claims"][0]["quotations"][0]["exact"]["letters"] == len(PIER)
    answered.write_text("{}")
    assert main([str(answered), "--texts", str(tmp_path)]) == 1


def test_what_is_kept_holds_no_long_words() -> None:
    rows = load_rows()
    assert ANSWERS.stat().st_size < 200_000
    assert len({row["id"] for row in rows}) >= 40
    assert {row["kind"] for row in rows} == set(KINDS)
    assert longest(rows) <= 8
    assert len({(row["kind"], row["prompt"]) for row in rows}) == len(KINDS)
