"""The White House keys are those drawn, and every anchor stands in its text."""

from __future__ import annotations

from pathlib import Path

import pytest
from eval.draw import GOES, SIZE, corpus, draw
from eval.files import read_lines
from eval.matching import Located, anchors
from eval.score import KINDS
from eval.whitehouse.join import HALVES, join, keys, main


def test_half_of_the_keys_is_held_out() -> None:
    assert [len(keys(half)) for half in HALVES] == [SIZE // 2, SIZE // 2]
    assert len(keys()) == SIZE


def test_anchors_are_short_and_no_text_is_kept() -> None:
    for gold in keys():
        assert "text" not in gold
        items = [item for where in KINDS.values() for item in gold[where]]
        assert max((len(one.split()) for item in items for one in anchors(item)), default=0) <= 8


def test_the_keys_are_for_the_texts_drawn(shared: Path) -> None:
    keyed = [row["text"] for row in read_lines(shared / "whitehouse" / "input.jsonl")]
    assert draw(corpus(shared), keyed) == [gold["id"] for gold in keys()]


def test_no_text_is_drawn_twice_nor_one_that_has_a_key_nor_one_too_long() -> None:
    long = "word " * (max(go.most_words for go in GOES) + 1)
    rows = [{"id": f"r{number:02}", "text": f"text {number}\n"} for number in range(SIZE + 1)]
    drawn = draw([*rows, {"id": "long", "text": long}], ["text 7"])
    assert sorted(drawn) == [row["id"] for row in rows if row["id"] != "r07"]


def test_every_anchor_stands_in_its_text(shared: Path) -> None:
    golds = keys()
    for gold, row in zip(golds, join(golds, corpus(shared)), strict=True):
        text = Located.of(row["text"])
        for where in KINDS.values():
            for item in gold[where]:
                assert all(text.all(anchor) for anchor in anchors(item)), item


def test_one_half_is_joined_with_its_texts(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SERVANDA_SHARED", str(shared.resolve()))
    assert main([str(tmp_path / "dev"), "--half", "dev"]) == 0
    ids = [row["id"] for row in read_lines(tmp_path / "dev" / "input.jsonl")]
    assert ids == [row["id"] for row in read_lines(tmp_path / "dev" / "key.jsonl")]
    assert len(ids) == SIZE // 2


def test_without_the_corpus_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SERVANDA_SHARED", str(tmp_path / "nowhere"))
    assert main([str(tmp_path / "out")]) == 0
    assert "skipped: no corpus" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
